"""Kunden › Übersicht: filters, order, columns, selection, and what is done with the selected."""

import re
import time
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.records import a_family

MOST_ROWS_IN_THE_DOCUMENT = 100


def _expect_rows(page: Page, family: str, *first_names: str) -> None:
    """The family's rows from top to bottom are these."""
    links = page.get_by_role("row").filter(has_text=family).get_by_role("link")
    expect(links).to_have_text([f"{family}, {first_name}" for first_name in first_names])


def _select(desk: Desk, name: str) -> None:
    desk.page.get_by_role("checkbox", name=f"{name} auswählen").check()


def test_c7_all_filters_combine_with_the_search_and_stay_in_the_address(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family, group = a_family("Q"), f"Verein {uuid4().hex[:6]}"
    group_id = desk.have_group("customer", group)
    mailing_id = desk.have_group("recipient", f"Ferien {uuid4().hex[:6]}")
    member = {"customer_group_ids": [group_id], "recipient_group_ids": [mailing_id]}
    desk.have_customer("Passt", family, address={"postal_code": "80331"}, **member)
    desk.have_customer("Fern", family, address={"postal_code": "20095"}, **member)
    desk.have_customer("Ohne", family, address={"postal_code": "80333"})
    blocked = desk.have_customer("Gesperrt", family, address={"postal_code": "80331"}, **member)
    desk.call("POST", f"/api/customers/{blocked}/block", {"reason": "Probe"})

    desk.search(family)
    page = desk.page
    expect(page.get_by_text("4 Kunden", exact=True)).to_be_visible()
    page.get_by_label("Kundengruppe").select_option(group)
    page.get_by_label("Empfängergruppe").select_option(mailing_id)
    page.get_by_label("Postleitzahl").fill("80")
    page.get_by_label("Status").select_option("Aktiv")
    page.get_by_label("Guthaben").select_option("Ausgeglichen")
    page.get_by_label("Newsletter").select_option("Nicht einverstanden")
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    _expect_rows(page, family, "Passt")
    accessible(page)

    page.reload()
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    expect(page.get_by_label("Postleitzahl")).to_have_value("80")
    page.get_by_role("link", name=family).click()
    expect(page.get_by_role("heading", level=1, name=f"Passt {family}")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Status")).to_have_value("active")
    desk.button("Filter zurücksetzen").click()
    expect(page.get_by_text("4 Kunden", exact=True)).to_be_visible()


def test_the_order_is_chosen_in_the_heads_of_the_columns(desk: Desk) -> None:
    family = a_family("Q")
    for first_name, city in (("Anton", "Zwickau"), ("Berta", "Aachen"), ("Cäsar", "Mainz")):
        desk.have_customer(first_name, family, address={"city": city})
    desk.search(family)
    page = desk.page
    expect(page.get_by_text("3 Kunden", exact=True)).to_be_visible()
    _expect_rows(page, family, "Anton", "Berta", "Cäsar")
    page.get_by_role("columnheader", name="Ort").get_by_role("button").click()
    _expect_rows(page, family, "Berta", "Cäsar", "Anton")
    page.get_by_role("columnheader", name="Ort").get_by_role("button").click()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Zwickau")
    expect(page.get_by_role("columnheader", name="Ort")).to_have_attribute("aria-sort", "descending")
    page.reload()
    expect(page.get_by_role("row").nth(1)).to_contain_text("Zwickau")


def test_the_browser_remembers_the_chosen_columns(desk: Desk, accessible: AccessibilityCheck) -> None:
    family = a_family("Q")
    desk.have_customer("Lara", family, participants=[{"first_name": "Timo", "last_name": family}])
    desk.search(family)
    page = desk.page
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    desk.button("Spalten").click()
    page.get_by_role("checkbox", name="Teilnehmer").check()
    page.get_by_role("checkbox", name="Telefon").uncheck()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("row").nth(1)).to_contain_text("Timo")
    page.reload()
    expect(page.get_by_role("columnheader", name="Teilnehmer")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Telefon")).to_have_count(0)


def test_only_rows_in_sight_are_in_the_document_and_back_keeps_the_place(desk: Desk) -> None:
    family = a_family("Q")
    for index in range(230):
        desk.have_customer(f"Nr{index:03}", family)
    desk.search(family)
    page = desk.page
    expect(page.get_by_text("230 Kunden", exact=True)).to_be_visible()
    page.get_by_role("table").hover()

    def is_at_the_end() -> bool:
        page.mouse.wheel(0, 1500)
        assert page.get_by_role("row").count() < MOST_ROWS_IN_THE_DOCUMENT
        return page.get_by_role("link", name=f"{family}, Nr229").count() > 0

    awaited(page, is_at_the_end, "the last row never came")
    page.get_by_role("link", name=f"{family}, Nr225").click()
    expect(page.get_by_role("heading", level=1, name=f"Nr225 {family}")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name=f"{family}, Nr225")).to_be_visible()


def test_hits_of_a_former_search_cannot_be_selected_together(desk: Desk) -> None:
    former, family = a_family("Q"), a_family("Q")
    for name in (former, family):
        desk.have_customer("Anna", name)
    desk.search(former)
    page = desk.page
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    held: list[Route] = []
    page.route(re.compile(rf"/api/customers\?.*{family}"), lambda route: held.append(route), times=1)
    page.get_by_role("searchbox", name="Kunden suchen").fill(family)
    box = page.get_by_role("checkbox", name="Alle geladenen Kunden auswählen")
    expect(box).to_be_disabled()
    expect(page.get_by_role("link", name=f"{former}, Anna")).to_be_visible()
    (search,) = awaited(page, lambda: held, "the new search was never sent")
    search.continue_()
    box.check()
    expect(page.get_by_text("1 Kunde ausgewählt", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name=f"{family}, Anna auswählen")).to_be_checked()


def test_what_changes_before_the_stream_of_changes_is_up_is_shown_too(desk: Desk) -> None:
    family = a_family("Q")
    desk.have_customer("Anna", family)
    page = desk.page
    held: list[Route] = []
    page.route(re.compile("/api/customers/events$"), lambda route: held.append(route), times=1)
    with page.expect_response(re.compile(rf"/api/customers\?.*{family}")):
        desk.search(family)
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    desk.have_customer("Bert", family)
    page.wait_for_timeout(500)  # it is told to those who listen, and this page does not yet
    (stream,) = awaited(page, lambda: held, "the stream was never asked for")
    stream.continue_()
    expect(page.get_by_text("2 Kunden", exact=True)).to_be_visible()


def test_all_hits_are_selected_whether_loaded_or_not(desk: Desk, accessible: AccessibilityCheck) -> None:
    family = a_family("Q")
    for index in range(130):
        desk.have_customer(f"Nr{index:03}", family)
    desk.search(family)
    page = desk.page
    expect(page.get_by_text("130 Kunden", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Alle geladenen Kunden auswählen").check()
    expect(page.get_by_text("100 Kunden ausgewählt")).to_be_visible()
    accessible(page)
    desk.button("Alle 130 Treffer auswählen").click()
    expect(page.get_by_text("130 Kunden ausgewählt")).to_be_visible()
    expect(desk.button("Alle 130 Treffer auswählen")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("130 Kunden ausgewählt")).to_be_visible()
    desk.button("Auswahl aufheben").click()
    expect(page.get_by_text("ausgewählt")).to_have_count(0)


def test_the_keyboard_alone_searches_selects_and_opens(desk: Desk) -> None:
    family = a_family("Q")
    for first_name in ("Anna", "Bert", "Cora"):
        desk.have_customer(first_name, family)
    page = desk.page
    page.goto("/kunden")
    expect(page.get_by_role("table")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type(family)
    expect(page.get_by_text("3 Kunden", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name=f"{family}, Anna")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("2 Kunden ausgewählt")).to_be_visible()
    expect(page.get_by_role("checkbox", name=f"{family}, Bert auswählen")).to_be_checked()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 Kunde ausgewählt")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=f"Cora {family}")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name=f"{family}, Anna").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_an_older_answer_that_comes_late_is_dropped(desk: Desk) -> None:
    first, second = a_family("Q"), a_family("Q")
    desk.have_customer("Alt", first)
    desk.have_customer("Neu", second)
    page = desk.page
    page.goto("/kunden")
    expect(page.get_by_role("table")).to_be_visible()
    asked = re.compile(f"/api/customers\\?.*q={first}")
    page.route(asked, lambda route: None)  # no answer comes
    with page.expect_event("requestfailed", lambda request: f"q={first}" in request.url):
        with page.expect_request(asked):
            page.get_by_role("searchbox").fill(first)
        page.get_by_role("searchbox").fill(second)
    expect(page.get_by_role("link", name=f"{second}, Neu")).to_be_visible()
    expect(page.get_by_role("link", name=f"{first}, Alt")).to_have_count(0)


def test_c3_who_follows_a_link_while_typing_is_not_called_back(desk: Desk) -> None:
    family = a_family("Q")
    desk.have_customer("Da", family)
    page = desk.page
    desk.search(family)
    link = page.get_by_role("link", name=f"{family}, Da")
    expect(link).to_be_visible()

    def slowly(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/assets/CustomerPage*.js", slowly)
    # No answer comes: it would take the link away before the click.
    page.route(re.compile(f"/api/customers\\?.*q={family}D"), lambda route: None)
    page.get_by_role("searchbox", name="Kunden suchen").press("D")
    link.click(force=True)
    desk.tab("Kommunikation")


def test_what_was_written_stays_when_the_message_is_not_taken(desk: Desk, context: BrowserContext) -> None:
    family = a_family("Q")
    desk.have_recipient("Weg", family)
    desk.search(family)
    _select(desk, f"{family}, Weg")
    desk.button("Kunde kontaktieren").click()
    dialog = desk.page.get_by_role("dialog", name="1 Kunden kontaktieren")
    dialog.get_by_label("Betreff").fill("Bleibt stehen")
    dialog.get_by_role("textbox", name="Nachricht").fill("Auch dieser Text.")
    context.set_offline(True)
    dialog.get_by_role("button", name="Senden").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Der Server ist nicht zu erreichen")
    context.set_offline(False)
    expect(dialog.get_by_label("Betreff")).to_have_value("Bleibt stehen")
    dialog.get_by_role("button", name="Senden").click()
    expect(desk.page.get_by_text(f"Die Nachricht an Weg {family} wird gesendet.")).to_be_visible()


def test_c8_the_displayed_customers_are_downloaded_after_the_privacy_hint(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family = a_family("Q")
    desk.have_customer("Drin", family, address={"postal_code": "80331"})
    desk.have_customer("Draußen", family, address={"postal_code": "20095"})
    desk.search(family)
    page = desk.page
    page.get_by_label("Postleitzahl").fill("80")
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    desk.button("Tools").click()
    accessible(page)
    page.get_by_role("menuitem", name="CSV der angezeigten Kunden").click()
    dialog = page.get_by_role("dialog", name="CSV der angezeigten Kunden")
    expect(dialog).to_contain_text("Die Datei enthält personenbezogene Daten")
    expect(dialog).to_contain_text("1 Kunde")
    accessible(page)
    with page.expect_download() as download:
        dialog.get_by_role("link", name="CSV herunterladen").click()
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert len(text.splitlines()) == 2
    assert "Drin" in text
    assert "Draußen" not in text


def test_two_browsers_see_each_others_new_customers_without_reload(
    desk: Desk, context: BrowserContext
) -> None:
    family = a_family("Q")
    desk.search(family)
    expect(desk.page.get_by_text("Kein Kunde passt dazu")).to_be_visible()
    Desk(context.new_page()).have_customer("Neu", family)
    expect(desk.page.get_by_role("link", name=f"{family}, Neu")).to_be_visible()


def test_c3_enter_opens_the_only_hit_and_nothing_where_there_are_two(desk: Desk) -> None:
    family = a_family("Q")
    for first_name in ("Ada", "Bela"):
        desk.have_customer(first_name, family)
    page = desk.page
    desk.search(family)
    expect(page.get_by_text("2 Kunden", exact=True)).to_be_visible()
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("searchbox").fill(f"{family} Bela")
    # At once: the hits of before are still on the page.
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("heading", level=1, name=f"Bela {family}")).to_be_visible()

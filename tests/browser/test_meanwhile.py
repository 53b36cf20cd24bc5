"""What somebody else saves meanwhile, and answers that come when something else is being done by then."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.records import a_customer, a_family, a_note, change
from tests.browser.writing import write

NO_DRAFT_IS_KEPT = "!Object.keys(sessionStorage).some((key) => key.startsWith('stammkunde-draft-'))"


def _hold(page: Page, requests: re.Pattern[str], method: str = "GET") -> list[Route]:
    """Keeps such requests from being answered until they are let go; those that came are in the list."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == method:
            held.append(route)
        else:
            route.continue_()

    page.route(requests, hold)
    return held


def _let_go(page: Page, held: list[Route]) -> None:
    awaited(page, lambda: held, "nothing was asked for")
    while held:
        held.pop().continue_()


def test_c5_a_note_that_somebody_else_changed_is_not_overwritten(desk: Desk) -> None:
    page = desk.page
    customer = a_customer(page, last_name="Notizfall")
    note = a_note(page, f"customers/{customer['id']}", "Ruft vormittags an")
    page.goto(f"/kunden/{customer['id']}")
    desk.button("Notiz bearbeiten").click()
    field = page.get_by_label("Notiz ändern")
    with page.expect_response(re.compile(f"/api/customers/{customer['id']}/notes")):
        other = page.request.patch(
            f"/api/notes/{note['id']}", data={"text": "Ruft nie an"}, headers={"If-Match": "*"}
        )
    assert other.ok, other.text()
    field.fill("Ruft abends an")
    desk.button("Speichern").click()
    conflict = page.get_by_role("alert", name="Diese Notiz wurde inzwischen geändert")
    expect(conflict).to_contain_text("Ruft nie an")
    expect(field).to_have_value("Ruft abends an")
    (kept,) = desk.call("GET", f"/api/customers/{customer['id']}/notes")["items"]
    assert kept["text"] == "Ruft nie an"
    desk.button("Speichern").click()
    expect(page.get_by_role("list", name="Interne Notizen")).to_contain_text("Ruft abends an")


def test_c5_nothing_can_be_typed_into_a_note_that_is_being_saved(desk: Desk) -> None:
    page = desk.page
    customer = a_customer(page, last_name="Notizfall")
    page.goto(f"/kunden/{customer['id']}")
    field = page.get_by_label("Neue Notiz")
    field.fill("Ruft vormittags an")
    held = _hold(page, re.compile("/notes$"), "POST")
    desk.button("Notiz speichern").click()
    expect(field).not_to_be_editable()
    _let_go(page, held)
    expect(page.get_by_role("list", name="Interne Notizen")).to_contain_text("Ruft vormittags an")
    expect(field).to_have_value("")
    expect(field).to_be_editable()


def test_c9_what_was_chosen_is_not_turned_round_by_what_somebody_else_does(desk: Desk) -> None:
    page = desk.page
    customer = a_customer(page, first_name="Bernd", last_name="Zuerst")
    page.goto(f"/kunden/{customer['id']}")
    desk.button("Sperren").click()
    dialog = page.get_by_role("dialog", name="Bernd Zuerst sperren?")
    dialog.get_by_label("Grund der Sperre").fill("Zu spät")
    desk.call("POST", f"/api/customers/{customer['id']}/block", {"reason": "Rechnungen offen"})
    expect(page.get_by_text("Rechnungen offen")).to_be_visible()
    dialog.get_by_role("button", name="Sperren", exact=True).click()
    expect(dialog).to_be_hidden()
    assert desk.call("GET", f"/api/customers/{customer['id']}")["status"] == "blocked"


@pytest.mark.parametrize("edited", ["Name", "Rolle"])
def test_of_an_account_only_what_was_edited_is_saved(desk: Desk, edited: str) -> None:
    page = desk.page
    name, email = f"Kollegin {uuid4().hex[:6]}", f"{uuid4().hex[:10]}@example.org"
    account = desk.call("POST", "/api/accounts", {"name": name, "email": email, "role": "owner"})
    page.goto("/unternehmen/mitarbeitende")
    page.get_by_role("button", name=f"Aktionen für {name}").click()
    page.get_by_role("menuitem", name="Name und Rolle ändern").click()
    dialog = page.get_by_role("dialog")
    # What a colleague saves meanwhile is the other one of the two.
    meanwhile = {"role": "staff"} if edited == "Name" else {"name": f"{name} neu"}
    other = page.request.patch(f"/api/accounts/{account['id']}", data=meanwhile, headers={"If-Match": "*"})
    assert other.ok, other.text()
    if edited == "Name":
        dialog.get_by_label("Name").fill(f"{name} selbst")
    else:
        dialog.get_by_role("radio").first.check()
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_contain_text("inzwischen geändert")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog).to_be_hidden()
    accounts = desk.call("GET", "/api/accounts?limit=200")["items"]
    (saved,) = [one for one in accounts if one["id"] == account["id"]]
    assert (saved["name"], saved["role"]) == (
        f"{name} selbst" if edited == "Name" else f"{name} neu",
        "staff",
    )


def test_m1_a_hit_of_a_former_search_cannot_be_picked(desk: Desk) -> None:
    page = desk.page
    former, wanted = a_family("Indes"), a_family("Indes")
    desk.have_customer("Frieda", former)
    desk.have_customer("Wanda", wanted)
    page.goto("/kommunikation/nachricht")
    box = page.get_by_role("combobox", name="Empfänger")
    box.fill(former)
    expect(page.get_by_role("option", name=f"{former}, Frieda")).to_be_enabled()
    held = _hold(page, re.compile(f"/api/customers\\?.*q={wanted}"))
    box.fill(wanted)
    awaited(page, lambda: held, "nobody was searched for")
    expect(page.get_by_role("option", name=f"{former}, Frieda")).to_be_disabled()
    box.press("ArrowDown")
    box.press("Enter")
    # Nobody was picked, and it did not send the form off.
    expect(box).to_have_value(wanted)
    expect(page.get_by_text("Bitte geben Sie einen Betreff an.")).to_have_count(0)
    _let_go(page, held)
    expect(page.get_by_role("option", name=f"{wanted}, Wanda")).to_be_enabled()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("")
    expect(page.get_by_text(f"{wanted}, Wanda")).to_be_visible()


def test_m1_no_draft_is_left_of_a_message_that_was_taken(desk: Desk) -> None:
    page = desk.page
    family = a_family("Indes")
    customer = desk.have_recipient("Anna", family)
    page.goto(f"/kunden/{customer}?reiter=kommunikation")
    desk.button("Nachricht schreiben").click()
    dialog = page.get_by_role("dialog", name=f"Nachricht an Anna {family}")
    write(dialog, "Einmal", "Guten Tag.")
    awaited(page, lambda: not page.evaluate(NO_DRAFT_IS_KEPT), "no draft was kept")
    # The list is read again afterwards; until then somebody may reload the page.
    held = _hold(page, re.compile("/api/messages\\?"))
    dialog.get_by_role("button", name="Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Anna {family} wird gesendet.")).to_be_visible()
    assert page.evaluate(NO_DRAFT_IS_KEPT)
    expect(dialog).to_be_hidden()
    _let_go(page, held)
    expect(page.get_by_role("row").filter(has_text="Einmal")).to_have_count(1)


def test_c3_enter_opens_nothing_when_something_else_was_begun_meanwhile(desk: Desk) -> None:
    page = desk.page
    family = a_family("Indes")
    desk.have_customer("Einzige", family)
    page.goto("/kunden")
    expect(page.get_by_role("table")).to_be_visible()
    held = _hold(page, re.compile(f"/api/customers\\?.*q={family}"))
    search = page.get_by_role("searchbox", name="Kunden suchen")
    search.fill(family)
    search.press("Enter")
    desk.button("Anlegen").click()
    dialog = page.get_by_role("dialog", name="Kunden anlegen")
    expect(dialog).to_be_visible()
    _let_go(page, held)
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    dialog.get_by_label("Vorname").first.fill("Neue")
    expect(dialog).to_be_visible()
    expect(page).to_have_url(re.compile("/kunden\\?"))


def test_c1_a_customer_that_is_created_late_takes_nobody_away_from_what_they_do(desk: Desk) -> None:
    page = desk.page
    family = a_family("Indes")
    dialog = desk.begin_customer("Späte", family, f"{uuid4().hex[:12]}@example.org")
    held = _hold(page, re.compile("/api/customers$"), "POST")
    dialog.get_by_role("button", name="Kunden anlegen").click()
    awaited(page, lambda: held, "nobody was created")
    dialog.get_by_role("button", name="Abbrechen").click()
    expect(dialog).to_be_hidden()
    _let_go(page, held)
    expect(page.get_by_text(f"Späte {family}").first).to_be_visible()
    # Who was led to the new customer could not go on here.
    page.get_by_role("searchbox", name="Kunden suchen").fill(family)
    expect(page.get_by_role("link", name=f"{family}, Späte")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/kunden\?"))


def test_c4_an_iban_that_was_replaced_is_not_shown_in_full_any_more(desk: Desk) -> None:
    page = desk.page
    customer = a_customer(page, last_name="Kontofall", bank_details={"iban": "DE02120300000000202051"})
    page.goto(f"/kunden/{customer['id']}")
    desk.button("Anzeigen").click()
    expect(page.get_by_text("DE02 1203 0000 0000 2020 51")).to_be_visible()
    change(page, customer["id"], bank_details={"iban": "DE02500105170137075030"})
    expect(page.get_by_text("•••• 5030")).to_be_visible()
    expect(page.get_by_text("DE02 1203 0000 0000 2020 51")).to_have_count(0)


def test_m2_what_is_edited_while_it_is_counted_is_counted_once_more(desk: Desk) -> None:
    page = desk.page
    desk.have_recipient("Alle", a_family("Indes"))
    page.goto("/kommunikation/mitteilungen/neu")
    page.get_by_role("checkbox", name="Alle aktiven Kunden").check()
    write(page, "Sommerfest", "Guten Tag.")
    asked: list[str] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}")
        if "subject" not in body:  # the count on the page
            route.continue_()
            return
        asked.append(body["subject"])
        if len(asked) == 1:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("/api/broadcasts\\?"), hold)
    desk.button("Senden …").click()
    awaited(page, lambda: held, "nothing was counted")
    page.get_by_label("Betreff").fill("Winterfest")
    _let_go(page, held)
    expect(page.get_by_role("dialog")).to_contain_text("Winterfest")
    assert asked == ["Sommerfest", "Winterfest"]


def test_m3_two_clicks_that_close_a_message_lead_no_further_than_the_page(desk: Desk) -> None:
    page = desk.page
    customer = desk.have_recipient("Anna", a_family("Indes"))
    message = {"customer_ids": [customer], "channel": "email", "subject": "Zweimal zu", "body": "Guten Tag."}
    desk.call("POST", "/api/messages", message)
    page.goto(f"/kunden/{customer}?reiter=kommunikation")
    page.get_by_role("button", name="Zweimal zu").click()
    dialog = page.get_by_role("dialog", name="Zweimal zu")
    dialog.get_by_role("button", name="Schließen").evaluate("(close) => { close.click(); close.click(); }")
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(f"/kunden/{customer}\\?reiter=kommunikation$"))
    expect(page.get_by_role("row").filter(has_text="Zweimal zu")).to_be_visible()

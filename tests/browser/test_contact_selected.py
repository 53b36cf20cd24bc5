"""Kunden › Kunde kontaktieren: who is selected, who of them gets it, and that each gets it once (M1, M2, M4)."""

import re

from playwright.sync_api import BrowserContext, Locator, Route, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.records import a_family
from tests.browser.writing import write

# The buttons, links and rows of the page that lie under the toasts; in one look, for toasts go again.
WHAT_THEY_COVER = """(toasts) => {
    const over = toasts.map((toast) => toast.getBoundingClientRect());
    if (over.length !== 2) return [`there are ${over.length} toasts`];
    const controls = [...document.querySelectorAll('main button, main a, main tr, header button')];
    const covered = controls.filter((control) => {
        const at = control.getBoundingClientRect();
        return over.some(
            (toast) =>
                at.left < toast.right && toast.left < at.right && at.top < toast.bottom && toast.top < at.bottom,
        );
    });
    return covered.map((control) => control.innerText);
}"""


def _select(desk: Desk, *names: str) -> None:
    for name in names:
        desk.page.get_by_role("checkbox", name=f"{name} auswählen").check()


def _contact(desk: Desk, name: str) -> Locator:
    desk.button("Kunde kontaktieren").click()
    return desk.page.get_by_role("dialog", name=name)


def _messages(desk: Desk, customer_id: str) -> int:
    return int(desk.call("GET", f"/api/messages?customer_id={customer_id}")["total"])


def test_m2_m4_many_selected_are_asked_about_and_taken_as_one_broadcast(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family = a_family("K")
    ids = {first: desk.have_recipient(first, family) for first in ("Anna", "Bert", "Gesperrt", "Stumm")}
    desk.call("POST", f"/api/customers/{ids['Gesperrt']}/block", {"reason": "Probe"})
    page = desk.page
    page.goto("/kunden")
    desk.button("Kunde kontaktieren").click()
    expect(page.get_by_text("Wem möchten Sie schreiben?")).to_be_visible()
    desk.search(family)
    expect(page.get_by_text("4 Kunden", exact=True)).to_be_visible()
    desk.call("POST", "/api/suppressions", {"customer_id": ids["Stumm"], "scope": "mail", "reason": "manual"})
    page.get_by_role("checkbox", name="Alle geladenen Kunden auswählen").check()
    asked: list[str] = []
    page.on(
        "request", lambda request: request.method == "POST" and asked.append(request.url.split("/api")[1])
    )
    dialog = _contact(desk, "4 Kunden kontaktieren")
    for first in ids:
        expect(dialog.get_by_text("An:", exact=False)).to_contain_text(f"{family}, {first}")
    left_out = dialog.get_by_role("list", name="Wer die Nachricht nicht bekommt")
    expect(left_out).to_contain_text(f"Gesperrt: Gesperrt {family}")
    expect(left_out).to_contain_text(f"E-Mail-Adresse nicht erreichbar: Stumm {family}")
    dialog.get_by_role("button", name="Senden …").click()
    expect(dialog.get_by_text("Bitte geben Sie einen Betreff an.")).to_be_visible()
    accessible(page)
    write(dialog, f"Sommerfest {family}", "Wir laden Sie ein.")
    dialog.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("dialog", name="Vorschau")).to_contain_text("Empfänger 1 von 2")
    page.get_by_role("dialog", name="Vorschau").get_by_role("button", name="Schließen").click()
    dialog.get_by_role("button", name="Senden …").click()
    question = page.get_by_role("dialog", name="An 2 Kunden senden?")
    expect(question.get_by_role("list", name="Wer die Nachricht nicht bekommt")).to_contain_text("Gesperrt")
    accessible(page)
    question.get_by_role("button", name="Zurück").click()
    expect(question).to_be_hidden()
    assert "/broadcasts" not in asked
    dialog.get_by_role("button", name="Senden …").click()
    question.get_by_role("button", name="An 2 Kunden senden").click()
    expect(
        page.get_by_text("Die Nachricht wird an 2 Kunden gesendet. 2 Kunden bekommen sie nicht.")
    ).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=f"Sommerfest {family}")).to_be_visible()
    expect(page.get_by_text("Gesperrt: 1")).to_be_visible()
    accessible(page)
    assert asked.count("/broadcasts") == 1
    assert "/messages" not in asked
    page.get_by_role("link", name="Alle Mitteilungen").click()
    expect(page.get_by_role("row").filter(has_text=f"Sommerfest {family}")).to_contain_text("Versendet: 2")
    desk.search(family)
    expect(page.get_by_text("4 Kunden", exact=True)).to_be_visible()
    expect(page.get_by_text("ausgewählt")).to_have_count(0)
    page.goto(f"/kunden/{ids['Gesperrt']}?reiter=kommunikation")
    expect(page.get_by_role("row").filter(has_text="Sommerfest")).to_contain_text("Nicht gesendet")


def test_m2_who_reloads_while_it_is_being_sent_writes_to_each_once(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family = a_family("K")
    ids = [desk.have_recipient(first, family) for first in ("Anna", "Bert", "Cleo")]
    desk.search(family)
    page = desk.page
    expect(page.get_by_text("3 Kunden", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Alle geladenen Kunden auswählen").check()
    taken: list[str] = []

    def take_without_an_answer(route: Route) -> None:
        taken.append(route.fetch().json()["id"])

    page.route(re.compile("/api/broadcasts$"), take_without_an_answer)
    dialog = _contact(desk, "3 Kunden kontaktieren")
    write(dialog, f"Einmal {family}", "Guten Tag.")
    dialog.get_by_role("button", name="Senden …").click()
    question = page.get_by_role("dialog", name="An 3 Kunden senden?")
    question.get_by_role("button", name="An 3 Kunden senden").click()
    expect(question.get_by_role("button", name="Zurück")).to_be_disabled()
    expect(question.get_by_role("button", name="Schließen")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(question).to_be_visible()
    awaited(page, lambda: taken, "the broadcast was never taken")
    # The page goes before its request is let through: else the answer might still come.
    page.reload()
    page.unroute_all(behavior="ignoreErrors")
    expect(page.get_by_text("3 Kunden ausgewählt")).to_be_visible()
    dialog = _contact(desk, "3 Kunden kontaktieren")
    expect(dialog.get_by_text("Sie haben ihn schon abgeschickt", exact=False)).to_be_visible()
    accessible(page)
    dialog.get_by_role("button", name="Senden …").click()
    question.get_by_role("button", name="An 3 Kunden senden").click()
    expect(page).to_have_url(re.compile(f"/kommunikation/mitteilungen/{taken[0]}$"))
    expect(page.get_by_text("Der Versand an 3 Empfänger ist abgeschlossen.")).to_be_visible()
    assert [_messages(desk, each) for each in ids] == [1, 1, 1]


def test_m1_one_message_is_not_called_stopped_while_it_is_being_sent(desk: Desk) -> None:
    family = a_family("K")
    customer = desk.have_recipient("Anna", family)
    page = desk.page
    page.goto(f"/kunden/{customer}?reiter=kommunikation")
    desk.button("Nachricht schreiben").click()
    dialog = page.get_by_role("dialog", name=f"Nachricht an Anna {family}")
    write(dialog, "Unterwegs", "Guten Tag.")
    held: list[Route] = []
    page.route(re.compile("/api/messages$"), lambda route: held.append(route))
    dialog.get_by_role("button", name="Senden").click()
    expect(dialog.get_by_role("button", name="Abbrechen")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    (message,) = awaited(page, lambda: held, "the message was never sent")
    message.continue_()
    expect(page.get_by_text(f"Die Nachricht an Anna {family} wird gesendet.")).to_be_visible()
    expect(dialog).to_be_hidden()
    assert _messages(desk, customer) == 1


def test_m2_who_is_selected_and_hidden_by_the_search_is_counted_and_named(desk: Desk) -> None:
    family, other = a_family("K"), a_family("K")
    for first in ("Anna", "Bert"):
        desk.have_recipient(first, family)
    desk.have_recipient("Cleo", other)
    page = desk.page
    desk.search(family)
    _select(desk, f"{family}, Anna", f"{family}, Bert")
    expect(page.get_by_text("2 Kunden ausgewählt", exact=True)).to_be_visible()
    page.get_by_role("searchbox", name="Kunden suchen").fill(other)
    _select(desk, f"{other}, Cleo")
    expect(page.get_by_text("3 Kunden ausgewählt, 2 davon nicht in dieser Liste")).to_be_visible()
    dialog = _contact(desk, "3 Kunden kontaktieren")
    for name in (f"{family}, Anna", f"{family}, Bert", f"{other}, Cleo"):
        expect(dialog.get_by_text("An:", exact=False)).to_contain_text(name)


def test_m2_the_selection_ends_with_the_sign_out_in_another_tab(desk: Desk, context: BrowserContext) -> None:
    family = a_family("K")
    desk.have_recipient("Anna", family)
    desk.search(family)
    page = desk.page
    _select(desk, f"{family}, Anna")
    expect(page.get_by_text("1 Kunde ausgewählt")).to_be_visible()
    other = context.new_page()
    other.goto("/kunden")
    other.get_by_role("banner").get_by_role("button", name="Inhaber").click()
    other.get_by_role("menuitem", name="Abmelden").click()
    expect(other.get_by_role("button", name="Anmelden")).to_be_visible()
    expect(page.get_by_text("ausgewählt")).to_have_count(0)
    kept = "sessionStorage.getItem('stammkunde-selected-customers')"
    awaited(page, lambda: page.evaluate(kept) is None, "the selection is still kept")


def test_m2_a_deleted_customer_is_selected_no_more(desk: Desk) -> None:
    family = a_family("K")
    for first in ("Anna", "Weg"):
        desk.have_recipient(first, family)
    desk.search(family)
    page = desk.page
    _select(desk, f"{family}, Anna", f"{family}, Weg")
    page.get_by_role("link", name=f"{family}, Weg").click()
    desk.button("Kunde löschen").click()
    page.get_by_role("dialog").get_by_role("button", name="Endgültig löschen").click()
    expect(page).to_have_url(re.compile("/loeschungen/"))
    page.goto("/kunden")
    expect(page.get_by_text("1 Kunde ausgewählt")).to_be_visible()


def test_m1_m2_portal_messages_name_who_has_no_access_before(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family = a_family("K")
    for first in ("Anna", "Bert"):
        desk.have_recipient(first, family)
    desk.search(family)
    page = desk.page
    _select(desk, f"{family}, Anna", f"{family}, Bert")
    dialog = _contact(desk, "2 Kunden kontaktieren")
    dialog.get_by_text("Als Nachricht im Portal").click()
    notice = dialog.get_by_role("alert").filter(has_text="2 Kunden haben keinen Zugang zum Portal")
    expect(notice).to_contain_text(f"Anna {family}, Bert {family}")
    accessible(page)
    write(dialog, f"Aushang {family}", "Bitte lesen.")
    dialog.get_by_role("button", name="Senden …").click()
    question = page.get_by_role("dialog", name="An 2 Kunden senden?")
    expect(question).to_contain_text("2 Kunden haben keinen Zugang zum Portal")
    question.get_by_role("button", name="An 2 Kunden senden").click()
    expect(page.get_by_text("Im Portal, noch nicht gelesen")).to_be_visible()


def test_m1_toasts_do_not_pile_up_and_can_be_closed(desk: Desk) -> None:
    page = desk.page
    for _ in range(4):
        desk.button("Kunde kontaktieren").click()
    hints: Locator = page.get_by_role("status").filter(has_text="Wem möchten Sie schreiben?")
    expect(hints).to_have_count(2)
    assert hints.evaluate_all(WHAT_THEY_COVER) == []
    hints.first.get_by_role("button", name="Schließen").click()
    expect(hints).to_have_count(1)

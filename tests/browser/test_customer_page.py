"""Kunde › Stammdaten: everything about one customer, read and edited in place (C4)."""

from uuid import uuid4

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import AccessibilityCheck, RunningSystem
from tests.browser.desk import Desk
from tests.browser.records import a_customer, a_group, change

IBAN, OTHER_IBAN = "DE02120300000000202051", "DE02500105170137075030"


def _entry(page: Page, name: str) -> Locator:
    """The value beside a name of the master data."""
    term = page.get_by_role("term").filter(has_text=name)
    return page.locator("dl > div").filter(has=term).get_by_role("definition")


def _edit(desk: Desk, customer_id: str) -> Locator:
    desk.page.goto(f"/kunden/{customer_id}")
    desk.button("Bearbeiten").click()
    return desk.page.get_by_role("form", name="Bearbeiten")


def _saved(desk: Desk) -> None:
    desk.button("Speichern").click()
    expect(desk.page.get_by_text("Die Änderungen sind gespeichert.").last).to_be_visible()


def test_c4_every_field_is_edited_in_place(desk: Desk, accessible: AccessibilityCheck) -> None:
    customer = a_customer(desk.page, first_name="Vera", last_name="Vorher", phone="030 1234567")
    group = a_group(desk.page, "customer", f"Stammgäste {uuid4().hex[:6]}")
    recipients = a_group(desk.page, "recipient", f"Rundbrief {uuid4().hex[:6]}")
    form = _edit(desk, customer["id"])
    form.get_by_label("Anrede").fill("Frau")
    form.get_by_label("Nachname").fill("Nachher")
    desk.button("Weitere Nummer").click()
    form.get_by_label("Rufnummer 2", exact=True).fill("0171 7654321")
    form.get_by_label("Straße und Hausnummer").fill("Am Bach 1")
    form.get_by_label("Postleitzahl").fill("24103")
    form.get_by_label("Ort", exact=True).fill("Kiel")
    form.get_by_label("Land").fill("Österreich")
    for label, name in [("Kundengruppen", group["name"]), ("Empfängergruppen", recipients["name"])]:
        form.get_by_role("combobox", name=label).fill(name)
        desk.page.get_by_role("option", name=name).click()
    form.get_by_label("Sprache der Nachrichten").select_option("Englisch")
    form.get_by_label("Möchte den Newsletter").check()
    form.get_by_label("Die Einwilligung liegt schriftlich vor").check()
    form.get_by_label("Wie").fill("Anmeldeformular")
    form.get_by_label("Wann").fill("1.3.2026")
    form.get_by_label("Text der Einwilligung").fill("Ich möchte den Newsletter bekommen.")
    form.get_by_label("IBAN").fill(IBAN)
    accessible(desk.page)
    _saved(desk)
    page = desk.page
    expect(page.get_by_role("heading", level=1, name="Vera Nachher")).to_be_visible()
    expect(_entry(page, "Name")).to_contain_text("Frau Vera Nachher")
    expect(_entry(page, "Telefon")).to_contain_text("+491717654321")
    expect(_entry(page, "Anschrift")).to_contain_text("Am Bach 1")
    expect(_entry(page, "Anschrift")).to_contain_text("24103 Kiel")
    expect(_entry(page, "Anschrift")).to_contain_text("Österreich")
    expect(_entry(page, "Kundengruppen")).to_have_text(group["name"])
    expect(_entry(page, "Empfängergruppen")).to_have_text(recipients["name"])
    expect(_entry(page, "Sprache der Nachrichten")).to_have_text("Englisch")
    expect(_entry(page, "Newsletter")).to_contain_text("Einverstanden")
    expect(_entry(page, "Newsletter")).to_contain_text("01.03.2026: eingewilligt, Anmeldeformular")
    expect(_entry(page, "Bankverbindung")).to_contain_text("•••• 2051")
    accessible(page)


def test_c4_a_permanent_discount_is_a_percentage_with_a_comma(desk: Desk) -> None:
    customer = a_customer(desk.page, last_name="Rabatt")
    form = _edit(desk, customer["id"])
    form.get_by_label("Dauerrabatt").fill("200")
    desk.button("Speichern").click()
    expect(form.get_by_label("Dauerrabatt")).to_be_focused()
    expect(form.get_by_text("Bitte geben Sie eine Zahl von 0 bis 100 an")).to_be_visible()
    form.get_by_label("Dauerrabatt").fill("7,5")
    _saved(desk)
    expect(_entry(desk.page, "Dauerrabatt")).to_have_text("7,5 %")


def test_c4_stored_bank_details_are_kept_replaced_and_removed_without_being_shown(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Bankfall", bank_details={"iban": IBAN})
    form = _edit(desk, customer["id"])
    expect(form.get_by_role("radio", name="Behalten")).to_be_checked()
    form.get_by_role("radio", name="Durch eine andere ersetzen").check()
    form.get_by_label("IBAN").fill("DE00 1234")
    accessible(desk.page)
    desk.button("Speichern").click()
    expect(form.get_by_label("IBAN")).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_label("IBAN")).to_have_value("DE00 1234")
    form.get_by_label("IBAN").fill(OTHER_IBAN)
    _saved(desk)
    expect(_entry(desk.page, "Bankverbindung")).to_contain_text("•••• 5030")
    desk.button("Bearbeiten").click()
    form.get_by_role("radio", name="Entfernen").check()
    _saved(desk)
    expect(_entry(desk.page, "Bankverbindung")).to_have_text("nicht angegeben")


def test_the_full_iban_is_shown_on_request_and_says_that_this_is_recorded(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(
        desk.page, last_name="Einsicht", bank_details={"iban": IBAN, "account_holder": "Else Einsicht"}
    )
    desk.page.goto(f"/kunden/{customer['id']}")
    bank = _entry(desk.page, "Bankverbindung")
    expect(bank).to_contain_text("wird protokolliert")
    bank.get_by_role("button", name="Anzeigen").click()
    expect(bank).to_contain_text("DE02 1203 0000 0000 2020 51")
    expect(bank).to_contain_text("Else Einsicht")
    expect(bank).to_contain_text("Der Abruf wurde protokolliert.")
    accessible(desk.page)
    bank.get_by_role("button", name="Verbergen").click()
    expect(bank).to_contain_text("•••• 2051")


def test_c4_a_conflict_compares_both_states_and_joins_what_each_changed(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, first_name="Olga", last_name="Doppelt", address={"city": "Bonn"})
    form = _edit(desk, customer["id"])
    change(
        desk.page, customer["id"], last_name="Anders", address={"street": "Nordweg 2"}, phone="030 99887766"
    )
    form.get_by_label("Nachname").fill("Einfach")
    form.get_by_label("Ort", exact=True).fill("Kiel")
    desk.button("Speichern").click()
    table = desk.page.get_by_role("table", name="Dieser Kunde wurde inzwischen geändert")
    name = table.get_by_role("row", name="Nachname")
    expect(name).to_contain_text("von beiden geändert")
    expect(desk.button("Meine Eingaben behalten")).to_be_in_viewport()
    for state in ["Doppelt", "Anders", "Einfach"]:
        expect(name.get_by_role("cell", name=state)).to_be_visible()
    expect(table.get_by_role("row", name="Telefon")).to_contain_text("+493099887766")
    expect(table.get_by_role("row", name="Ort")).to_contain_text("Kiel")
    accessible(desk.page)
    desk.button("Meine Eingaben behalten").click()
    _saved(desk)
    expect(desk.page.get_by_role("heading", level=1, name="Olga Einfach")).to_be_visible()
    expect(_entry(desk.page, "Anschrift")).to_contain_text("Nordweg 2")
    expect(_entry(desk.page, "Anschrift")).to_contain_text("Kiel")
    expect(_entry(desk.page, "Telefon")).to_have_text("+493099887766")


def test_c4_in_a_conflict_the_saved_state_can_be_taken(desk: Desk) -> None:
    customer = a_customer(desk.page, first_name="Udo", last_name="Meins")
    form = _edit(desk, customer["id"])
    change(desk.page, customer["id"], last_name="Deins")
    form.get_by_label("Nachname").fill("Unsers")
    desk.button("Speichern").click()
    desk.button("Gespeicherten Stand übernehmen").click()
    expect(form.get_by_label("Nachname")).to_have_value("Deins")


def test_c4_a_participant_added_meanwhile_is_no_conflict(desk: Desk) -> None:
    customer = a_customer(desk.page, first_name="Rosa", last_name="Ruhig")
    form = _edit(desk, customer["id"])
    child = {"first_name": "Kim", "last_name": "Ruhig"}
    added = desk.page.request.post(f"/api/customers/{customer['id']}/participants", data=child)
    assert added.ok
    form.get_by_label("Nachname").fill("Laut")
    _saved(desk)
    expect(desk.page.get_by_role("heading", level=1, name="Rosa Laut")).to_be_visible()


def test_a_save_without_connection_loses_nothing(desk: Desk, context: BrowserContext) -> None:
    customer = a_customer(desk.page, last_name="Funkloch")
    away = Desk(context.new_page())  # its console tells of the lost connection, which is the point here
    form = _edit(away, customer["id"])
    form.get_by_label("Vorname").fill("Fritz")
    context.set_offline(True)
    away.button("Speichern").click()
    expect(form.get_by_role("alert", name="Der Server ist nicht zu erreichen")).to_be_visible()
    expect(form.get_by_label("Vorname")).to_have_value("Fritz")
    context.set_offline(False)
    _saved(away)
    expect(away.page.get_by_role("heading", level=1, name="Fritz Funkloch")).to_be_visible()
    away.page.close()


def test_leaving_the_page_asks_about_what_is_not_saved(desk: Desk, accessible: AccessibilityCheck) -> None:
    customer = a_customer(desk.page, last_name="Eilig")
    form = _edit(desk, customer["id"])
    form.get_by_label("Vorname").fill("Elfi")
    desk.tab("Teilnehmer")
    desk.tab("Stammdaten")
    expect(form.get_by_label("Vorname")).to_have_value("Elfi")
    desk.page.get_by_role("link", name="Übersicht").click()
    dialog = desk.page.get_by_role("dialog", name="Ihre Änderungen sind noch nicht gespeichert")
    expect(dialog).to_be_visible()
    accessible(desk.page)
    dialog.get_by_role("button", name="Abbrechen").click()
    expect(form.get_by_label("Vorname")).to_have_value("Elfi")
    desk.page.get_by_role("link", name="Übersicht").click()
    dialog.get_by_role("button", name="Verwerfen").click()
    expect(desk.page.get_by_role("searchbox", name="Kunden suchen")).to_be_visible()


def test_reload_and_back_keep_the_place(desk: Desk) -> None:
    customer = a_customer(desk.page, first_name="Paula", last_name=f"Platz{uuid4().hex[:6]}")
    desk.search(customer["last_name"])
    expect(desk.page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    desk.page.get_by_role("link", name=customer["last_name"]).first.click()
    desk.tab("Rechnungen / Buchungen")
    desk.page.reload()
    expect(desk.page.get_by_role("tab", name="Rechnungen / Buchungen")).to_have_attribute(
        "aria-selected", "true"
    )
    desk.page.go_back()
    expect(desk.page.get_by_role("searchbox", name="Kunden suchen")).to_have_value(customer["last_name"])


def _tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(80):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not reach it")


def test_c9_the_keyboard_alone_edits_and_blocks(desk: Desk) -> None:
    customer = a_customer(desk.page, first_name="Tina", last_name="Taste")
    page = desk.page
    page.goto(f"/kunden/{customer['id']}")
    expect(desk.button("Bearbeiten")).to_be_visible()
    _tab_to(page, desk.button("Bearbeiten"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Vorname")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Toni")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Toni Taste")).to_be_visible()
    _tab_to(page, desk.button("Sperren"))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Toni Taste sperren?")
    expect(dialog.get_by_label("Grund der Sperre")).to_be_focused()
    page.keyboard.type("Rechnungen offen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert", name="Dieser Kunde ist gesperrt")).to_contain_text("Rechnungen offen")
    expect(dialog).to_have_count(0)


def test_two_browsers_see_an_edit_without_reload(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem
) -> None:
    customer = a_customer(desk.page, first_name="Lore", last_name="Live")
    other = Desk(elsewhere.new_page())
    other.sign_in(system.owner_email, system.owner_password, f"/kunden/{customer['id']}")
    form = _edit(desk, customer["id"])
    form.get_by_label("Ort", exact=True).fill("Lübeck")
    _saved(desk)
    expect(_entry(other.page, "Anschrift")).to_contain_text("Lübeck")

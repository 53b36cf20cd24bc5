"""Kunden: the list with its search, and the page of one customer."""

from uuid import uuid4

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import AccessibilityCheck, RunningSystem
from tests.browser.desk import Desk
from tests.browser.records import a_customer


def test_c1_a_customer_is_created_with_everything_and_is_in_the_list_at_once(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family, group = f"Neumann{uuid4().hex[:6]}", f"Frühschwimmer {uuid4().hex[:6]}"
    desk.have_group("customer", group)
    page = desk.page
    dialog = desk.begin_customer("Nele", family, f"{family}@example.org")
    dialog.get_by_label("Telefon").fill(f"0151 {uuid4().int % 10**8:08}")
    dialog.get_by_label("Straße und Hausnummer").fill("Seeweg 4")
    dialog.get_by_label("Postleitzahl").fill("24103")
    dialog.get_by_label("Ort", exact=True).fill("Kiel")
    dialog.get_by_role("button", name="Gruppen, Rabatt und Sprache").click()
    dialog.get_by_role("combobox", name="Kundengruppen").fill(group)
    page.get_by_role("listbox", name="Kundengruppen").get_by_role("option", name=group).click()
    dialog.get_by_role("button", name="Bankverbindung").click()
    dialog.get_by_label("IBAN").fill("DE02120300000000202051")
    participant = dialog.get_by_role("group", name="Erster Teilnehmer")
    participant.get_by_label("Vorname").fill("Ole")
    participant.get_by_label("Nachname").fill(family)
    participant.get_by_label("Geburtsdatum").fill("9. März")
    dialog.get_by_role("button", name="Kunden anlegen").click()
    expect(participant.get_by_text("mit Tag, Monat und vierstelligem Jahr")).to_be_visible()
    expect(participant.get_by_label("Geburtsdatum")).to_be_focused()
    accessible(page)
    participant.get_by_label("Geburtsdatum").fill("9.3.17")
    participant.get_by_label("Geburtsdatum").press("Enter")
    expect(page.get_by_role("heading", level=1, name=f"Nele {family}")).to_be_visible()
    for entered in [f"{family}@example.org", "Seeweg 4", "24103 Kiel", group, "•••• 2051"]:
        expect(page.get_by_role("main")).to_contain_text(entered, ignore_case=True)
    desk.tab("Teilnehmer")
    expect(page.get_by_role("list", name="Teilnehmer")).to_contain_text("geboren am 09.03.2017")
    page.get_by_role("link", name="Übersicht").click()
    page.get_by_role("searchbox", name="Kunden suchen").fill(family)
    expect(page.get_by_role("row").filter(has_text=family)).to_contain_text("Kiel")


def test_c3_the_name_is_found_while_typing_and_the_hit_is_marked(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family = f"Übelmann{uuid4().hex[:6]}"
    desk.have_customer("Jörg", family)
    desk.search(family.lower().replace("ü", "ue"))
    row = desk.page.get_by_role("row").filter(has_text=family)
    expect(row).to_have_count(1)
    expect(row.locator("mark").first).to_have_text(family)
    expect(desk.page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    accessible(desk.page)


def test_c3_one_field_finds_by_name_number_email_and_phone(desk: Desk) -> None:
    family, subscriber = f"Findig{uuid4().hex[:8]}", f"{uuid4().int % 10**8:08}"
    email = f"{uuid4().hex[:12]}@example.org"
    customer = a_customer(
        desk.page, first_name="Änne", last_name=family, email=email, phone=f"+49151{subscriber}"
    )
    page = desk.page
    page.goto("/kunden")
    for typed in [
        family.upper(),
        f"aenne {family}",
        str(customer["number"]),
        email,
        f"0151 {subscriber[:4]} {subscriber[4:]}",
        f"+49 (0)151/{subscriber}",
    ]:
        page.get_by_role("searchbox", name="Kunden suchen").fill(typed)
        expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=f"{family}, Änne")).to_be_visible()
        page.get_by_role("searchbox", name="Kunden suchen").fill(f"gibtesnicht{family}")
        expect(page.get_by_text("Kein Kunde passt dazu")).to_be_visible()


def test_a_search_without_hits_says_what_to_do(desk: Desk, accessible: AccessibilityCheck) -> None:
    desk.search("gibtesnicht" + uuid4().hex)
    expect(desk.page.get_by_text("Kein Kunde passt dazu")).to_be_visible()
    accessible(desk.page)
    desk.button("Alle Kunden zeigen").click()
    expect(desk.page.get_by_role("searchbox")).to_have_value("")


def test_the_keyboard_alone_searches_and_opens_a_customer(desk: Desk) -> None:
    family = f"Taste{uuid4().hex[:6]}"
    desk.create_customer("Ina", family)
    desk.page.goto("/kunden")
    expect(desk.page.get_by_role("table")).to_be_visible()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type(family)
    expect(desk.page.get_by_text("1 Kunde", exact=True)).to_be_visible()
    expect(desk.page.get_by_role("link", name=f"{family}, Ina")).to_be_visible()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1, name=f"Ina {family}")).to_be_visible()
    desk.page.go_back()
    expect(desk.page.get_by_role("searchbox")).to_have_value(family)


def test_a_creation_without_name_or_with_a_wrong_email_says_so_at_the_field(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    desk.button("Anlegen").click()
    dialog = desk.page.get_by_role("dialog", name="Kunden anlegen")
    dialog.get_by_role("button", name="Kunden anlegen").click()
    expect(dialog.get_by_text("Bitte geben Sie einen Namen an.")).to_be_visible()
    dialog.get_by_label("Nachname").first.fill("Irrtum")
    dialog.get_by_label("E-Mail").fill("keine-adresse")
    dialog.get_by_role("button", name="Kunden anlegen").click()
    expect(dialog.get_by_label("E-Mail")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Nachname").first).to_have_value("Irrtum")
    accessible(desk.page)


def test_an_email_that_another_customer_has_names_that_customer(desk: Desk) -> None:
    email = desk.create_customer("Erste", "Inhaberin")
    desk.page.goto("/kunden")
    desk.button("Anlegen").click()
    dialog = desk.page.get_by_role("dialog", name="Kunden anlegen")
    dialog.get_by_label("Nachname").first.fill("Zweite")
    dialog.get_by_label("E-Mail").fill(email.upper())
    dialog.get_by_role("button", name="Kunden anlegen").click()
    expect(dialog.get_by_role("alert")).to_contain_text("gehört schon zu einem anderen Kunden")
    expect(dialog.get_by_role("link", name="Inhaberin")).to_be_visible()


def test_an_edit_is_saved_and_shown(desk: Desk, accessible: AccessibilityCheck) -> None:
    desk.create_customer("Karin", "Vorher")
    accessible(desk.page)
    desk.button("Bearbeiten").click()
    accessible(desk.page)
    desk.page.get_by_label("Nachname").fill("Nachher")
    desk.button("Speichern").click()
    expect(desk.page.get_by_role("heading", level=1, name="Karin Nachher")).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_role("heading", level=1, name="Karin Nachher")).to_be_visible()


def test_two_desks_editing_at_once_overwrite_nothing(desk: Desk, context: BrowserContext) -> None:
    desk.create_customer("Olga", "Doppelt")
    other = Desk(context.new_page())
    other.page.goto(desk.page.url)
    desk.button("Bearbeiten").click()
    other.button("Bearbeiten").click()
    other.page.get_by_label("Ort").fill("Kiel")
    other.button("Speichern").click()
    expect(other.page.get_by_text("Die Änderungen sind gespeichert.")).to_be_visible()
    desk.page.get_by_label("Nachname").fill("Einfach")
    desk.button("Speichern").click()
    conflict = desk.page.get_by_role("alert", name="Dieser Kunde wurde inzwischen geändert")
    expect(conflict).to_contain_text("Kiel")
    desk.button("Meine Eingaben behalten").click()
    desk.button("Speichern").click()
    expect(desk.page.get_by_role("heading", level=1, name="Olga Einfach")).to_be_visible()
    expect(desk.page.get_by_text("Kiel")).to_be_visible()


def test_c5_an_internal_note_is_written_changed_and_deleted(desk: Desk) -> None:
    desk.create_customer("Nora", "Notiz")
    notes = desk.page.get_by_role("list", name="Interne Notizen")
    desk.page.get_by_label("Neue Notiz").fill("Ruft vormittags an")
    desk.button("Notiz speichern").click()
    expect(notes).to_contain_text("Ruft vormittags an")
    desk.button("Notiz bearbeiten").click()
    desk.page.get_by_label("Notiz ändern").fill("Ruft nachmittags an")
    desk.button("Speichern").click()
    expect(notes).to_contain_text("Ruft nachmittags an")
    desk.button("Notiz löschen").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Löschen", exact=True).click()
    expect(desk.page.get_by_text("Noch keine Notizen")).to_be_visible()


def test_a_participant_is_added_and_gets_a_note(desk: Desk, accessible: AccessibilityCheck) -> None:
    desk.create_customer("Eva", "Elternteil")
    desk.tab("Teilnehmer")
    accessible(desk.page)
    desk.button("Teilnehmer anlegen").click()
    dialog = desk.page.get_by_role("dialog", name="Teilnehmer anlegen")
    dialog.get_by_label("Vorname").fill("Mia")
    dialog.get_by_label("Nachname").fill("Elternteil")
    dialog.get_by_label("Geburtsdatum").fill("2017-03-09")
    dialog.get_by_role("button", name="Anlegen", exact=True).click()
    item = desk.page.get_by_role("listitem").filter(has_text="Mia Elternteil")
    expect(item).to_contain_text("geboren am 09.03.2017")
    item.get_by_role("button", name="Notiz anlegen").click()
    item.get_by_label("Neue Notiz").fill("Schwimmt schon ohne Brett")
    item.get_by_role("button", name="Notiz speichern").click()
    expect(item).to_contain_text("Schwimmt schon ohne Brett")
    accessible(desk.page)


def test_c9_blocking_says_its_consequences_and_can_be_undone(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    desk.create_customer("Bernd", "Sperre")
    desk.button("Sperren").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("keine System-E-Mails")
    expect(dialog).to_contain_text("auch keine Nachrichten und Mitteilungen")
    dialog.get_by_label("Grund der Sperre").fill("Rechnungen offen")
    dialog.get_by_role("button", name="Sperren", exact=True).click()
    expect(desk.page.get_by_role("alert", name="Dieser Kunde ist gesperrt")).to_contain_text(
        "Rechnungen offen"
    )
    accessible(desk.page)
    desk.button("Entsperren").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Entsperren", exact=True).click()
    expect(desk.page.get_by_text("Aktiv", exact=True)).to_be_visible()


def test_two_browsers_see_each_others_changes_without_reload(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem
) -> None:
    desk.create_customer("Lisa", "Liveansicht")
    other = Desk(elsewhere.new_page())
    other.sign_in(system.owner_email, system.owner_password)
    other.page.goto(desk.page.url)
    expect(other.page.get_by_role("heading", level=1, name="Lisa Liveansicht")).to_be_visible()
    desk.page.get_by_label("Neue Notiz").fill("Vom anderen Platz")
    desk.button("Notiz speichern").click()
    expect(other.page.get_by_text("Vom anderen Platz")).to_be_visible()

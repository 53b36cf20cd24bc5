"""Kunde › Teilnehmer: the first one, changes, removal, and the notes on them (C2, C6)."""

from playwright.sync_api import Locator, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer, a_note


def _open(desk: Desk, customer_id: str) -> Locator:
    desk.page.goto(f"/kunden/{customer_id}?reiter=teilnehmer")
    return desk.page.get_by_role("list", name="Teilnehmer")


def test_c2_a_new_customer_is_asked_for_the_first_participant(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, first_name="Silke", last_name="Selbst")
    desk.page.goto(f"/kunden/{customer['id']}")
    desk.page.get_by_role("link", name="Ersten Teilnehmer anlegen").click()
    accessible(desk.page)
    desk.button("Silke Selbst nimmt selbst teil").click()
    dialog = desk.page.get_by_role("dialog", name="Teilnehmer anlegen")
    expect(dialog.get_by_label("Vorname")).to_have_value("Silke")
    dialog.get_by_label("Geburtsdatum").fill("30.2.85")
    dialog.get_by_role("button", name="Anlegen", exact=True).click()
    expect(dialog.get_by_text("mit Tag, Monat und vierstelligem Jahr")).to_be_visible()
    accessible(desk.page)
    dialog.get_by_label("Geburtsdatum").fill("09031985")
    dialog.get_by_role("button", name="Anlegen", exact=True).click()
    expect(desk.page.get_by_role("list", name="Teilnehmer")).to_contain_text("geboren am 09.03.1985")
    desk.tab("Stammdaten")
    expect(desk.page.get_by_role("link", name="Ersten Teilnehmer anlegen")).to_have_count(0)


def test_a_participant_is_changed_and_removed_with_their_notes(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    children = [{"first_name": "Mia", "last_name": "Amann", "birth_date": "2017-03-09"}]
    customer = a_customer(desk.page, last_name="Amann", participants=children)
    participants = _open(desk, customer["id"])
    desk.button("Mia Amann bearbeiten").click()
    dialog = desk.page.get_by_role("dialog", name="Teilnehmer bearbeiten")
    expect(dialog.get_by_label("Geburtsdatum")).to_have_value("09.03.2017")
    dialog.get_by_label("Vorname").fill("Maja")
    dialog.get_by_label("Geburtsdatum").fill("10.03.2017")
    dialog.get_by_role("button", name="Speichern").click()
    expect(participants).to_contain_text("Maja Amann")
    expect(participants).to_contain_text("geboren am 10.03.2017")
    desk.button("Maja Amann entfernen").click()
    confirm = desk.page.get_by_role("dialog", name="Maja Amann entfernen?")
    expect(confirm).to_contain_text("Notizen zu diesem Teilnehmer werden mit gelöscht")
    accessible(desk.page)
    confirm.get_by_role("button", name="Entfernen").click()
    expect(desk.page.get_by_text("Noch keine Teilnehmer")).to_be_visible()


def test_a_participant_changed_by_two_desks_shows_what_was_saved_first(desk: Desk) -> None:
    children = [{"first_name": "Ben", "last_name": "Zwei"}]
    customer = a_customer(desk.page, last_name="Zwei", participants=children)
    participants = _open(desk, customer["id"])
    desk.button("Ben Zwei bearbeiten").click()
    dialog = desk.page.get_by_role("dialog", name="Teilnehmer bearbeiten")
    dialog.get_by_label("Vorname").fill("Benno")
    path = f"/api/participants/{customer['participants'][0]['id']}"
    theirs = {"first_name": "Benedikt"}
    assert desk.page.request.patch(path, data=theirs, headers={"If-Match": "*"}).ok
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Benedikt Zwei")
    expect(dialog.get_by_label("Vorname")).to_have_value("Benno")
    dialog.get_by_role("button", name="Speichern").click()
    expect(participants).to_contain_text("Benno Zwei")


def test_c6_notes_on_a_participant_show_author_and_time_and_are_changed_and_deleted(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    children = [{"first_name": "Nils", "last_name": "Notiert"}]
    customer = a_customer(desk.page, last_name="Notiert", participants=children)
    a_note(desk.page, f"participants/{customer['participants'][0]['id']}", "Kann schon tauchen")
    item = _open(desk, customer["id"]).get_by_role("listitem").filter(has_text="Nils Notiert").first
    item.get_by_role("button", name="1 Notiz: Nils Notiert").click()
    expect(item).to_contain_text("Kann schon tauchen")
    expect(item.get_by_text("Inhaber")).to_be_visible()
    accessible(desk.page)
    item.get_by_role("button", name="Notiz bearbeiten").click()
    item.get_by_label("Notiz ändern").fill("Kann schon weit tauchen")
    item.get_by_role("button", name="Speichern", exact=True).click()
    expect(item).to_contain_text("Kann schon weit tauchen")
    expect(item).to_contain_text("geändert")
    item.get_by_role("button", name="Notiz löschen").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Löschen", exact=True).click()
    expect(item.get_by_role("button", name="Notiz anlegen")).to_be_visible()

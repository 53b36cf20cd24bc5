"""Kommunikation: a mail and what became of it."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk

UNKNOWN_ADDRESS_DOMAIN = "unbekannt.example"


def _write(desk: Desk, subject: str) -> None:
    desk.tab("Kommunikation")
    desk.button("Nachricht schreiben").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Betreff").fill(subject)
    dialog.get_by_label("Nachricht", exact=False).last.fill("Guten Tag,\nder Kurs beginnt am Montag.")
    dialog.get_by_role("button", name="Senden").click()


def test_a_mail_shows_its_status_by_itself(desk: Desk, accessible: AccessibilityCheck) -> None:
    desk.create_customer("Paul", "Post")
    _write(desk, "Ihr Platz im Kurs")
    row = desk.page.get_by_role("row").filter(has_text="Ihr Platz im Kurs")
    expect(row).to_contain_text("Versendet")
    accessible(desk.page)
    row.get_by_role("button", name="Ihr Platz im Kurs").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("der Kurs beginnt am Montag")
    accessible(desk.page)


def test_a_bounce_shows_its_reason_in_plain_german_and_warns_on_the_customer(desk: Desk) -> None:
    desk.create_customer("Rita", "Rückläufer", f"{uuid4().hex[:10]}@{UNKNOWN_ADDRESS_DOMAIN}")
    _write(desk, "Kommt zurück")
    row = desk.page.get_by_role("row").filter(has_text="Kommt zurück")
    expect(row).to_contain_text("Zurückgekommen")
    expect(row).to_contain_text("Diese E-Mail-Adresse gibt es nicht.")
    expect(desk.page.get_by_text("E-Mail-Adresse nicht erreichbar")).to_be_visible()

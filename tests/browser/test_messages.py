"""Kommunikation: a mail, what became of it, and what can be done about it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.records import a_customer

UNKNOWN_ADDRESS_DOMAIN = "unbekannt.example"
BROKEN_CONNECTION_DOMAIN = "abbruch.example"


def _write(desk: Desk, subject: str) -> None:
    """On the customer's page, as soon as they can be written to."""
    desk.reaches_the_mails(re.sub(r".*/kunden/|\?.*", "", desk.page.url))
    desk.tab("Kommunikation")
    desk.button("Nachricht schreiben").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Betreff").fill(subject)
    dialog.get_by_label("Nachricht", exact=False).last.fill("Guten Tag,\nder Kurs beginnt am Montag.")
    dialog.get_by_role("button", name="Senden").click()


def _have_message(desk: Desk, customer: dict[str, Any], subject: str, **fields: Any) -> Locator:
    """Such a message to the customer, written through the API; their tab is open, and its row is returned."""
    body = {"customer_ids": [customer["id"]], "channel": "email", "subject": subject, "body": "Guten Tag"}
    desk.call("POST", "/api/messages", body | fields)
    desk.page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    return desk.page.get_by_role("row").filter(has_text=subject)


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


def test_m3_a_failure_says_what_to_do_and_leads_there(desk: Desk) -> None:
    customer = a_customer(
        desk.page, last_name="Adressfehler", email=f"{uuid4().hex[:10]}@{UNKNOWN_ADDRESS_DOMAIN}"
    )
    row = _have_message(desk, customer, "Wohin damit")
    expect(row).to_contain_text("Bitte fragen Sie den Kunden nach der richtigen Adresse")
    row.get_by_role("link", name="E-Mail-Adresse berichtigen").click()
    expect(desk.page.get_by_role("tab", name="Stammdaten", selected=True)).to_be_visible()
    expect(desk.page.get_by_text(str(customer["email"])).first).to_be_visible()


def test_m3_a_mail_shows_its_whole_life_and_stays_open_in_the_address(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(
        desk.page, last_name="Lebenslauf", email=f"{uuid4().hex[:10]}@{UNKNOWN_ADDRESS_DOMAIN}"
    )
    row = _have_message(desk, customer, "Mein Weg")
    expect(row).to_contain_text("Zurückgekommen")
    row.get_by_role("button", name="Mein Weg").click()
    life = desk.page.get_by_role("dialog").get_by_role("region", name="Verlauf")
    for happening in (
        "Geschriebenvon Inhaber",
        "Versendet: an den Mailserver übergeben",
        f"1. Versuch, an {customer['email']}",
        "Zurückgekommen",
        "Diese E-Mail-Adresse gibt es nicht. (5.1.1)",
        "Gemeldet durch einen Bericht des Mailservers",
    ):
        expect(life).to_contain_text(happening)
    accessible(desk.page)
    desk.page.reload()
    expect(desk.page.get_by_role("dialog", name="Mein Weg")).to_be_visible()
    desk.page.get_by_role("dialog").get_by_role("button", name="Schließen").click()
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_m3_the_layout_of_a_mail_is_shut_in_a_frame_without_rights(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Layout")
    html = "<h1>Sommerfest</h1><p>Wir <b>freuen</b> uns.</p>"
    row = _have_message(desk, customer, "Mit Gestaltung", html=html)
    row.get_by_role("button", name="Mit Gestaltung").click()
    dialog = desk.page.get_by_role("dialog")
    frame = dialog.locator("iframe[title='Inhalt der E-Mail']")
    expect(frame).to_have_attribute("sandbox", "")
    inside = frame.content_frame
    expect(inside.get_by_role("heading", name="Sommerfest")).to_be_visible()
    policy = inside.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    accessible(desk.page)
    dialog.get_by_text("Nur Text").click()
    expect(dialog.get_by_role("group", name="Inhalt")).to_contain_text("Guten Tag")


def test_m3_what_went_with_a_mail_can_be_downloaded(desk: Desk) -> None:
    customer = a_customer(desk.page, last_name="Anhang")
    uploaded = desk.page.request.post(
        "/api/attachments",
        multipart={
            "file": {"name": "Kursplan.txt", "mimeType": "text/plain", "buffer": b"Montag: Schwimmen"}
        },
    )
    assert uploaded.ok, uploaded.text()
    row = _have_message(desk, customer, "Mit Anhang", attachment_ids=[uploaded.json()["id"]])
    row.get_by_role("button", name="Mit Anhang").click()
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("dialog").get_by_role("link", name="Kursplan.txt").click()
    assert saved.value.suggested_filename == "Kursplan.txt"
    assert saved.value.path().read_text() == "Montag: Schwimmen"


def test_m1_a_planned_message_says_when_it_goes_and_can_be_stopped(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Später")
    send_at = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    row = _have_message(desk, customer, "Erst in drei Tagen", send_at=send_at)
    expect(row).to_contain_text("geplant für")
    row.get_by_role("button", name="Erst in drei Tagen").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Diese Nachricht wird am")
    accessible(desk.page)
    dialog.get_by_role("button", name="Senden abbrechen").click()
    question = desk.page.get_by_role("dialog", name="Diese Nachricht nicht senden?")
    accessible(desk.page)
    question.get_by_role("button", name="Zurück").click()
    expect(question).to_be_hidden()
    dialog = desk.page.get_by_role("dialog", name="Erst in drei Tagen")
    expect(dialog).to_contain_text("Diese Nachricht wird am")
    dialog.get_by_role("button", name="Senden abbrechen").click()
    question.get_by_role("button", name="Nicht senden").click()
    expect(desk.page.get_by_text("Das Senden ist abgebrochen.")).to_be_visible()
    expect(dialog.get_by_text("Abgebrochen", exact=True)).to_be_visible()
    expect(dialog.get_by_role("region", name="Verlauf")).to_contain_text("Senden abgebrochen")
    expect(dialog.get_by_role("button", name="Senden abbrechen")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "status"), [("Ja, gesendet", "Versendet"), ("Nein, nicht gesendet", "Fehlgeschlagen")]
)
def test_g7_somebody_resolves_what_is_uncertain(
    desk: Desk, accessible: AccessibilityCheck, answer: str, status: str
) -> None:
    customer = a_customer(
        desk.page, last_name="Ungewiss", email=f"{uuid4().hex[:10]}@{BROKEN_CONNECTION_DOMAIN}"
    )
    row = _have_message(desk, customer, "Kam das an")
    expect(row).to_contain_text("Ungewiss")
    expect(row).to_contain_text("Bitte öffnen Sie die Nachricht und halten Sie fest, ob sie gesendet wurde.")
    row.get_by_role("button", name="Kam das an").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Wurde diese E-Mail gesendet?")
    expect(dialog).to_contain_text("nicht von selbst noch einmal gesendet")
    accessible(desk.page)
    dialog.get_by_role("button", name=answer).click()
    expect(dialog.get_by_text(status, exact=True).first).to_be_visible()
    expect(dialog.get_by_text("Wurde diese E-Mail gesendet?")).to_have_count(0)
    dialog.get_by_role("button", name="Schließen").click()
    expect(row).to_contain_text(status)


def test_m4_what_a_blocked_customer_did_not_get_says_so(desk: Desk) -> None:
    customer = a_customer(desk.page, last_name="Gesperrt")
    desk.call("POST", f"/api/customers/{customer['id']}/block", {"reason": "Probe"})
    desk.page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    _write_anyway(desk, customer, "Nicht an Gesperrte")
    row = desk.page.get_by_role("row").filter(has_text="Nicht an Gesperrte")
    expect(row).to_contain_text("Nicht gesendet")
    expect(row).to_contain_text("Der Kunde ist gesperrt.")


def _write_anyway(desk: Desk, customer: dict[str, Any], subject: str) -> None:
    """Written at another desk, as soon as the block has reached the mails."""
    body = {"customer_ids": [customer["id"]], "channel": "email", "subject": subject, "body": "Guten Tag"}

    def is_held_back() -> bool:
        (taken,) = desk.call("POST", "/api/messages", body)["items"]
        return bool(taken["suppressed_reason"] == "blocked")

    awaited(desk.page, is_held_back, "the block never reached the mails")

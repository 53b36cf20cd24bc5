"""Unternehmen › System-E-Mails › Versandsperren: where nothing goes any more, and how that ends (M6)."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer

PATH = "/unternehmen/versandsperren"


def _have_message(desk: Desk, customer: dict[str, Any], subject: str) -> None:
    body = {"customer_ids": [customer["id"]], "channel": "email", "subject": subject, "body": "Guten Tag"}
    desk.call("POST", "/api/messages", body)


def _row(desk: Desk, text: str) -> Locator:
    return desk.page.get_by_role("row").filter(has_text=text)


def test_m6_an_unknown_address_is_listed_with_its_reason_and_the_mail_that_led_to_it(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Gibtsnicht{word}", email=f"{word}@unbekannt.example")
    desk.page.goto(PATH)
    _have_message(desk, customer, f"Ins Leere {word}")
    desk.page.get_by_role("searchbox", name="Adressen suchen").fill(word)
    row = _row(desk, f"{word}@unbekannt.example")
    expect(row).to_contain_text("Diese E-Mail-Adresse gibt es nicht")
    expect(row).to_contain_text("Alle E-Mails")
    accessible(desk.page)
    row.get_by_role("link", name="E-Mail").click()
    expect(desk.page.get_by_role("dialog", name=f"Ins Leere {word}")).to_contain_text("Zurückgekommen")


def test_m6_a_suppressed_customer_says_so_and_mail_goes_again_after_it_is_lifted(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Wieder{word}")
    desk.call("POST", "/api/suppressions", {"customer_id": customer["id"], "reason": "manual"})
    _have_message(desk, customer, f"Gesperrt {word}")
    desk.page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    expect(desk.page.get_by_text(f"An {customer['email']} wird zurzeit nichts gesendet")).to_be_visible()
    row = _row(desk, f"Gesperrt {word}")
    expect(row).to_contain_text("Nicht gesendet")
    expect(row).to_contain_text("An diese Adresse wird zurzeit nichts gesendet.")
    accessible(desk.page)
    row.get_by_role("link", name="Sperre der Adresse ansehen").click()
    _row(desk, f"Wieder{word}").get_by_role("button", name="Sperre von").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Jemand von Ihnen hat diese Adresse von Hand gesperrt.")
    expect(dialog).to_contain_text("Was inzwischen nicht gesendet wurde, wird nicht nachgeholt.")
    accessible(desk.page)
    dialog.get_by_role("button", name="Sperre aufheben").click()
    expect(desk.page.get_by_text("Die Sperre ist aufgehoben.")).to_be_visible()
    expect(desk.page.get_by_text("Keine Adresse passt dazu")).to_be_visible()
    desk.page.get_by_label("Stand").select_option("Aufgehoben")
    expect(_row(desk, f"Wieder{word}")).to_contain_text("aufgehoben am")
    _have_message(desk, customer, f"Frei {word}")
    desk.page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    expect(_row(desk, f"Frei {word}")).to_contain_text("Versendet")


def test_m6_somebody_at_the_desk_suppresses_an_address_by_hand(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    desk.have_recipient("Hanna", f"Handsperre{word}")
    desk.page.goto(PATH)
    desk.button("Adresse sperren").click()
    dialog = desk.page.get_by_role("dialog", name="Adresse eines Kunden sperren")
    dialog.get_by_role("button", name="Sperren", exact=True).click()
    expect(dialog.get_by_text("Bitte wählen Sie einen Kunden aus.")).to_be_visible()
    accessible(desk.page)
    dialog.get_by_label("Kunde").fill(f"Handsperre{word}")
    desk.page.get_by_role("option", name=f"Handsperre{word}, Hanna").click()
    dialog.get_by_role("button", name="Sperren", exact=True).click()
    expect(desk.page.get_by_text(f"An Hanna Handsperre{word} geht jetzt nichts mehr.")).to_be_visible()
    expect(_row(desk, f"Handsperre{word}")).to_contain_text("Von Hand gesperrtvon Inhaber")
    expect(_row(desk, f"Handsperre{word}")).to_contain_text("Alle E-Mails")


def test_m6_a_long_address_is_not_cut_on_a_narrow_screen(desk: Desk, accessible: AccessibilityCheck) -> None:
    word = uuid4().hex[:8]
    address = f"{'sehr.langer.name.' * 3}{word}@unterabteilung.example.org"
    customer = a_customer(desk.page, last_name=f"Lang{word}", email=address)
    desk.call("POST", "/api/suppressions", {"customer_id": customer["id"], "reason": "manual"})
    desk.page.set_viewport_size({"width": 420, "height": 820})
    desk.page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    notice = desk.page.get_by_role("alert").filter(has_text=address)
    expect(notice).to_contain_text("Jemand von Ihnen hat diese Adresse von Hand gesperrt.")
    cut = """(box) => [...box.querySelectorAll('*')].filter(
        (part) => part.getBoundingClientRect().right > box.getBoundingClientRect().right
    ).length"""
    assert notice.evaluate(cut) == 0
    accessible(desk.page)

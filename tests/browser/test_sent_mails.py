"""Unternehmen › System-E-Mails › Versendete E-Mails: what became of every message (M3)."""

import re
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer

PATH = "/unternehmen/versendete-emails"


def _have_message(desk: Desk, customer: dict[str, Any], subject: str, **fields: Any) -> str:
    body = {"customer_ids": [customer["id"]], "channel": "email", "subject": subject, "body": "Guten Tag"}
    (taken,) = desk.call("POST", "/api/messages", body | fields)["items"]
    return str(taken["id"])


def _row(desk: Desk, subject: str) -> Locator:
    return desk.page.get_by_role("row").filter(has_text=subject)


def _choose(desk: Desk, label: str, option: str) -> None:
    desk.page.get_by_role("group", name="Filter").get_by_label(label, exact=True).select_option(option)


def test_m3_every_message_is_listed_with_what_became_of_it(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    arrived = a_customer(desk.page, first_name="Anna", last_name=f"Angekommen{word}")
    lost = a_customer(desk.page, last_name=f"Verloren{word}", email=f"{word}@unbekannt.example")
    _have_message(desk, arrived, f"Gut {word}")
    _have_message(desk, lost, f"Schlecht {word}")
    desk.page.goto("/kunden")
    desk.page.get_by_role("link", name="Versendete E-Mails").click()
    desk.page.get_by_role("searchbox", name="Nachrichten suchen").fill(word)
    expect(_row(desk, f"Gut {word}")).to_contain_text("Versendet")
    expect(_row(desk, f"Schlecht {word}")).to_contain_text("Zurückgekommen")
    expect(_row(desk, f"Schlecht {word}")).to_contain_text("Diese E-Mail-Adresse gibt es nicht.")
    expect(desk.page.get_by_text("2 Nachrichten", exact=True)).to_be_visible()
    accessible(desk.page)
    _row(desk, f"Gut {word}").get_by_role("link", name=f"Anna Angekommen{word}").click()
    expect(desk.page.get_by_role("heading", level=1, name=f"Anna Angekommen{word}")).to_be_visible()
    expect(desk.page.get_by_role("tab", name="Kommunikation", selected=True)).to_be_visible()


def test_m3_filters_combine_and_stand_in_the_address(desk: Desk) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Filter{word}")
    lost = a_customer(desk.page, last_name=f"Filter{word}", email=f"{word}@unbekannt.example")
    _have_message(desk, customer, f"Mail {word}")
    _have_message(desk, customer, f"Portal {word}", channel="portal")
    _have_message(desk, lost, f"Zurück {word}")
    desk.page.goto(f"{PATH}?q={word}")
    expect(_row(desk, f"Zurück {word}")).to_contain_text("Zurückgekommen")

    _choose(desk, "Weg", "Portal")
    expect(_row(desk, f"Portal {word}")).to_be_visible()
    expect(_row(desk, f"Mail {word}")).to_have_count(0)

    _choose(desk, "Weg", "Alle")
    _choose(desk, "Grund", "Diese E-Mail-Adresse gibt es nicht.")
    expect(_row(desk, f"Zurück {word}")).to_be_visible()
    expect(_row(desk, f"Portal {word}")).to_have_count(0)

    _choose(desk, "Grund", "Alle")
    _choose(desk, "Status", "Versendet")
    _choose(desk, "Art", "Nachricht")
    expect(_row(desk, f"Mail {word}")).to_be_visible()
    expect(_row(desk, f"Zurück {word}")).to_have_count(0)
    expect(desk.page).to_have_url(re.compile("status=accepted"))
    expect(desk.page).to_have_url(re.compile("kind=personal"))
    desk.page.reload()
    expect(_row(desk, f"Mail {word}")).to_be_visible()
    expect(_row(desk, f"Zurück {word}")).to_have_count(0)
    desk.button("Filter zurücksetzen").click()
    expect(_row(desk, f"Zurück {word}")).to_be_visible()


def test_m3_a_period_is_typed_as_days_and_includes_both(desk: Desk) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Zeitraum{word}")
    _have_message(desk, customer, f"Heute {word}")
    desk.page.goto(f"{PATH}?q={word}")
    expect(_row(desk, f"Heute {word}")).to_be_visible()
    today = desk.page.evaluate("new Date().toLocaleDateString('de-DE', {timeZone: 'Europe/Berlin'})")
    filters = desk.page.get_by_role("group", name="Filter")
    filters.get_by_label("Bis").fill("1.1.2020")
    expect(desk.page.get_by_text("Keine Nachricht passt dazu")).to_be_visible()
    filters.get_by_label("Bis").fill(today)
    filters.get_by_label("Von").fill(today)
    expect(_row(desk, f"Heute {word}")).to_be_visible()
    filters.get_by_label("Von").fill("31.2.2026")
    filters.get_by_label("Bis").focus()
    expect(filters.get_by_text("Tag wie 09.03.2026")).to_be_visible()


def test_m3_a_row_opens_its_message_and_back_leads_to_the_list(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Öffnen{word}")
    _have_message(desk, customer, f"Aufgemacht {word}")
    desk.page.goto(f"{PATH}?q={word}")
    _row(desk, word).get_by_role("button", name=f"Aufgemacht {word}").click()
    dialog = desk.page.get_by_role("dialog", name=f"Aufgemacht {word}")
    expect(dialog).to_contain_text("Guten Tag")
    expect(dialog).to_contain_text(str(customer["email"]))
    accessible(desk.page)
    dialog.get_by_role("button", name="Schließen").click()
    expect(dialog).to_be_hidden()
    expect(_row(desk, word)).to_be_visible()
    expect(desk.page).to_have_url(re.compile(f"q={word}"))
    _row(desk, word).get_by_role("button", name=f"Aufgemacht {word}").click()
    expect(dialog).to_be_visible()
    desk.page.go_back()
    expect(dialog).to_be_hidden()
    expect(desk.page).to_have_url(re.compile(f"q={word}"))


def test_m3_a_message_that_is_gone_says_so_instead_of_asking_to_try_again(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    desk.page.goto(f"{PATH}?nachricht={uuid4()}")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Diese Nachricht gibt es nicht (mehr)")
    expect(dialog.get_by_role("button", name="Noch einmal")).to_have_count(0)
    accessible(desk.page)


def test_m3_a_status_changes_in_the_list_by_itself(desk: Desk) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Live{word}", email=f"{word}@voll.example")
    desk.page.goto(f"{PATH}?q={word}")
    expect(desk.page.get_by_text("Keine Nachricht passt dazu")).to_be_visible()
    _have_message(desk, customer, f"Zusehen {word}")
    expect(_row(desk, f"Zusehen {word}")).to_contain_text("Zurückgekommen")
    expect(_row(desk, f"Zusehen {word}")).to_contain_text("Das Postfach des Empfängers ist voll.")


def test_the_list_works_on_a_narrow_screen(desk: Desk, accessible: AccessibilityCheck) -> None:
    word = uuid4().hex[:8]
    customer = a_customer(desk.page, last_name=f"Schmal{word}")
    _have_message(desk, customer, f"Schmal {word}")
    desk.page.set_viewport_size({"width": 420, "height": 820})
    desk.page.goto(f"{PATH}?q={word}&channel=email")
    expect(_row(desk, f"Schmal {word}")).to_contain_text("Versendet")
    expect(_row(desk, f"Schmal {word}")).to_contain_text(f"Schmal{word}")
    accessible(desk.page)
    desk.button("Filter (1)").click()
    expect(desk.page.get_by_role("group", name="Filter").get_by_label("Status")).to_be_visible()
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

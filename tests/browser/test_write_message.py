"""Neue Nachricht: to picked customers, by mail or in the portal, at once or later (M1, M4)."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.writing import body, insert_placeholder, mail_to, pick, text_of, write
from tests.support.system import RunningSystem

TOO_LARGE = 10 * 1024 * 1024 + 1

BERLIN = ZoneInfo("Europe/Berlin")


def _name() -> str:
    return f"Post{uuid4().hex[:8]}"


@pytest.fixture
def page(desk: Desk) -> Page:
    """In front of the empty form."""
    desk.page.goto("/kommunikation/nachricht")
    expect(desk.page.get_by_role("heading", level=1, name="Neue Nachricht")).to_be_visible()
    return desk.page


def _status(desk: Desk, customer_id: str, subject: str, status: str) -> None:
    desk.page.goto(f"/kunden/{customer_id}?reiter=kommunikation")
    expect(desk.page.get_by_role("row").filter(has_text=subject)).to_contain_text(status)


def test_m1_each_of_the_picked_gets_their_own_message_as_the_preview_showed_it(
    desk: Desk, page: Page, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    name = _name()
    addresses = {first: f"{first.lower()}.{name.lower()}@example.org" for first in ("Anna", "Bert")}
    ids = [desk.have_recipient(first, name, email=address) for first, address in addresses.items()]
    accessible(page)
    for first in addresses:
        pick(page, page, "Empfänger", name, f"{name}, {first}")
    write(page, f"Kurs {name}", ",\nder Kurs beginnt am Montag.")
    body(page).evaluate("(area) => area.setSelectionRange(0, 0)")
    insert_placeholder(page, page, "anrede")
    expect(body(page)).to_have_value("{{anrede}},\nder Kurs beginnt am Montag.")
    desk.button("Vorschau").click()
    preview = page.get_by_role("dialog", name="Vorschau")
    expect(preview).to_contain_text(f"Guten Tag Anna {name},")
    accessible(page)
    preview.get_by_role("button", name="Nächster Empfänger").click()
    expect(preview).to_contain_text(f"Guten Tag Bert {name},")
    expect(preview).to_contain_text("Empfänger 2 von 2")
    preview.get_by_role("button", name="Schließen").click()
    desk.button("Senden …").click()
    question = page.get_by_role("dialog", name="An 2 Kunden senden?")
    question.get_by_role("button", name="An 2 Kunden senden").click()
    expect(page.get_by_text("Die Nachricht wird an 2 Kunden gesendet.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=f"Kurs {name}")).to_be_visible()
    page.goto("/kommunikation/nachricht")
    expect(page.get_by_label("Betreff")).to_have_value("")
    _status(desk, ids[0], f"Kurs {name}", "Versendet")
    for first, address in addresses.items():
        assert f"Guten Tag {first} {name}," in text_of(mail_to(page, system, address))


def test_m1_who_gets_it_is_asked_for_before_anything_leaves(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    desk.have_recipient("Nora", name)
    write(page, f"An wen {name}", "Guten Tag")
    desk.button("Senden").click()
    expect(page.get_by_text("Bitte wählen Sie aus, wer die Nachricht bekommt.")).to_be_visible()
    expect(page.get_by_role("combobox", name="Empfänger")).to_be_focused()
    accessible(page)
    pick(page, page, "Empfänger", name, f"{name}, Nora")
    expect(page.get_by_text("Bitte wählen Sie aus, wer die Nachricht bekommt.")).to_be_hidden()
    desk.button("Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Nora {name} wird gesendet.")).to_be_visible()


def test_m1_formatting_and_attachments_go_along(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    customer = desk.have_recipient("Fritz", name)
    pick(page, page, "Empfänger", name, f"{name}, Fritz")
    write(page, f"Plan {name}", "Hier ist der Plan.")
    page.get_by_role("switch", name="Mit Formatierung").click()
    body(page).click()
    expect(body(page)).to_be_focused()
    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Fett").click()
    page.get_by_label("Anhänge").locator("input[type=file]").set_input_files(
        [
            FilePayload(name="plan.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 plan"),
            FilePayload(name="zu-gross.bin", mimeType="application/octet-stream", buffer=bytes(TOO_LARGE)),
        ]
    )
    expect(page.get_by_role("button", name="Anhang plan.pdf entfernen")).to_be_visible()
    expect(page.get_by_text("Diese Datei ist größer als 10 MB.")).to_be_visible()
    expect(page.get_by_text("so lange wird nicht gesendet")).to_be_visible()
    expect(desk.button("Senden")).to_be_disabled()
    accessible(page)
    page.get_by_role("button", name="Anhang zu-gross.bin entfernen").click()
    desk.button("Vorschau").click()
    shown = page.get_by_role("dialog", name="Vorschau").frame_locator("iframe")
    expect(shown.locator("strong")).to_have_text("Hier ist der Plan.")
    page.get_by_role("dialog", name="Vorschau").get_by_role("button", name="Schließen").click()
    desk.button("Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Fritz {name} wird gesendet.")).to_be_visible()
    taken = desk.call("GET", f"/api/messages?customer_id={customer}")["items"][0]
    message = desk.call("GET", f"/api/messages/{taken['id']}")
    assert message["html"] == "<p><strong>Hier ist der Plan.</strong></p>"
    assert message["body"] == "Hier ist der Plan."
    assert [file["name"] for file in message["attachments"]] == ["plan.pdf"]


def test_m4_blocked_ones_are_named_before_and_get_it_only_when_confirmed(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    blocked = desk.have_recipient("Gesperrt", name)
    desk.call("POST", f"/api/customers/{blocked}/block", {"reason": "Probe"})
    pick(page, page, "Empfänger", name, f"{name}, Gesperrt")
    expect(page.get_by_text(f"Gesperrt {name} ist gesperrt")).to_be_visible()
    accessible(page)
    write(page, "Trotzdem", "Bitte melden Sie sich.")
    page.get_by_role("checkbox", name="Trotz Sperre senden").check()
    desk.button("Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Gesperrt {name} wird gesendet.")).to_be_visible()
    _status(desk, blocked, "Trotzdem", "Versendet")


def test_m1_a_message_in_the_portal_waits_until_its_time(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    customer = desk.have_recipient("Spät", name)
    pick(page, page, "Empfänger", name, f"{name}, Spät")
    page.get_by_text("Als Nachricht im Portal").click()
    write(page, "Erst morgen", "Bis morgen.")
    page.get_by_text("Später senden").click()
    page.get_by_role("textbox", name="Tag").fill("1.1.2020")
    desk.button("Versand planen").click()
    expect(page.get_by_text("Dieser Zeitpunkt ist schon vorbei.")).to_be_visible()
    accessible(page)
    tomorrow = datetime.now(BERLIN) + timedelta(days=1)
    page.get_by_role("textbox", name="Tag").fill(tomorrow.strftime("%d.%m.%Y"))
    page.get_by_label("Uhrzeit").fill("8.30")
    desk.button("Versand planen").click()
    expect(page.get_by_text(f"Die Nachricht an Spät {name} wird am {tomorrow:%d.%m.%Y}")).to_be_visible()
    _status(desk, customer, "Erst morgen", "Wartet")


def test_what_was_written_outlives_reload_and_a_look_elsewhere(desk: Desk, page: Page) -> None:
    name = _name()
    desk.have_recipient("Da", name)
    pick(page, page, "Empfänger", name, f"{name}, Da")
    write(page, "Bleibt", "Auch dieser Text.")
    page.reload()
    expect(page.get_by_text("Ihr Entwurf ist noch da.")).to_be_visible()
    page.get_by_role("link", name="Übersicht").click()
    page.get_by_role("link", name="Neue Nachricht").click()
    expect(page.get_by_label("Betreff")).to_have_value("Bleibt")
    expect(body(page)).to_have_value("Auch dieser Text.")
    expect(page.get_by_text(f"{name}, Da (")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []
    desk.button("Entwurf verwerfen").click()
    expect(page.get_by_label("Betreff")).to_have_value("")
    page.reload()
    expect(page.get_by_label("Betreff")).to_have_value("")


def test_no_draft_is_left_when_the_account_signs_out(desk: Desk, page: Page) -> None:
    write(page, "Vertraulich", "Nur für mich.")
    kept = "Object.values(sessionStorage).filter((text) => text.includes('Vertraulich')).length"
    awaited(page, lambda: page.evaluate(kept) == 1, "the draft was never kept")
    page.get_by_role("banner").get_by_role("button", name="Inhaber").click()
    page.get_by_role("menuitem", name="Abmelden").click()
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    awaited(page, lambda: page.evaluate(kept) == 0, "the draft is still there")


def test_m1_the_dialog_on_the_customer_writes_in_the_portal_too(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    customer = desk.have_recipient("Paula", name)
    page = desk.page
    page.goto(f"/kunden/{customer}?reiter=kommunikation")
    desk.button("Nachricht schreiben").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("@example.org")).to_be_visible()
    dialog.get_by_text("Als Nachricht im Portal").click()
    expect(dialog.get_by_text(f"An Paula {name}, im Kundenportal")).to_be_visible()
    expect(dialog.get_by_text(f"Paula {name} hat keinen Zugang zum Portal")).to_be_visible()
    expect(dialog.get_by_text("@example.org")).to_have_count(0)
    write(dialog, "Im Portal", "Bitte lesen.")
    accessible(page)
    dialog.get_by_role("button", name="Senden").click()
    row = page.get_by_role("row").filter(has_text="Im Portal")
    expect(row).to_contain_text("Im Portal, noch nicht gelesen")
    expect(row).not_to_contain_text("Versendet")


def test_m4_who_cannot_be_written_to_is_named_before_and_nothing_is_called_sent(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    customer = desk.have_recipient("Stumm", name)
    suppression = {"customer_id": customer, "scope": "mail", "reason": "manual"}
    pick(page, page, "Empfänger", name, f"{name}, Stumm")
    desk.call("POST", "/api/suppressions", suppression)
    expect(page.get_by_text(f"Stumm {name} bekommt diese Nachricht nicht")).to_be_visible()
    accessible(page)
    write(page, "Kommt nicht an", "Guten Tag.")
    desk.button("Senden").click()
    toast = page.get_by_role("status").filter(has_text=f"Die Nachricht an Stumm {name} wird nicht gesendet")
    expect(toast).to_contain_text("An diese Adresse wird zurzeit nichts gesendet.")
    toast.get_by_role("button", name="Nachricht ansehen").click()
    expect(page.get_by_role("dialog", name="Kommt nicht an")).to_contain_text("Nicht gesendet")


def test_m1_a_wrong_placeholder_is_named_and_what_is_almost_one_is_warned_of(
    desk: Desk, page: Page, accessible: AccessibilityCheck
) -> None:
    name = _name()
    desk.have_recipient("Tippt", name)
    pick(page, page, "Empfänger", name, f"{name}, Tippt")
    write(page, "{{quatsch}}", "Liebe {vorname}, liebe {{vornamen}}.")
    expect(page.get_by_text("Das sieht nach einem Platzhalter aus", exact=False)).to_contain_text("{vorname}")
    desk.button("Senden").click()
    expect(
        page.get_by_text("Den Platzhalter {{quatsch}} gibt es nicht. Es gibt: {{anrede}},")
    ).to_be_visible()
    expect(
        page.get_by_text("Den Platzhalter {{vornamen}} gibt es nicht. Meinten Sie {{vorname}}?")
    ).to_be_visible()
    accessible(page)
    write(page, "Geht", "Liebe {vorname}.")
    desk.button("Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Tippt {name} wird gesendet.")).to_be_visible()


def test_m1_a_subject_that_is_too_long_is_refused_and_not_cut(desk: Desk, page: Page) -> None:
    name = _name()
    desk.have_recipient("Lang", name)
    pick(page, page, "Empfänger", name, f"{name}, Lang")
    write(page, "ä" * 214, "Guten Tag.")
    desk.button("Senden").click()
    expect(page.get_by_text("Höchstens 200 Zeichen; es sind 214.")).to_be_visible()
    expect(page.get_by_label("Betreff")).to_have_value("ä" * 214)
    page.get_by_label("Betreff").fill("ä" * 200)
    desk.button("Senden").click()
    expect(page.get_by_text(f"Die Nachricht an Lang {name} wird gesendet.")).to_be_visible()

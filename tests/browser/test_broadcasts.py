"""Mitteilungen: to groups and single customers, each once (M2)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.course_dates import a_course_date
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.writing import body, insert_placeholder, mail_to, pick, text_of, write
from tests.support.system import RunningSystem

BERLIN = ZoneInfo("Europe/Berlin")


def _name() -> str:
    return f"Kreis{uuid4().hex[:8]}"


def _group_of(desk: Desk, name: str, *first_names: str, **fields: Any) -> list[str]:
    """A recipient group of that name with these customers, who have reached the mails."""
    group = desk.have_group("recipient", name)
    ids = [desk.have_customer(first, name, recipient_group_ids=[group], **fields) for first in first_names]
    awaited(
        desk.page,
        lambda: desk.reach({"recipient_group_ids": [group]}) == len(ids),
        "the members of the group never reached the mails",
    )
    return ids


def _choose_group(page: Page, name: str) -> None:
    pick(page, page, "Empfängergruppen", name, name)


def _have_broadcast(desk: Desk, name: str, **fields: Any) -> str:
    """A broadcast to the recipient group of that name; returns the id."""
    (group,) = [
        each["id"] for each in desk.call("GET", "/api/recipient-groups")["items"] if each["name"] == name
    ]
    body = {
        "audience": {"recipient_group_ids": [group]},
        "kind": "notice",
        "channel": "email",
        "subject": f"Hinweis {name}",
        "body": "Guten Tag.",
    }
    return str(desk.call("POST", "/api/broadcasts", body | fields)["id"])


def _begin(desk: Desk) -> Page:
    desk.page.goto("/kommunikation/mitteilungen/neu")
    expect(desk.page.get_by_role("heading", level=1, name="Neue Mitteilung")).to_be_visible()
    return desk.page


def test_m2_the_audience_is_counted_live_and_who_is_left_out_is_named(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    _, blocked = _group_of(desk, name, "Frei", "Gesperrt")
    desk.call("POST", f"/api/customers/{blocked}/block", {"reason": "Probe"})
    desk.have_recipient("Einzeln", name)
    page = _begin(desk)
    accessible(page)
    _choose_group(page, name)
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    pick(page, page, "Einzelne Kunden", f"{name} Einzeln", f"{name}, Einzeln")
    pick(page, page, "Einzelne Kunden", f"{name} Frei", f"{name}, Frei")
    expect(page.get_by_text("2 Empfänger", exact=True)).to_be_visible()
    page.get_by_role("button", name="Gesperrt: 1").click()
    expect(page.get_by_role("list", name="Gesperrt")).to_contain_text(f"Gesperrt {name}")
    accessible(page)
    page.get_by_role("radio", name="Newsletter").check()
    expect(page.get_by_text("0 Empfänger", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Ohne Einwilligung in den Newsletter: 2")).to_be_visible()


def test_m2_a_broadcast_is_confirmed_with_its_number_and_shows_what_became_of_it(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    ids = _group_of(desk, name, "Anna", "Bert", "Cleo")
    page = _begin(desk)
    _choose_group(page, name)
    write(page, f"Sommerfest {name}", " laden wir ein.")
    body(page).evaluate("(area) => area.setSelectionRange(0, 0)")
    insert_placeholder(page, page, "vorname")
    desk.button("Vorschau").click()
    preview = page.get_by_role("dialog", name="Vorschau")
    seen: list[str] = []
    for place in (1, 2, 3):
        expect(preview).to_contain_text(f"Empfänger {place} von 3")
        line = preview.get_by_text("laden wir ein.")
        expect(line).not_to_have_text(seen[-1] if seen else "")
        seen.append(line.inner_text())
        if place < 3:
            preview.get_by_role("button", name="Nächster Empfänger").click()
    assert sorted(seen) == [f"{first} laden wir ein." for first in ("Anna", "Bert", "Cleo")]
    preview.get_by_role("button", name="Schließen").click()
    desk.button("Senden …").click()
    question = page.get_by_role("dialog", name="An 3 Empfänger senden?")
    expect(question).to_contain_text(f"Sommerfest {name}")
    accessible(page)
    question.get_by_role("button", name="An 3 Empfänger senden").click()
    expect(page.get_by_role("heading", level=1, name=f"Sommerfest {name}")).to_be_visible()
    expect(page.get_by_role("table", name="Angaben")).to_contain_text("Geschrieben vonInhaber")
    expect(page.get_by_text("Der Versand an 3 Empfänger ist abgeschlossen.")).to_be_visible()
    expect(page.get_by_role("definition").first).to_have_text("3")
    accessible(page)
    page.get_by_role("link", name="Alle Mitteilungen").click()
    row = page.get_by_role("row").filter(has_text=f"Sommerfest {name}")
    expect(row).to_contain_text("Abgeschlossen")
    expect(row).to_contain_text("Versendet: 3")
    accessible(page)
    page.goto(f"/kunden/{ids[0]}?reiter=kommunikation")
    expect(page.get_by_role("row").filter(has_text=f"Sommerfest {name}")).to_contain_text("Versendet")


def test_m2_a_preview_for_the_portal_steps_through_those_who_are_reached_there(desk: Desk) -> None:
    name = _name()
    _, suppressed = _group_of(desk, name, "Anna", "Bert")
    desk.call("POST", "/api/suppressions", {"customer_id": suppressed, "scope": "mail", "reason": "manual"})
    page = _begin(desk)
    _choose_group(page, name)
    write(page, f"Aushang {name}", "{{vorname}}, bitte lesen.")
    for channel, count in (("Als E-Mail", 1), ("Als Nachricht im Portal", 2)):
        page.get_by_text(channel, exact=True).click()
        expect(page.get_by_text(f"{count} Empfänger", exact=True)).to_be_visible()
        desk.button("Vorschau").click()
        preview = page.get_by_role("dialog", name="Vorschau")
        expect(preview).to_contain_text(f"Empfänger 1 von {count}")
        preview.get_by_role("button", name="Schließen").click()
        expect(preview).to_be_hidden()


def test_m3_the_way_from_a_broadcast_to_its_messages_and_back(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    anna, _ = _group_of(desk, name, "Anna", "Bert")
    broadcast = _have_broadcast(desk, name, subject=f"Wege {name}")
    desk.have_customer("Fremd", name)
    page = desk.page
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    page.get_by_role("link", name="Alle Nachrichten dieser Mitteilung").click()
    expect(page.get_by_role("heading", level=1, name="Versendete E-Mails")).to_be_visible()
    expect(page.get_by_text("2 Nachrichten")).to_be_visible()
    page.get_by_role("row").filter(has_text="Anna").get_by_role("button", name=f"Wege {name}").click()
    message = page.get_by_role("dialog", name=f"Wege {name}")
    accessible(page)
    message.get_by_role("link", name="Zur Mitteilung").click()
    expect(page.get_by_role("heading", level=1, name=f"Wege {name}")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto(f"/kunden/{anna}?reiter=kommunikation")
    page.get_by_role("row").filter(has_text=f"Wege {name}").get_by_role("button").first.click()
    page.get_by_role("dialog").get_by_role("link", name="Zur Mitteilung").click()
    expect(page.get_by_role("heading", level=1, name=f"Wege {name}")).to_be_visible()


def test_m2_a_broadcast_that_was_given_up_says_so_and_is_resumed(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    name = _name()
    (customer,) = _group_of(desk, name, "Anna")
    later = (datetime.now(BERLIN) + timedelta(days=1)).isoformat()
    broadcast = _have_broadcast(desk, name, subject=f"Bricht ab {name}", send_at=later)
    page = desk.page
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    expect(page.get_by_text("Geplant", exact=True).first).to_be_visible()
    poisoned = f"UPDATE recipients SET status = 'x' WHERE customer_id = '{customer}'"
    due = f"UPDATE broadcasts SET send_at = now(), failures = 9 WHERE id = '{broadcast}'"
    system.execute("messaging", f"{poisoned}; {due}")
    expect(page.get_by_text("Fehlgeschlagen", exact=True)).to_be_visible()
    failure = page.get_by_role("alert").filter(has_text="Nicht alle haben diese Mitteilung bekommen")
    expect(failure).to_contain_text("Meldung: program_error")
    expect(page.get_by_text("Bisher an 0 Empfänger gesendet.")).to_be_visible()
    expect(desk.button("Versand abbrechen")).to_be_visible()
    accessible(page)
    page.goto("/betrieb")
    expect(page.get_by_text("1 Mitteilung ist fehlgeschlagen", exact=False)).to_be_visible()
    system.execute("messaging", f"UPDATE recipients SET status = 'active' WHERE customer_id = '{customer}'")
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    desk.button("Versand fortsetzen").click()
    expect(page.get_by_text("Der Versand an 1 Empfänger ist abgeschlossen.")).to_be_visible()
    expect(page.get_by_text("Abgeschlossen", exact=True)).to_be_visible()


def test_m2_a_broadcast_to_a_course_date_reaches_the_customers_of_those_who_take_part(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    name = _name()
    address = f"{name.lower()}@example.org"
    taking_part = desk.have_recipient("Dabei", name, email=address)
    blocked = desk.have_recipient("Gesperrt", name)
    elsewhere = desk.have_customer("Woanders", name)
    desk.call("POST", f"/api/customers/{blocked}/block", {"reason": "Probe"})
    a_course_date(system, f"Seepferdchen {name}", [taking_part, blocked])
    a_course_date(system, f"Abgesagtes {name}", [elsewhere], status="cancelled")
    dates = f"/api/messaging/course-dates?q={name}"
    awaited(
        desk.page, lambda: desk.call("GET", dates)["total"] == 2, "the course dates never reached the mails"
    )
    page = _begin(desk)
    page.get_by_role("combobox", name="Kurstermine").fill(f"Abgesagtes {name}")
    expect(page.get_by_role("option", name=f"Abgesagtes {name}")).to_contain_text("abgesagt")
    pick(page, page, "Kurstermine", f"Seepferdchen {name}", f"Seepferdchen {name}, 11.04.2026")
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Gesperrt: 1")).to_be_visible()
    accessible(page)
    write(page, f"Hallenwechsel {name}", "{{anrede}}, wir sind in Halle 2.")
    desk.button("Senden …").click()
    page.get_by_role("dialog").get_by_role("button", name="An 1 Empfänger senden").click()
    expect(page.get_by_text("Der Versand an 1 Empfänger ist abgeschlossen.")).to_be_visible()
    expect(page.get_by_role("row", name="Kurstermine")).to_contain_text("1")
    accessible(page)
    assert f"Guten Tag Dabei {name}, wir sind in Halle 2." in text_of(mail_to(page, system, address))
    page.goto(f"/kunden/{elsewhere}?reiter=kommunikation")
    expect(page.get_by_text("Noch keine Nachrichten")).to_be_visible()


def test_m2_a_planned_broadcast_is_cancelled_before_it_leaves(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    _group_of(desk, name, "Anna")
    page = _begin(desk)
    _choose_group(page, name)
    write(page, f"Später {name}", "Noch nicht.")
    page.get_by_text("Später senden").click()
    page.get_by_role("textbox", name="Tag").fill(
        (datetime.now(BERLIN) + timedelta(days=2)).strftime("%d.%m.%Y")
    )
    desk.button("Versand planen …").click()
    page.get_by_role("dialog").get_by_role("button", name="Für 1 Empfänger planen").click()
    expect(page.get_by_text("Wer sie bekommt, entscheidet sich dann.")).to_be_visible()
    accessible(page)
    desk.button("Versand abbrechen").click()
    question = page.get_by_role("dialog", name="Versand abbrechen?")
    expect(question.get_by_role("button", name="Zurück")).to_be_visible()
    question.get_by_role("button", name="Nicht senden").click()
    expect(page.get_by_text("Abgebrochen", exact=True)).to_be_visible()
    expect(desk.button("Versand abbrechen")).to_be_hidden()


def test_m2_a_test_mail_goes_to_the_own_address_first(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    subject = f"Probe {_name()}"
    page = _begin(desk)
    write(page, subject, "{{anrede}}, so sieht es aus.")
    desk.button("Testmail").click()
    dialog = page.get_by_role("dialog", name="Testmail")
    expect(dialog.get_by_label("Testmail an")).to_have_value(system.owner_email)
    accessible(page)
    address = f"{uuid4().hex[:10]}@example.org"
    dialog.get_by_label("Testmail an").fill(address)
    dialog.get_by_role("button", name="Testmail senden").click()
    expect(page.get_by_text(f"Die Testmail an {address} ist übergeben.")).to_be_visible()
    mail = mail_to(page, system, address)
    assert subject in str(mail["Subject"])
    assert "Guten Tag Erika Muster, so sieht es aus." in text_of(mail)


def test_what_was_written_stays_when_sending_fails_or_the_page_is_left(desk: Desk) -> None:
    name = _name()
    _group_of(desk, name, "Anna")
    page = _begin(desk)
    _choose_group(page, name)
    write(page, "Bleibt stehen", "{{vornamen}}, ein Tippfehler.")
    desk.button("Senden …").click()
    expect(page.get_by_text("Den Platzhalter {{vornamen}} gibt es nicht.", exact=False)).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("link", name="Alle Mitteilungen").click()
    page.get_by_role("link", name="Neue Mitteilung").click()
    expect(page.get_by_label("Betreff")).to_have_value("Bleibt stehen")
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    desk.button("Entwurf verwerfen").click()
    expect(page.get_by_label("Betreff")).to_have_value("")

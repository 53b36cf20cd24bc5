"""A planned Mitteilung is changed in place: all that was planned is in the form, and nothing typed is lost (M2)."""

from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.test_broadcasts import BERLIN, _group_of, _have_broadcast, _name
from tests.browser.writing import body, mail_to, text_of
from tests.support.system import RunningSystem

DAY = (datetime.now(BERLIN) + timedelta(days=2)).replace(hour=8, minute=30, second=0, microsecond=0)


def _planned(desk: Desk, name: str, **fields: Any) -> str:
    """A broadcast with a file for the day after tomorrow, half past eight, to the group of that name."""
    uploaded = desk.page.request.post(
        "/api/attachments",
        multipart={"file": {"name": "Plan.txt", "mimeType": "text/plain", "buffer": b"Montag"}},
    )
    assert uploaded.ok, uploaded.text()
    planned = {"send_at": DAY.isoformat(), "attachment_ids": [uploaded.json()["id"]]}
    return _have_broadcast(desk, name, **planned | fields)


def _edit(desk: Desk, broadcast: str) -> Page:
    page = desk.page
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    page.get_by_role("link", name="Bearbeiten").click()
    expect(page.get_by_role("heading", level=1, name="Mitteilung bearbeiten")).to_be_visible()
    return page


def _save(desk: Desk) -> None:
    desk.button("Speichern …").click()
    dialog = desk.page.get_by_role("dialog", name="An 1 Empfänger senden?")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog).to_be_hidden()


def _files(page: Page) -> Locator:
    return page.get_by_role("group", name="Anhänge")


def _expect_planned(page: Page, subject: str) -> None:
    """All of what `_planned` wrote is in the form."""
    expect(page.get_by_label("Betreff")).to_have_value(subject)
    expect(body(page)).to_contain_text("Guten Tag.")
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    expect(_files(page)).to_contain_text("Plan.txt")
    expect(page.get_by_role("textbox", name="Tag")).to_have_value(DAY.strftime("%d.%m.%Y"))
    expect(page.get_by_role("textbox", name="Uhrzeit")).to_have_value("08:30")


def test_m2_a_planned_broadcast_is_edited_and_a_second_browser_sees_it(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    name = _name()
    address = f"{name.lower()}@example.org"
    _group_of(desk, name, "Anna", email=address)
    broadcast = _planned(desk, name)
    page = _edit(desk, broadcast)
    _expect_planned(page, f"Hinweis {name}")
    accessible(page)
    second = page.context.new_page()
    second.goto(f"/kommunikation/mitteilungen/{broadcast}")
    expect(second.get_by_role("heading", level=1, name=f"Hinweis {name}")).to_be_visible()
    page.get_by_label("Betreff").fill(f"Berichtigt {name}")
    body(page).fill("Guten Abend, {{vorname}}.")
    page.get_by_role("link", name="Zurück zur Mitteilung").click()
    leaving = page.get_by_role("dialog", name="Ihre Änderungen sind noch nicht gespeichert")
    leaving.get_by_role("button", name="Abbrechen").click()
    _save(desk)
    expect(page.get_by_text("Die Änderungen sind gespeichert.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=f"Berichtigt {name}")).to_be_visible()
    expect(page.get_by_role("row", name="Anhänge")).to_contain_text("Plan.txt")
    expect(page.get_by_role("row", name="Geändert von")).to_contain_text("Inhaber")
    accessible(page)
    expect(second.get_by_role("heading", level=1, name=f"Berichtigt {name}")).to_be_visible()
    page.get_by_role("link", name="Bearbeiten").click()
    page.get_by_text("Sofort senden").click()
    desk.button("Senden …").click()
    page.get_by_role("dialog").get_by_role("button", name="An 1 Empfänger senden").click()
    expect(page.get_by_text("Der Versand an 1 Empfänger ist abgeschlossen.")).to_be_visible()
    assert "Guten Abend, Anna." in text_of(mail_to(page, system, address))
    expect(page.get_by_role("link", name="Bearbeiten")).to_be_hidden()


def test_m2_what_somebody_else_saved_first_is_shown_and_not_overwritten(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    _group_of(desk, name, "Anna")
    broadcast = _planned(desk, name)
    page = _edit(desk, broadcast)
    page.get_by_label("Betreff").fill(f"Meins {name}")
    theirs = {"subject": f"Ihres {name}", "body": "Guten Morgen."}
    saved = page.request.patch(f"/api/broadcasts/{broadcast}", data=theirs, headers={"If-Match": "*"})
    assert saved.ok, saved.text()
    _save(desk)
    conflict = page.get_by_role("alert").filter(has_text="Diese Mitteilung wurde inzwischen geändert")
    expect(conflict).to_contain_text("Geändert: Betreff, Nachricht")
    expect(conflict).to_contain_text(f"Ihres {name}")
    expect(page.get_by_label("Betreff")).to_have_value(f"Meins {name}")
    expect(desk.button("Speichern …")).to_be_disabled()
    accessible(page)
    conflict.get_by_role("button", name="Meine Eingaben behalten").click()
    expect(conflict).to_be_hidden()
    expect(body(page)).to_contain_text("Guten Morgen.")
    _save(desk)
    expect(page.get_by_role("heading", level=1, name=f"Meins {name}")).to_be_visible()
    now = desk.call("GET", f"/api/broadcasts/{broadcast}")
    assert (now["subject"], now["body"], len(now["attachments"])) == (f"Meins {name}", "Guten Morgen.", 1)


def test_m2_what_is_being_sent_meanwhile_is_not_changed_and_what_was_typed_stays(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    _group_of(desk, name, "Anna")
    broadcast = _planned(desk, name)
    page = _edit(desk, broadcast)
    page.get_by_label("Betreff").fill(f"Zu spät {name}")
    desk.call("POST", f"/api/broadcasts/{broadcast}/send-now")
    _save(desk)
    refused = page.get_by_role("alert").filter(has_text="Diese Mitteilung ist nicht mehr geplant")
    expect(refused).to_contain_text("Sie wird schon gesendet, oder jemand hat sie abgebrochen.")
    expect(page.get_by_label("Betreff")).to_have_value(f"Zu spät {name}")
    accessible(page)
    assert desk.call("GET", f"/api/broadcasts/{broadcast}")["subject"] == f"Hinweis {name}"
    page.goto(f"/kommunikation/mitteilungen/{broadcast}/bearbeiten")
    expect(page.get_by_text("Ändern lässt sie sich nicht mehr.", exact=False)).to_be_visible()
    accessible(page)


def test_m2_a_planned_broadcast_that_reaches_nobody_yet_is_edited_all_the_same(desk: Desk) -> None:
    name = _name()
    desk.have_group("recipient", name)
    page = _edit(desk, _planned(desk, name))
    expect(page.get_by_text("0 Empfänger", exact=True)).to_be_visible()
    page.get_by_label("Betreff").fill(f"Berichtigt {name}")
    desk.button("Speichern …").click()
    dialog = page.get_by_role("dialog", name="An 0 Empfänger senden?")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1, name=f"Berichtigt {name}")).to_be_visible()


def test_m2_a_copy_has_the_files_and_the_time_too(desk: Desk) -> None:
    name = _name()
    _group_of(desk, name, "Anna")
    broadcast = _planned(desk, name)
    page = desk.page
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    page.get_by_role("link", name="Als Vorlage für eine neue").click()
    _expect_planned(page, f"Hinweis {name}")
    page.get_by_label("Betreff").fill(f"Kopie {name}")
    desk.button("Versand planen …").click()
    page.get_by_role("dialog").get_by_role("button", name="Für 1 Empfänger planen").click()
    expect(page.get_by_role("heading", level=1, name=f"Kopie {name}")).to_be_visible()
    expect(page.get_by_role("row", name="Anhänge")).to_contain_text("Plan.txt")
    [kept] = desk.call("GET", f"/api/broadcasts/{broadcast}")["attachments"]
    assert kept["name"] == "Plan.txt"


def test_m2_more_picked_customers_than_anybody_looks_through_stay_picked(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    picked = [desk.have_customer("Viele", name) for _ in range(203)]
    fields = {"audience": {"customer_ids": picked}, "kind": "notice", "channel": "email"}
    said = {"subject": f"Viele {name}", "body": "Guten Tag.", "send_at": DAY.isoformat()}
    broadcast = desk.call("POST", "/api/broadcasts", fields | said)["id"]
    page = _edit(desk, broadcast)
    expect(page.get_by_text("203 Empfänger", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Einzelne Kunden")).to_contain_text("und 193 weitere")
    accessible(page)
    page.get_by_label("Betreff").fill(f"Berichtigt {name}")
    desk.button("Speichern …").click()
    page.get_by_role("dialog").get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1, name=f"Berichtigt {name}")).to_be_visible()
    assert desk.call("GET", f"/api/broadcasts/{broadcast}")["audience"]["customers_total"] == 203
    page.get_by_role("link", name="Als Vorlage für eine neue").click()
    expect(page.get_by_text("203 Empfänger", exact=True)).to_be_visible()

"""Kunden zusammenführen: two records of one customer become one, and two again (C11)."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer, a_note, change


@pytest.fixture
def twice(desk: Desk) -> tuple[dict[str, Any], dict[str, Any]]:
    """The same family, recorded twice: with one child twice, and one more the second time."""
    family = f"Doppelmann{uuid4().hex[:6]}"
    child = {"first_name": "Mia", "last_name": family, "birth_date": "2017-03-09"}
    other = {"first_name": "Tom", "last_name": family, "birth_date": "2019-08-01"}
    phone = f"0151 {uuid4().int % 10**8:08}"
    first = a_customer(
        desk.page,
        first_name="Anna Lena",
        last_name=family,
        phone=phone,
        address={"city": "Kiel"},
        participants=[child],
    )
    second = a_customer(
        desk.page,
        first_name="Anna-Lena",
        last_name=family,
        phone=phone,
        address={"city": "Bonn"},
        participants=[child, other],
    )
    a_note(desk.page, f"customers/{second['id']}", "Möchte montags angerufen werden")
    return first, second


def test_c11_two_records_of_a_customer_become_one_and_two_again(
    desk: Desk, accessible: AccessibilityCheck, twice: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = twice
    page = desk.page
    page.goto(f"/kunden/{first['id']}")
    warning = page.get_by_role("alert", name="Vielleicht doppelt angelegt")
    expect(warning).to_contain_text("gleiche Telefonnummer")
    accessible(page)
    warning.get_by_role("link", name="Zusammenführen mit").click()
    fields = page.get_by_role("table", name="Angaben im Vergleich")
    expect(fields.get_by_role("radio", name="Vorname: Anna Lena")).to_be_checked()
    fields.get_by_role("radio", name="Vorname: Anna-Lena").check()
    participants = page.get_by_role("list", name="Teilnehmer")
    expect(participants.get_by_role("listitem").filter(has_text="Mia")).to_contain_text("Gibt es schon")
    expect(participants.get_by_role("listitem").filter(has_text="Tom")).to_contain_text("Kommt dazu")
    expect(page.get_by_text("Interne Notizen: 1")).to_be_visible()
    accessible(page)
    desk.button("Zusammenführen").click()
    dialog = page.get_by_role("dialog", name="Diese beiden Kunden zusammenführen?")
    expect(dialog).to_contain_text(str(second["number"]))
    accessible(page)
    dialog.get_by_role("button", name="Zusammenführen").click()

    expect(page.get_by_role("heading", level=1, name=f"Anna-Lena {first['last_name']}")).to_be_visible()
    expect(page.get_by_text(f"Kundennummer {first['number']} ").first).to_be_visible()
    expect(page.get_by_role("list", name="Interne Notizen")).to_contain_text(
        "Möchte montags angerufen werden"
    )
    expect(page.get_by_text("Kiel")).to_be_visible()
    accessible(page)
    desk.tab("Teilnehmer")
    expect(page.get_by_role("list", name="Teilnehmer").get_by_role("listitem")).to_have_count(2)

    page.goto(f"/kunden/{second['id']}")
    opened = page.get_by_role("alert", name="Sie sehen den zusammengeführten Kunden")
    expect(opened).to_contain_text(f"Kundennummer {second['number']}")
    expect(page).to_have_url(re.compile(first["id"]))
    accessible(page)
    opened.get_by_role("button", name="Zusammenführung rückgängig machen").click()
    undo = page.get_by_role("dialog", name="Zusammenführung rückgängig machen?")
    accessible(page)
    undo.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text(f"Kundennummer {second['number']} ").last).to_be_visible()
    expect(page.get_by_role("list", name="Interne Notizen")).to_contain_text(
        "Möchte montags angerufen werden"
    )
    page.goto(f"/kunden/{first['id']}")
    expect(page.get_by_role("heading", level=1, name=f"Anna Lena {first['last_name']}")).to_be_visible()


def test_c11_the_other_customer_is_searched_for_and_the_roles_are_swapped(
    desk: Desk, accessible: AccessibilityCheck, twice: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = twice
    page = desk.page
    page.goto(f"/kunden/{first['id']}")
    desk.button("Weitere Aktionen").click()
    accessible(page)
    page.get_by_role("menuitem", name="Mit anderem Kunden zusammenführen").click()
    page.get_by_role("searchbox", name="Kunden suchen").fill(second["email"])
    hits = page.get_by_role("list", name="Gefundene Kunden")
    expect(hits.get_by_role("listitem")).to_have_count(1)
    accessible(page)
    hits.get_by_role("button", name="auswählen").click()
    stays = page.get_by_role("alert", name="Bleibt")
    expect(stays).to_contain_text(str(first["number"]))
    desk.button("Rollen tauschen").click()
    expect(stays).to_contain_text(str(second["number"]))
    page.reload()
    expect(stays).to_contain_text(str(second["number"]))


def test_c11_what_somebody_saved_since_the_preview_is_shown_before_anything_is_merged(
    desk: Desk, twice: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    first, second = twice
    page = desk.page
    page.goto(f"/kunden/{first['id']}/zusammenfuehren?mit={second['id']}")
    desk.button("Zusammenführen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    change(page, second["id"], address={"city": "Trier"})
    expect(page.get_by_role("table", name="Angaben im Vergleich")).to_contain_text("Trier")
    dialog.get_by_role("button", name="Zusammenführen").click()
    expect(page.get_by_text("Kiel")).to_be_visible()

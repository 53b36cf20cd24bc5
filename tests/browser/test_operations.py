"""Betrieb: how the services are doing."""

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk


def test_every_service_shows_how_it_is_doing(desk: Desk, accessible: AccessibilityCheck) -> None:
    desk.page.goto("/betrieb")
    for service in ["Kunden", "Rechnungen", "Nachrichten", "Import"]:
        expect(desk.page.get_by_role("heading", level=2, name=service, exact=True).last).to_be_visible()
    expect(desk.page.get_by_text("Postausgang")).to_have_count(4)
    accessible(desk.page)


def test_the_table_says_how_far_a_service_is_behind(desk: Desk) -> None:
    desk.page.goto("/betrieb")
    table = desk.page.get_by_role("table", name="Gelesene Ereignisse: Nachrichten")
    expect(table.get_by_role("columnheader", name="Rückstand")).to_be_visible()
    of_customers = table.get_by_role("row").filter(
        has=desk.page.get_by_role("cell", name="customers", exact=True)
    )
    expect(of_customers.get_by_role("cell").nth(1)).to_have_text("0", timeout=20_000)

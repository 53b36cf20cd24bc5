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

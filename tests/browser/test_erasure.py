"""Deleting a customer, and the certificate that proves it."""

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk


def test_c10_deletion_says_what_stays_and_ends_in_a_certificate(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    desk.create_customer("Dora", "Löschfall")
    customer_page = desk.page.url
    desk.button("Kunde löschen").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("alle internen Notizen")
    expect(dialog).to_contain_text("mit dem Vermerk „Kunde gelöscht“")
    expect(dialog).to_contain_text("§ 147 AO, § 14b UStG")
    accessible(desk.page)
    dialog.get_by_role("button", name="Endgültig löschen").click()
    expect(desk.page.get_by_role("heading", level=1, name="Löschprotokoll")).to_be_visible()
    expect(desk.page.get_by_text("In allen Bereichen gelöscht")).to_be_visible()
    for area in ["Kunden", "Rechnungen", "Nachrichten", "Import"]:
        row = desk.page.get_by_role("row").filter(has=desk.page.get_by_role("cell", name=area, exact=True))
        expect(row).to_contain_text("Gelöscht")
    accessible(desk.page)
    desk.page.goto(customer_page)
    expect(desk.page.get_by_role("heading", level=1, name="Diesen Kunden gibt es nicht mehr")).to_be_visible()
    desk.search("Löschfall")
    expect(desk.page.get_by_text("Kein Kunde passt dazu")).to_be_visible()

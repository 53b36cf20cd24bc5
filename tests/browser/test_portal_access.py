"""Kunde › Kundenportal: the invitation, and what the person may ask for about themselves."""

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer


def test_c12_a_customer_is_invited_to_the_portal_and_the_page_says_so(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Portalgast")
    desk.page.goto(f"/kunden/{customer['id']}")
    expect(desk.page.get_by_text("Kein Zugang", exact=True)).to_be_visible()
    desk.button("Zum Kundenportal einladen").click()
    expect(desk.page.get_by_text(f"Die Einladung geht an {customer['email']}.")).to_be_visible()
    expect(desk.page.get_by_text("Eingeladen", exact=True)).to_be_visible()
    expect(desk.button("Noch einmal einladen")).to_be_visible()
    accessible(desk.page)


def test_personal_data_is_a_page_to_read(desk: Desk, accessible: AccessibilityCheck) -> None:
    customer = a_customer(desk.page, first_name="Artur", last_name="Auskunft")
    desk.page.goto(f"/kunden/{customer['id']}")
    desk.button("Weitere Aktionen").click()
    with desk.page.expect_popup() as opened:
        desk.page.get_by_role("menuitem", name="Personendaten ansehen").click()
    expect(opened.value.get_by_text("Auskunft").first).to_be_visible()
    accessible(opened.value)
    opened.value.close()
    desk.button("Weitere Aktionen").click()
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("menuitem", name="Personendaten als JSON-Datei").click()
    assert "Auskunft" in saved.value.path().read_text()

"""Signing in and out, and the frame around all pages."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import AccessibilityCheck, RunningSystem
from tests.browser.desk import Desk

SECTIONS = ["Kunden", "Kurse", "Finanzen", "Kommunikation", "Unternehmen", "Betrieb", "Support"]


def test_a_wrong_password_is_refused_in_plain_words(
    browser_page: Page, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    browser_page.goto("/")
    expect(browser_page.get_by_role("heading", name="Anmelden")).to_be_visible()
    accessible(browser_page)
    browser_page.get_by_label("E-Mail").fill(system.owner_email)
    browser_page.get_by_label("Passwort", exact=True).fill("falsch geraten")
    browser_page.get_by_role("button", name="Anmelden").click()
    expect(browser_page.get_by_role("alert")).to_contain_text("Passwort stimmt nicht")


def test_the_login_leads_back_to_the_page_that_was_asked_for(
    browser_page: Page, system: RunningSystem
) -> None:
    Desk(browser_page).sign_in(system.owner_email, system.owner_password, path="/support/import")
    expect(browser_page.get_by_role("heading", level=1, name="Kundendatenimport")).to_be_visible()


def test_the_menu_names_every_section_and_offers_no_dead_link(desk: Desk) -> None:
    menu = desk.page.get_by_role("navigation", name="Menü")
    for section in SECTIONS:
        expect(menu.get_by_role("heading", name=section, exact=True)).to_be_visible()
    for link in menu.get_by_role("link").all():
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
        expect(desk.page.get_by_text("Diese Seite gibt es nicht")).to_have_count(0)


def test_all_texts_switch_to_english_and_stay_so_after_a_reload(desk: Desk) -> None:
    desk.page.get_by_text("English").click()
    expect(desk.page.get_by_role("heading", level=1, name="Customers")).to_be_visible()
    desk.page.reload()
    expect(desk.page.get_by_role("button", name="Create")).to_be_visible()


def test_after_signing_out_the_pages_ask_for_the_login(desk: Desk) -> None:
    desk.page.get_by_role("banner").get_by_role("button").last.click()
    desk.page.get_by_role("menuitem", name="Abmelden").click()
    expect(desk.page.get_by_role("heading", name="Anmelden")).to_be_visible()
    desk.page.goto("/kunden")
    expect(desk.page.get_by_role("heading", name="Anmelden")).to_be_visible()


def test_an_ended_session_is_renewed_over_the_page_and_nothing_typed_is_lost(
    desk: Desk, context: BrowserContext, system: RunningSystem
) -> None:
    desk.create_customer("Ruth", "Ablauf")
    note = desk.page.get_by_label("Neue Notiz")
    note.fill("Noch nicht gespeichert")
    context.clear_cookies()
    # What the page reads again by itself may open the dialog first, and that would lie over the button.
    desk.button("Notiz speichern").evaluate("button => button.click()")
    dialog = desk.page.get_by_role("dialog", name="Ihre Sitzung ist abgelaufen")
    dialog.get_by_label("E-Mail").fill(system.owner_email)
    dialog.get_by_label("Passwort", exact=True).fill(system.owner_password)
    dialog.get_by_role("button", name="Anmelden").click()
    expect(dialog).to_have_count(0)
    expect(note).to_have_value("Noch nicht gespeichert")
    desk.button("Notiz speichern").click()
    expect(desk.page.get_by_role("list", name="Interne Notizen")).to_contain_text("Noch nicht gespeichert")


def test_ten_open_tabs_still_work_and_see_changes(desk: Desk, context: BrowserContext) -> None:
    desk.create_customer("Zehn", "Reiter")
    address = desk.page.url
    tabs = [context.new_page() for _ in range(9)]
    for tab in tabs:
        tab.goto(address)
        expect(tab.get_by_role("heading", level=1, name="Zehn Reiter")).to_be_visible()
    desk.page.get_by_label("Neue Notiz").fill("An alle Reiter")
    desk.button("Notiz speichern").click()
    expect(tabs[-1].get_by_text("An alle Reiter")).to_be_visible()

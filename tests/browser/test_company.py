"""Unternehmen: groups, colleagues, sessions and the audit trail, and passwords by mail."""

import re
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.writing import newest_mail, text_of
from tests.support.system import RunningSystem

PASSWORD = "Regenschirm-Kachelofen-7"


def _link_in_mail(page: Page, system: RunningSystem, to: str, former: str = "") -> str:
    """The one-time link of the newest mail to the address, waited for; another than the former one."""

    def link() -> str | None:
        mail = newest_mail(system, to)
        found = re.search(r"/passwort#token=\S+", text_of(mail)) if mail else None
        return found.group() if found and found.group() != former else None

    return awaited(page, link, f"no link was mailed to {to}")


def _invite(desk: Desk, system: RunningSystem, name: str) -> tuple[str, str]:
    """Invites a colleague; returns the address and the path of the link that was mailed."""
    email = f"{uuid4().hex[:10]}@example.org"
    desk.page.goto("/unternehmen/mitarbeitende")
    desk.button("Einladen").click()
    dialog = desk.page.get_by_role("dialog", name="Einladen")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("E-Mail").fill(email)
    dialog.get_by_role("button", name="Einladung senden").click()
    expect(desk.page.get_by_text(f"Die Einladung an {email} ist unterwegs.")).to_be_visible()
    return email, _link_in_mail(desk.page, system, email)


def _set_password(page: Page, path: str, password: str = PASSWORD) -> None:
    page.goto(path)
    page.get_by_label("Neues Passwort", exact=True).fill(password)
    page.get_by_label("Neues Passwort wiederholen").fill(password)
    page.get_by_role("button", name="Passwort speichern").click()


def _action(desk: Desk, name: str, item: str) -> None:
    desk.page.get_by_role("button", name=f"Aktionen für {name}").click()
    desk.page.get_by_role("menuitem", name=item, exact=True).click()


def test_a_group_is_created_renamed_and_deleted_and_says_who_leaves_it(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = f"Verein {uuid4().hex[:6]}"
    page = desk.page
    page.goto("/unternehmen/gruppen")
    desk.button("Kundengruppe anlegen").click()
    dialog = page.get_by_role("dialog", name="Kundengruppe anlegen")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_text("Bitte geben Sie der Gruppe einen Namen.")).to_be_visible()
    accessible(page)
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Speichern").click()
    row = page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("0 Kunden")

    groups = desk.call("GET", "/api/customer-groups?limit=200")["items"]
    group_id = next(group["id"] for group in groups if group["name"] == name)
    member = desk.have_customer("Mit", f"Glied{uuid4().hex[:6]}", customer_group_ids=[group_id])
    expect(row).to_contain_text("1 Kunde")
    accessible(page)

    row.get_by_role("button", name=f"{name} umbenennen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(f"{name} neu")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("cell", name=f"{name} neu", exact=True)).to_be_visible()
    row.get_by_role("link", name="1 Kunde").click()
    expect(page.get_by_label("Kundengruppe")).to_have_value(group_id)
    expect(page.get_by_text("1 Kunde", exact=True)).to_be_visible()

    page.go_back()
    row.get_by_role("button", name=f"{name} neu löschen").click()
    dialog = page.get_by_role("dialog", name=f"Gruppe „{name} neu“ löschen?")
    expect(dialog).to_contain_text("1 Kunde ist in dieser Gruppe und wird herausgenommen.")
    accessible(page)
    dialog.get_by_role("button", name="Löschen", exact=True).click()
    expect(row).to_have_count(0)
    assert desk.call("GET", f"/api/customers/{member}")["customer_group_ids"] == []


def test_a_name_that_a_group_has_already_is_refused_and_what_was_typed_stays(desk: Desk) -> None:
    name = f"Doppelt {uuid4().hex[:6]}"
    desk.have_group("recipient", name)
    desk.page.goto("/unternehmen/gruppen")
    desk.button("Empfängergruppe anlegen").click()
    dialog = desk.page.get_by_role("dialog", name="Empfängergruppe anlegen")
    dialog.get_by_label("Name").fill(name.upper())
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert", name="Eine Gruppe mit diesem Namen")).to_be_visible()
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value(name.upper())


def test_a_colleague_is_invited_sets_a_password_and_sees_only_what_staff_may(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    email, link = _invite(desk, system, "Tanja Tresen")
    row = desk.page.get_by_role("row").filter(has_text=email)
    expect(row).to_contain_text("Eingeladen")
    accessible(desk.page)

    page = elsewhere.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="Passwort festlegen")).to_be_visible()
    expect(page).to_have_url(re.compile("/passwort$"))
    accessible(page)
    page.get_by_label("Neues Passwort", exact=True).fill("12345678")
    page.get_by_label("Neues Passwort wiederholen").fill("12345678")
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.get_by_label("Neues Passwort", exact=True)).to_have_attribute("data-invalid", "true")
    accessible(page)
    page.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
    page.get_by_label("Neues Passwort wiederholen").fill(PASSWORD)
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.get_by_text("Ihr Passwort ist gespeichert")).to_be_visible()
    accessible(page)

    colleague = Desk(page)
    colleague.sign_in(email, PASSWORD)
    menu = page.get_by_role("navigation", name="Menü")
    expect(menu.get_by_role("link", name="Gruppen")).to_be_visible()
    for hidden in ("Mitarbeitende", "Protokoll"):
        expect(menu.get_by_role("link", name=hidden)).to_have_count(0)
    page.goto("/unternehmen/mitarbeitende")
    expect(page.get_by_role("heading", name="Diese Seite ist Inhabern vorbehalten")).to_be_visible()
    accessible(page)

    page.goto(link)
    _set_password(page, link)
    expect(page.get_by_role("heading", name="Dieser Link gilt nicht mehr")).to_be_visible()
    accessible(page)


def test_a_deactivated_colleague_is_out_at_once_and_can_come_back(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    email, link = _invite(desk, system, "Otto Ausgang")
    page = elsewhere.new_page()
    _set_password(page, link)
    expect(page.get_by_text("Ihr Passwort ist gespeichert")).to_be_visible()
    Desk(page).sign_in(email, PASSWORD)

    row = desk.page.get_by_role("row").filter(has_text=email)
    desk.page.reload()
    expect(row).to_contain_text("Aktiv")
    row.get_by_role("button", name="Aktionen für Otto Ausgang").click()
    desk.page.get_by_role("menuitem", name="Sitzungen ansehen").click()
    sessions = desk.page.get_by_role("dialog", name="Sitzungen von Otto Ausgang")
    expect(sessions.get_by_role("row")).to_have_count(2)
    accessible(desk.page)
    desk.page.keyboard.press("Escape")
    row.get_by_role("button", name="Aktionen für Otto Ausgang").click()
    accessible(desk.page)
    desk.page.get_by_role("menuitem", name="Deaktivieren").click()
    dialog = desk.page.get_by_role("dialog", name="Otto Ausgang deaktivieren?")
    accessible(desk.page)
    dialog.get_by_role("button", name="Deaktivieren").click()
    expect(row).to_contain_text("Deaktiviert")

    page.goto("/kunden")
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    row.get_by_role("button", name="Aktionen für Otto Ausgang").click()
    desk.page.get_by_role("menuitem", name="Wieder aktivieren").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Wieder aktivieren").click()
    expect(row).to_contain_text("Aktiv")
    Desk(page).sign_in(email, PASSWORD)


def test_the_last_owner_stays_one_and_the_page_says_why(desk: Desk, system: RunningSystem) -> None:
    desk.page.goto("/unternehmen/mitarbeitende")
    row = desk.page.get_by_role("row").filter(has_text=system.owner_email)
    row.get_by_role("button", name="Aktionen für").click()
    desk.page.get_by_role("menuitem", name="Name und Rolle ändern").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Mitarbeitende").check()
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(row).to_contain_text("Inhaber")


def test_a_forgotten_password_is_set_anew_by_mail(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    email, invitation = _invite(desk, system, "Vera Vergessen")
    page = elsewhere.new_page()
    _set_password(page, invitation)
    expect(page.get_by_text("Ihr Passwort ist gespeichert")).to_be_visible()

    page.goto("/anmelden")
    page.get_by_role("link", name="Passwort vergessen?").click()
    accessible(page)
    page.get_by_label("E-Mail").fill(email)
    page.get_by_role("button", name="Link anfordern").click()
    expect(page.get_by_text("Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    accessible(page)
    link = _link_in_mail(page, system, email, former=invitation)
    _set_password(page, link, PASSWORD + "-neu")
    expect(page.get_by_text("Ihr Passwort ist gespeichert")).to_be_visible()
    Desk(page).sign_in(email, PASSWORD + "-neu")


def test_whether_an_address_has_an_account_is_never_said(browser_page: Page) -> None:
    browser_page.goto("/passwort-vergessen")
    browser_page.get_by_label("E-Mail").fill(f"{uuid4().hex[:10]}@example.org")
    browser_page.get_by_role("button", name="Link anfordern").click()
    expect(browser_page.get_by_text("Bitte sehen Sie in Ihr Postfach")).to_be_visible()


def test_my_other_sessions_are_ended_from_here(
    desk: Desk, elsewhere: BrowserContext, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    other = Desk(elsewhere.new_page())
    other.sign_in(system.owner_email, system.owner_password)
    desk.page.goto("/unternehmen/sitzungen")
    expect(desk.page.get_by_text("Diese Sitzung")).to_have_count(1)
    accessible(desk.page)
    desk.button("Alle anderen beenden").click()
    expect(desk.page.get_by_text("Alle anderen Sitzungen sind beendet.")).to_be_visible()
    expect(desk.page.get_by_role("table").get_by_role("row")).to_have_count(2)
    other.page.goto("/kunden")
    expect(other.page.get_by_role("heading", name="Anmelden")).to_be_visible()


def test_the_audit_trail_tells_in_sentences_who_did_what(desk: Desk, accessible: AccessibilityCheck) -> None:
    family = f"Spur{uuid4().hex[:6]}"
    customer_id = desk.have_customer("Paula", family)
    version = desk.call("GET", f"/api/customers/{customer_id}")["version"]
    desk.page.request.patch(
        f"/api/customers/{customer_id}", headers={"If-Match": f'"{version}"'}, data={"phone": "030 1234567"}
    )
    page = desk.page
    page.goto("/unternehmen/protokoll")
    changed = page.get_by_role("row").filter(has_text="hat einen Kunden geändert").first
    expect(changed).to_contain_text("Geändert: Telefon")
    assert family not in page.get_by_role("table").inner_text()
    accessible(page)
    page.get_by_label("Was geschah").select_option("… hat einen Kunden angelegt")
    expect(page.get_by_role("row").filter(has_text="hat einen Kunden geändert")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Was geschah")).to_have_value("customer.created")
    page.get_by_role("link", name="Kunde ansehen").first.click()
    expect(page.get_by_role("heading", level=1, name=f"Paula {family}")).to_be_visible()

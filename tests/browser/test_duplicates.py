"""Kunden › Anlegen: whoever resembles the new customer is shown while typing, and before anything is created (C11)."""

from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk


def _phone() -> str:
    """A number that no other test's customers have."""
    return f"+4989{uuid4().int % 10**8:08}"


def _start_creating(desk: Desk) -> Locator:
    desk.page.goto("/kunden")
    desk.button("Anlegen").click()
    return desk.page.get_by_role("dialog", name="Kunden anlegen")


def test_c11_whom_a_new_customer_resembles_shows_while_typing(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family, phone = f"Ähnlich{uuid4().hex[:6]}", _phone()
    desk.have_customer("Gerda", family, phone=phone)
    dialog = _start_creating(desk)
    dialog.get_by_label("Nachname").first.fill(f"Anders{uuid4().hex[:6]}")
    dialog.get_by_label("Telefon").first.fill(phone.replace("+49", "0"))
    hint = dialog.get_by_role("status").filter(has_text="Vielleicht schon vorhanden")
    expect(hint).to_contain_text("gleiche Telefonnummer")
    accessible(desk.page)
    with desk.page.expect_popup() as opened:
        hint.get_by_role("link", name=family).click()
    expect(opened.value.get_by_role("heading", level=1, name=f"Gerda {family}")).to_be_visible()
    expect(dialog.get_by_label("Telefon").first).to_have_value(phone.replace("+49", "0"))


def test_c11_a_resembling_customer_is_created_only_when_the_desk_says_so(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    family, phone = f"Zwilling{uuid4().hex[:6]}", _phone()
    desk.have_customer("Erika", family, phone=phone)
    dialog = _start_creating(desk)
    dialog.get_by_label("Vorname").first.fill("Erik")
    dialog.get_by_label("Nachname").first.fill(family)
    dialog.get_by_label("E-Mail").fill(f"{uuid4().hex[:10]}@example.org")
    dialog.get_by_label("Telefon").first.fill(phone)
    dialog.get_by_role("button", name="Kunden anlegen").click()
    refusal = dialog.get_by_role("alert", name="Gibt es diesen Kunden schon?")
    expect(refusal).to_contain_text(f"Erika {family}")
    expect(refusal.get_by_role("button", name="Trotzdem anlegen")).to_be_in_viewport()
    desk.page.mouse.move(0, 0)
    accessible(desk.page)
    assert desk.call("GET", f"/api/customers?q={family}")["total"] == 1
    refusal.get_by_role("button", name="Trotzdem anlegen").click()
    expect(desk.page.get_by_role("heading", level=1, name=f"Erik {family}")).to_be_visible()


def test_c12_an_address_in_use_is_never_created_twice(desk: Desk) -> None:
    family, email = f"Einmalig{uuid4().hex[:6]}", f"{uuid4().hex[:10]}@example.org"
    desk.have_customer("Karl", family, email=email)
    dialog = _start_creating(desk)
    dialog.get_by_label("Nachname").first.fill("Zweitversuch")
    dialog.get_by_label("E-Mail").fill(email.upper())
    dialog.get_by_role("button", name="Kunden anlegen").click()
    refusal = dialog.get_by_role("alert", name="Diese E-Mail-Adresse gehört schon zu einem anderen Kunden")
    expect(refusal.get_by_role("link", name=family)).to_be_visible()
    expect(refusal.get_by_role("button", name="Trotzdem anlegen")).to_have_count(0)

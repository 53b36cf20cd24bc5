"""What a customer reads in the portal, as the desk sees it (M1, M3)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import APIRequestContext, Playwright, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer
from tests.browser.writing import mail_to, text_of
from tests.support.system import RunningSystem

PASSWORD = "Seepferdchen schwimmt bei Nacht"
MOMENT = r"\d\d\.\d\d\.\d{4}, \d\d:\d\d"


@pytest.fixture
def portal(playwright_driver: Playwright, system: RunningSystem) -> Iterator[APIRequestContext]:
    """Somebody else's session: the customer's."""
    context = playwright_driver.request.new_context(base_url=system.url)
    yield context
    context.dispose()


def _signs_in(desk: Desk, portal: APIRequestContext, system: RunningSystem, customer: dict[str, Any]) -> None:
    desk.call("POST", f"/api/customers/{customer['id']}/portal-account")
    found = re.search(r"/passwort#token=(\S+)", text_of(mail_to(desk.page, system, customer["email"])))
    assert found, "the invitation carries no link"
    chosen = portal.post("/api/auth/password", data={"token": found[1], "password": PASSWORD})
    assert chosen.ok, chosen.text()
    signed_in = portal.post("/api/auth/login", data={"email": customer["email"], "password": PASSWORD})
    assert signed_in.ok, signed_in.text()


def test_m1_m3_the_desk_sees_when_a_message_in_the_portal_was_read(
    desk: Desk, portal: APIRequestContext, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Portalleser")
    _signs_in(desk, portal, system, customer)
    message = {"customer_ids": [customer["id"]], "channel": "portal", "body": "Der Kurs fällt aus."}
    desk.call("POST", "/api/messages", message | {"subject": "Bitte lesen"})
    page = desk.page
    page.goto(f"/kunden/{customer['id']}?reiter=kommunikation")
    row = page.get_by_role("row").filter(has_text="Bitte lesen")
    expect(row).to_contain_text("Im Portal, noch nicht gelesen")

    (shown,) = portal.get("/api/portal/messages").json()["items"]
    assert shown["subject"] == "Bitte lesen"
    assert portal.post(f"/api/portal/messages/{shown['id']}/read").ok

    expect(row).to_contain_text(re.compile(f"Gelesen am {MOMENT}"))
    accessible(page)
    row.get_by_role("button", name="Bitte lesen").click()
    dialog = page.get_by_role("dialog", name="Bitte lesen")
    expect(dialog).to_contain_text(re.compile(f"Gelesen am {MOMENT}"))
    life = dialog.get_by_role("region", name="Verlauf")
    expect(life).to_contain_text("In das Kundenportal gelegt")
    expect(life).to_contain_text("Im Kundenportal gelesen")
    accessible(page)

"""The pages that newsletter mails lead to: nobody is signed in, and opening them changes nothing (M5)."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AccessibilityCheck, a_profile
from tests.browser.desk import Desk
from tests.browser.patience import awaited
from tests.browser.records import a_customer, a_group, change
from tests.browser.writing import newest_mail, text_of
from tests.support.system import RunningSystem

LINK = re.compile(r"https?://[^\s<>\"]+(/newsletter/(?:abmelden|bestaetigen)\?t=[\w-]+)")


@pytest.fixture
def visitor(browser: Browser, system: RunningSystem) -> Iterator[Page]:
    """Somebody at home with an English browser, who has never been here."""
    context = a_profile(browser, system.url, locale="en-GB", viewport={"width": 420, "height": 820})
    yield context.new_page()
    context.close()


def _link_in_mail(page: Page, system: RunningSystem, to: str, purpose: str = "") -> str:
    """The path that the newest mail to that address leads to, as soon as it is one for that purpose."""

    def link() -> str | None:
        mail = newest_mail(system, to)
        found = LINK.search(f"{text_of(mail)}\n{mail['List-Unsubscribe']}") if mail else None
        return found[1] if found and purpose in found[1] else None

    return awaited(page, link, f"no mail with a newsletter link to {to}")


def _state_of(desk: Desk, customer: dict[str, Any]) -> str:
    return str(desk.call("GET", f"/api/customers/{customer['id']}")["newsletter_state"])


def _becomes(desk: Desk, customer: dict[str, Any], state: str) -> None:
    awaited(desk.page, lambda: _state_of(desk, customer) == state, f"the consent never became {state}")


def test_m5_a_newsletter_is_confirmed_by_a_button_and_not_by_opening_the_link(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Doppelt-Bestätigt", newsletter=True)
    link = _link_in_mail(desk.page, system, customer["email"])
    assert link.startswith("/newsletter/bestaetigen")
    desk.page.goto(link)
    expect(desk.page.get_by_role("heading", level=1, name="Anmeldung zum Newsletter")).to_be_visible()
    expect(desk.page.get_by_text("Mit dem Knopf bestätigen Sie")).to_be_visible()
    assert customer["email"] not in desk.page.content()
    assert "Doppelt-Bestätigt" not in desk.page.content()
    assert _state_of(desk, customer) == "requested"
    accessible(desk.page)
    desk.button("Anmeldung bestätigen").click()
    expect(desk.page.get_by_role("status")).to_contain_text("Sie sind für den Newsletter angemeldet")
    accessible(desk.page)
    _becomes(desk, customer, "confirmed")
    desk.page.reload()
    expect(desk.page.get_by_role("status")).to_contain_text("Sie sind für den Newsletter angemeldet")


def test_m5_a_confirmation_of_a_former_address_has_expired(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    customer = a_customer(desk.page, last_name="Umzug", newsletter=True)
    link = _link_in_mail(desk.page, system, customer["email"])
    # Open while it was good, and good no longer when the button is pressed.
    desk.page.goto(link)
    expect(desk.button("Anmeldung bestätigen")).to_be_visible()
    change(desk.page, customer["id"], email=f"{uuid4().hex[:12]}@example.org")
    _expires(desk, link)
    desk.button("Anmeldung bestätigen").click()
    _says_that_it_is_no_longer_good(desk.page, accessible)
    desk.page.reload()
    _says_that_it_is_no_longer_good(desk.page, accessible)
    assert _state_of(desk, customer) == "requested"


def _expires(desk: Desk, link: str) -> None:
    path = f"/api/public/newsletter/{link.partition('?t=')[2]}"
    awaited(
        desk.page,
        lambda: desk.call("GET", path)["state"] == "expired",
        "the new address never reached the mails",
    )


def _says_that_it_is_no_longer_good(page: Page, accessible: AccessibilityCheck) -> None:
    expect(page.get_by_role("heading", level=1, name="Dieser Link gilt nicht mehr")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("melden Sie sich bitte noch einmal dafür an")
    expect(page.get_by_role("button", name="bestätigen")).to_have_count(0)
    accessible(page)


def test_m5_a_newsletter_is_unsubscribed_without_a_login_in_the_language_of_the_browser(
    desk: Desk, visitor: Page, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    group = a_group(desk.page, "recipient", f"Newsletter {uuid4().hex[:8]}")
    evidence = {"how": "Formular", "when": "2026-01-05", "wording": "Ich möchte den Newsletter."}
    customer = a_customer(
        desk.page,
        last_name="Abmelder",
        newsletter=True,
        newsletter_evidence=evidence,
        recipient_group_ids=[group["id"]],
    )
    _send_newsletter(desk, group["id"])
    link = _link_in_mail(desk.page, system, customer["email"])
    assert link.startswith("/newsletter/abmelden")
    visitor.goto(link)
    expect(visitor.get_by_role("heading", level=1, name="Unsubscribe from the newsletter")).to_be_visible()
    expect(visitor.locator("html")).to_have_attribute("lang", "en")
    assert "Abmelder" not in visitor.content()
    assert _state_of(desk, customer) == "confirmed"
    accessible(visitor)
    visitor.get_by_role("button", name="Unsubscribe", exact=True).click()
    expect(visitor.get_by_role("status")).to_contain_text("You get no newsletter any more.")
    accessible(visitor)
    _becomes(desk, customer, "unsubscribed")
    _nobody_at_the_desk_lifts_it(desk, customer)
    accessible(desk.page)


def test_m5_a_consent_on_paper_from_before_the_unsubscribe_is_refused_and_a_later_one_is_asked_for(
    desk: Desk, visitor: Page, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    group = a_group(desk.page, "recipient", f"Newsletter {uuid4().hex[:8]}")
    evidence = {"how": "Formular", "when": "2026-01-05", "wording": "Ich möchte den Newsletter."}
    customer = a_customer(
        desk.page, last_name="Rückkehr", newsletter_evidence=evidence, recipient_group_ids=[group["id"]]
    )
    _send_newsletter(desk, group["id"])
    visitor.goto(_link_in_mail(desk.page, system, customer["email"]))
    visitor.get_by_role("button", name="Unsubscribe", exact=True).click()
    _becomes(desk, customer, "unsubscribed")
    today = f"{datetime.now(ZoneInfo('Europe/Berlin')):%d.%m.%Y}"
    desk.page.goto(f"/kunden/{customer['id']}")
    history = desk.page.get_by_role("list", name="Verlauf der Einwilligung")
    expect(history.get_by_role("listitem")).to_have_text(
        [
            f"{today}: vom Kunden selbst abbestellt",
            "05.01.2026: eingewilligt, Formular, „Ich möchte den Newsletter.“",
        ]
    )
    desk.button("Bearbeiten").click()
    form = desk.page.get_by_role("form", name="Bearbeiten")
    form.get_by_label("Möchte den Newsletter").check()
    expect(form).to_contain_text(f"Der Kunde hat den Newsletter am {today} selbst abbestellt.")
    form.get_by_label("Die Einwilligung liegt schriftlich vor").check()
    form.get_by_label("Wie").fill("Zettel")
    form.get_by_label("Wann").fill("1.11.2026")
    form.get_by_label("Text der Einwilligung").fill("Ja, bitte.")
    form.get_by_role("button", name="Speichern").click()
    expect(form).to_contain_text(f"Der Kunde hat den Newsletter am {today} abbestellt. Diese Einwilligung")
    accessible(desk.page)
    form.get_by_label("Die Einwilligung liegt schriftlich vor").uncheck()
    form.get_by_role("button", name="Speichern").click()
    expect(desk.page.get_by_text("Angefragt, noch nicht bestätigt")).to_be_visible()
    expect(history.get_by_role("listitem")).to_have_count(2)
    desk.tab("Kommunikation")
    expect(desk.page.get_by_text(f"{customer['email']} bekommt keinen Newsletter")).to_be_visible()
    visitor.goto(_link_in_mail(desk.page, system, customer["email"], "bestaetigen"))
    visitor.get_by_role("button", name="Confirm").click()
    _becomes(desk, customer, "confirmed")
    expect(desk.page.get_by_text(f"{customer['email']} bekommt keinen Newsletter")).to_be_hidden()


def _nobody_at_the_desk_lifts_it(desk: Desk, customer: dict[str, Any]) -> None:
    desk.page.goto(f"/unternehmen/versandsperren?q={customer['email']}")
    row = desk.page.get_by_role("row").filter(has_text=customer["email"])
    expect(row).to_contain_text("Newsletter abbestellt")
    expect(row).to_contain_text("Nur Newsletter")
    expect(row).to_contain_text("nur durch den Kunden selbst")
    expect(row.get_by_role("button")).to_have_count(0)


def _send_newsletter(desk: Desk, group_id: str) -> None:
    """To the group, as soon as its member has reached the mails."""
    newsletter = {
        "audience": {"recipient_group_ids": [group_id]},
        "kind": "newsletter",
        "channel": "email",
        "subject": "Neues aus dem Becken",
        "body": "Guten Tag",
    }
    dry_run = "/api/broadcasts?dry_run=true"
    awaited(
        desk.page,
        lambda: desk.call("POST", dry_run, newsletter)["recipients"] == 1,
        "the member of the group never became a recipient",
    )
    desk.call("POST", "/api/broadcasts", newsletter)


@pytest.mark.parametrize("path", ["/newsletter/abmelden", "/newsletter/bestaetigen?t=nirgends"])
def test_m5_a_broken_link_is_explained(browser_page: Page, accessible: AccessibilityCheck, path: str) -> None:
    browser_page.goto(path)
    expect(
        browser_page.get_by_role("heading", level=1, name="Dieser Link ist unvollständig oder unbekannt")
    ).to_be_visible()
    expect(browser_page.get_by_role("alert")).to_contain_text("antworten Sie auf die E-Mail")
    expect(browser_page.get_by_role("button", name="bestellen")).to_have_count(0)
    accessible(browser_page)

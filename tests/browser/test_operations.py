"""Betrieb: how the services are doing."""

import re
import smtplib
from email.utils import parseaddr
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.records import a_customer
from tests.browser.writing import mail_to
from tests.support.reports import delivery_report
from tests.support.system import RunningSystem

REFUSALS = {
    "Als Spam abgelehnt": ("spam", "5.7.1", "554 5.7.1 Message classified as spam"),
    "Absender oder Mailserver nicht anerkannt": ("policy", "5.7.26", "550 5.7.26 SPF and DKIM did not pass"),
    "Mailserver nicht erreichbar": ("network", "4.4.1", "connect to mx.example.net: Connection timed out"),
}


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
    expect(of_customers.get_by_role("cell").nth(1)).to_have_text("0")


def test_m6_what_mail_servers_say_against_us_stands_on_the_page_with_its_mails(
    desk: Desk, system: RunningSystem, accessible: AccessibilityCheck
) -> None:
    word = uuid4().hex[:8]
    for reason, status, diagnostic in REFUSALS.values():
        _refused(desk, system, f"{reason} {word}", status, diagnostic)
    page = desk.page
    page.goto("/betrieb")
    alarms = page.get_by_role("list", name="E-Mails kamen zurück, ohne dass es an der Adresse lag")
    for words in REFUSALS:
        line = alarms.get_by_role("listitem").filter(has_text=words)
        expect(line).to_contain_text(re.compile(r": \d+ E-Mails?, zuletzt \d\d\.\d\d\.\d{4}, \d\d:\d\d"))
    panel = page.locator("section").filter(has=alarms)
    expect(panel.get_by_text("Braucht Aufmerksamkeit")).to_be_visible()
    accessible(page)
    alarms.get_by_role("link", name="Als Spam").click()
    rows = page.get_by_role("row")
    expect(rows.filter(has_text=f"spam {word}")).to_contain_text("Zurückgekommen")
    expect(rows.filter(has_text=f"policy {word}")).to_have_count(0)


def _refused(desk: Desk, system: RunningSystem, subject: str, status: str, diagnostic: str) -> None:
    """A mail about which a foreign server reports so."""
    customer = a_customer(desk.page, last_name="Abgelehnt")
    message = {"customer_ids": [customer["id"]], "channel": "email", "subject": subject, "body": "Guten Tag"}
    desk.call("POST", "/api/messages", message)
    mail = mail_to(desk.page, system, customer["email"])
    report = delivery_report(mail, action="failed", status=status, diagnostic=diagnostic)
    return_path = parseaddr(str(mail["Return-Path"]))[1]
    with smtplib.SMTP("127.0.0.1", system.bounce_intake_port) as intake:
        intake.sendmail("", [return_path], report.as_bytes())

"""Mitteilungen to everyone, copied, sent earlier than planned; and what the figures say (M2, M5)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.test_broadcasts import _begin, _choose_group, _group_of, _have_broadcast, _name
from tests.browser.writing import body, write


def test_m2_m5_everyone_is_an_audience_and_of_a_newsletter_those_who_consented(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    desk.have_customer("Ohne", _name())
    evidence = {"how": "Formular", "when": "2026-01-05", "wording": "Ja, bitte."}
    desk.have_recipient("Mit", _name(), newsletter_evidence=evidence)
    page = _begin(desk)
    page.get_by_role("checkbox", name="Alle aktiven Kunden").check()
    expect(page.get_by_role("combobox", name="Empfängergruppen")).to_be_hidden()
    page.get_by_role("radio", name="Newsletter").check()
    expect(page.get_by_role("checkbox", name="Alle Kunden mit Einwilligung")).to_be_checked()
    expect(page.get_by_text("Ohne Einwilligung in den Newsletter")).to_be_hidden()
    accessible(page)
    write(page, "Neues", "Guten Tag")
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("dialog", name="Vorschau")).to_contain_text("/newsletter/abmelden")


def test_m2_a_planned_one_is_copied_and_sent_at_once_and_its_figures_add_up(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    _, blocked = _group_of(desk, name, "Frei", "Gesperrt")
    desk.call("POST", f"/api/customers/{blocked}/block", {"reason": "Probe"})
    page = _begin(desk)
    _choose_group(page, name)
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    later = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    broadcast = _have_broadcast(desk, name, send_at=later)
    page.goto(f"/kommunikation/mitteilungen/{broadcast}")
    desk.button("Jetzt senden").click()
    dialog = page.get_by_role("dialog", name="Jetzt gleich senden?")
    accessible(page)
    dialog.get_by_role("button", name="Jetzt senden").click()
    expect(page.get_by_text("Der Versand an 1 Empfänger ist abgeschlossen.")).to_be_visible()
    expect(page.get_by_text("Nicht gesendet")).to_be_hidden()
    page.get_by_role("button", name="Gesperrt: 1").click()
    expect(page.get_by_role("list", name="Gesperrt")).to_contain_text(f"Gesperrt {name}")
    accessible(page)
    page.get_by_role("link", name="Als Vorlage für eine neue").click()
    expect(page.get_by_label("Betreff")).to_have_value(f"Hinweis {name}")
    expect(body(page)).to_contain_text("Guten Tag.")
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()


def test_m2_for_whom_a_placeholder_is_empty_is_said_before_it_is_sent(desk: Desk) -> None:
    name = _name()
    group = desk.have_group("recipient", name)
    company = {"company_name": f"Schule {name}", "is_company": True, "email": f"{uuid4().hex}@example.org"}
    desk.call("POST", "/api/customers?force=true", company | {"recipient_group_ids": [group]})
    page = _begin(desk)
    _choose_group(page, name)
    expect(page.get_by_text("1 Empfänger", exact=True)).to_be_visible()
    write(page, "Hallo", "Liebe {{vorname}},")
    page.get_by_role("button", name="Senden …").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("{{vorname}} ist bei 1 Empfänger leer")
    expect(dialog).to_contain_text(f"Schule {name}")


def test_c1_the_selected_are_put_into_a_group_at_once(desk: Desk, accessible: AccessibilityCheck) -> None:
    name = _name()
    old, new = desk.have_group("customer", f"Alt {name}"), desk.have_group("recipient", f"Neu {name}")
    ids = [desk.have_customer(first, name, customer_group_ids=[old]) for first in ("Anna", "Bert")]
    desk.search(name)
    page = desk.page
    expect(page.get_by_text("2 Kunden", exact=True)).to_be_visible()
    page.get_by_role("checkbox", name="Alle geladenen Kunden auswählen").check()
    desk.button("In Gruppe aufnehmen …").click()
    dialog = page.get_by_role("dialog", name="In Gruppe aufnehmen …")
    dialog.get_by_role("combobox", name="Gruppe").fill(f"Neu {name}")
    page.get_by_role("listbox", name="Gruppe").get_by_role("option", name=f"Neu {name}").click()
    accessible(page)
    dialog.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_text("2 Kunden sind neu in der Gruppe.")).to_be_visible()
    for customer_id in ids:
        shown = desk.call("GET", f"/api/customers/{customer_id}")
        assert (shown["customer_group_ids"], shown["recipient_group_ids"]) == ([old], [new])

"""Vorlagen: texts to begin with, in German and English."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk
from tests.browser.writing import body, write


def _name() -> str:
    return f"Vorlage {uuid4().hex[:8]}"


def _have_template(desk: Desk, name: str) -> str:
    text = {"name": name, "language": "de", "subject": "Willkommen", "body": "Schön, dass Sie da sind."}
    return str(desk.call("POST", "/api/templates", text)["id"])


def _open(page: Page, name: str) -> None:
    page.goto("/unternehmen/vorlagen")
    page.get_by_role("button", name=name, exact=True).click()


def test_m1_a_template_is_written_and_a_message_begins_with_it(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    page = desk.page
    page.goto("/unternehmen/vorlagen")
    desk.button("Neue Vorlage").click()
    dialog = page.get_by_role("dialog", name="Neue Vorlage")
    dialog.get_by_label("Name").fill(name)
    write(dialog, "Kursbeginn", "{{anrede}},\nes geht los.")
    accessible(page)
    dialog.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("dialog", name="Vorschau")).to_contain_text("Guten Tag Erika Muster,")
    page.get_by_role("dialog", name="Vorschau").get_by_role("button", name="Schließen").click()
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("Deutsch")
    accessible(page)
    page.goto("/kommunikation/nachricht")
    page.get_by_label("Vorlage").select_option(label=name)
    expect(page.get_by_label("Betreff")).to_have_value("Kursbeginn")
    expect(body(page)).to_have_value("{{anrede}},\nes geht los.")


def test_a_template_that_somebody_else_changed_is_not_overwritten(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    template = _have_template(desk, name)
    page = desk.page
    _open(page, name)
    dialog = page.get_by_role("dialog", name=name)
    dialog.get_by_label("Betreff").fill("Herzlich willkommen")
    answer = page.request.patch(
        f"/api/templates/{template}", data={"body": "Von nebenan."}, headers={"If-Match": "*"}
    )
    assert answer.ok
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Von nebenan.")
    accessible(page)
    dialog.get_by_role("button", name="Meine Eingaben behalten").click()
    expect(body(dialog)).to_have_value("Von nebenan.")
    expect(dialog.get_by_label("Betreff")).to_have_value("Herzlich willkommen")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("Herzlich willkommen")
    assert desk.call("GET", f"/api/templates/{template}")["body"] == "Von nebenan."


def test_a_name_is_given_once_and_what_was_typed_is_asked_for(desk: Desk) -> None:
    name = _name()
    _have_template(desk, name)
    page = desk.page
    page.goto("/unternehmen/vorlagen")
    desk.button("Neue Vorlage").click()
    dialog = page.get_by_role("dialog", name="Neue Vorlage")
    dialog.get_by_label("Name").fill(name)
    write(dialog, "Noch einmal", "Doppelt.")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Abbrechen").click()
    question = page.get_by_role("dialog", name="Ihre Änderungen sind noch nicht gespeichert")
    question.get_by_role("button", name="Verwerfen").click()
    expect(dialog).to_be_hidden()


def test_a_template_is_deleted_after_asking(desk: Desk) -> None:
    name = _name()
    _have_template(desk, name)
    page = desk.page
    page.goto("/unternehmen/vorlagen")
    desk.button(f"Vorlage {name} löschen").click()
    page.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_be_hidden()

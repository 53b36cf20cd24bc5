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
    language = dialog.get_by_role("radiogroup", name="Sprache der Vorlage")
    expect(language.get_by_role("radio", name="Deutsch")).to_be_checked()
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


def test_m1_an_english_template_speaks_english_to_its_readers(
    desk: Desk, accessible: AccessibilityCheck
) -> None:
    name = _name()
    page = desk.page
    customer = desk.have_customer("Emily", f"Reader{name[-8:]}", language="en")
    page.goto("/unternehmen/vorlagen")
    page.get_by_role("banner").get_by_text("English", exact=True).click()
    desk.button("New template").click()
    dialog = page.get_by_role("dialog", name="New template")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_text("English", exact=True).click()
    dialog.get_by_label("Subject").fill("Your course begins")
    text = dialog.get_by_role("textbox", name="Message")
    text.fill(",\nsee you on Monday.")
    text.evaluate("(area) => area.setSelectionRange(0, 0)")
    dialog.get_by_role("button", name="Insert placeholder").click()
    page.get_by_role("menuitem", name="{{greeting}}").click()
    expect(text).to_have_value("{{greeting}},\nsee you on Monday.")
    accessible(page)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("English")
    accessible(page)
    page.goto("/kommunikation/nachricht")
    page.get_by_role("combobox", name="Recipients").fill(f"Reader{name[-8:]}")
    page.get_by_role("option", name=f"Reader{name[-8:]}, Emily").click()
    page.keyboard.press("Escape")
    chooser = page.get_by_label("Template")
    expect(chooser.locator("optgroup").first).to_have_attribute("label", "English")
    chooser.select_option(label=name)
    expect(page.get_by_label("Subject")).to_have_value("Your course begins")
    desk.button("Preview").click()
    expect(page.get_by_role("dialog", name="Preview")).to_contain_text(f"Hello Emily Reader{name[-8:]},")
    assert desk.call("GET", f"/api/messages?customer_id={customer}")["items"] == []


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


def test_escape_closes_one_dialog_at_a_time_and_loses_nothing(desk: Desk) -> None:
    page = desk.page
    page.goto("/unternehmen/vorlagen")
    desk.button("Neue Vorlage").click()
    dialog = page.get_by_role("dialog", name="Neue Vorlage")
    write(dialog, "Noch offen", "Guten Tag")
    dialog.get_by_role("button", name="Vorschau").click()
    preview = page.get_by_role("dialog", name="Vorschau")
    expect(preview).to_contain_text("Noch offen")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(dialog.get_by_label("Betreff")).to_have_value("Noch offen")
    page.keyboard.press("Escape")
    question = page.get_by_role("dialog", name="Ihre Änderungen sind noch nicht gespeichert")
    expect(question.get_by_role("button", name="Abbrechen")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(dialog.get_by_label("Betreff")).to_have_value("Noch offen")


def test_a_template_is_deleted_after_asking(desk: Desk) -> None:
    name = _name()
    _have_template(desk, name)
    page = desk.page
    page.goto("/unternehmen/vorlagen")
    desk.button(f"Vorlage {name} löschen").click()
    page.get_by_role("dialog").get_by_role("button", name="Löschen").click()
    expect(page.get_by_role("row").filter(has_text=name)).to_be_hidden()

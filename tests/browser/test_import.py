"""Support › Kundendatenimport: from the file to the customers."""

from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.conftest import AccessibilityCheck
from tests.browser.desk import Desk


def test_a_file_is_checked_confirmed_and_imported(desk: Desk, accessible: AccessibilityCheck) -> None:
    family = f"Importmann{uuid4().hex[:6]}"
    rows = [f"Vorname{i};{family};{uuid4().hex[:12]}@example.org" for i in range(20)]
    file = "\r\n".join(["Vorname;Nachname;E-Mail", *rows, f"Ohne;{family};keine-adresse", ""])

    desk.page.goto("/support/import")
    expect(desk.page.get_by_role("heading", level=1, name="Kundendatenimport")).to_be_visible()
    accessible(desk.page)
    upload = {"name": "kunden.csv", "mimeType": "text/csv", "buffer": file.encode("cp1252")}
    desk.page.locator("input[type=file]").set_input_files(upload)
    desk.button("Hochladen und prüfen").click()

    expect(desk.page.get_by_text("Die Prüfung ist fertig")).to_be_visible()
    expect(desk.page.get_by_text("getrennt durch Semikolon")).to_be_visible()
    report = desk.page.get_by_role("table", name="Zeilen mit Fehlern")
    expect(report.get_by_role("row").filter(has_text="keine-adresse")).to_contain_text("22")
    accessible(desk.page)

    desk.button("20 Kunden anlegen").click()
    expect(desk.page.get_by_text("Der Import ist fertig")).to_be_visible(timeout=60_000)
    accessible(desk.page)
    desk.search(family)
    expect(desk.page.get_by_text("20 Kunden", exact=True)).to_be_visible()


def test_the_template_can_be_downloaded(desk: Desk) -> None:
    desk.page.goto("/support/import")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name="Vorlage herunterladen").click()
    assert download.value.suggested_filename.endswith(".csv")

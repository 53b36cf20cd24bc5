"""What somebody does in the forms that mails are written in, in the words on the screen."""

from email.message import EmailMessage
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.browser.patience import awaited
from tests.support.system import RunningSystem


def pick(form: Page | Locator, page: Page, field: str, text: str, option: str) -> None:
    """Searches in a field of several choices and takes the option."""
    box = form.get_by_role("combobox", name=field)
    box.fill(text)
    wanted = page.get_by_role("option", name=option)
    # It may be listed from a former search, and not to be chosen yet: trying would scroll the field out of sight.
    expect(wanted).to_be_enabled()
    wanted.click()
    page.keyboard.press("Escape")
    box.blur()


def body(form: Page | Locator) -> Locator:
    """The text of the mail, plain or formatted."""
    return form.get_by_role("textbox", name="Nachricht")


def insert_placeholder(form: Page | Locator, page: Page, name: str) -> None:
    """Takes a placeholder from the menu; it goes where the caret is."""
    form.get_by_role("button", name="Platzhalter einfügen").click()
    page.get_by_role("menuitem", name=f"{{{{{name}}}}}").click()
    expect(page.get_by_role("menu")).to_be_hidden()


def write(form: Page | Locator, subject: str, text: str) -> None:
    """Fills in what the mail says."""
    form.get_by_label("Betreff").fill(subject)
    body(form).fill(text)


def mail_to(page: Page, system: RunningSystem, address: str) -> EmailMessage:
    """The mail that arrives at the address, waited for."""
    return awaited(page, lambda: newest_mail(system, address), f"no mail to {address}")


def newest_mail(system: RunningSystem, address: str) -> EmailMessage | None:
    """The newest mail at the address, if there is one by now."""
    try:
        mail = system.caught_mail(to=address)
    except AssertionError:
        return None
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage, kind: Literal["plain", "html"] = "plain") -> str:
    """Its plain text, or its HTML."""
    part = mail.get_body((kind,))
    return part.get_content() if part else ""

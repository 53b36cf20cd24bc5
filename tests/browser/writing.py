"""What somebody does in the forms that mails are written in, in the words on the screen."""

from email.message import EmailMessage
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.support.system import RunningSystem

MAIL_WITHIN_MS = 15_000


def pick(form: Page | Locator, page: Page, field: str, text: str, option: str) -> None:
    """Searches in a field of several choices and takes the option."""
    box = form.get_by_role("combobox", name=field)
    box.fill(text)
    page.get_by_role("option", name=option).click()
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
    for _ in range(MAIL_WITHIN_MS // 100):
        try:
            mail = system.caught_mail(to=address)
        except AssertionError:
            page.wait_for_timeout(100)
            continue
        assert isinstance(mail, EmailMessage)
        return mail
    raise AssertionError(f"no mail to {address}")


def text_of(mail: EmailMessage, kind: Literal["plain", "html"] = "plain") -> str:
    """Its plain text, or its HTML."""
    part = mail.get_body((kind,))
    return part.get_content() if part else ""

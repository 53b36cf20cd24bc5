"""What somebody at the desk does, in the words on the screen."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIResponse, Locator, Page, expect

from tests.browser.patience import awaited

UNKNOWN_CUSTOMER = "urn:stammkunde:problem:unknown-customer"


@dataclass
class Desk:
    """A signed-in page."""

    page: Page

    def sign_in(self, email: str, password: str, path: str = "/kunden") -> None:
        """Opens the path, is sent to the login, and comes back to the path."""
        self.page.goto(path)
        self.page.get_by_label("E-Mail").fill(email)
        self.page.get_by_label("Passwort", exact=True).fill(password)
        self.page.get_by_role("button", name="Anmelden").click()
        expect(self.page.get_by_role("navigation", name="Menü")).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def search(self, text: str) -> None:
        self.page.goto("/kunden")
        self.page.get_by_role("searchbox", name="Kunden suchen").fill(text)

    def begin_customer(self, first_name: str, last_name: str, email: str) -> Locator:
        """The dialog in which a customer is created, with that much filled in."""
        self.page.goto("/kunden")
        self.button("Anlegen").click()
        dialog = self.page.get_by_role("dialog", name="Kunden anlegen")
        dialog.get_by_label("Vorname").first.fill(first_name)
        dialog.get_by_label("Nachname").first.fill(last_name)
        dialog.get_by_label("E-Mail").fill(email)
        return dialog

    def create_customer(self, first_name: str, last_name: str, email: str | None = None) -> str:
        """Creates a customer through the dialog; returns the e-mail. The customer's page is open afterwards."""
        address = email or f"{uuid4().hex[:12]}@example.org"
        dialog = self.begin_customer(first_name, last_name, address)
        dialog.get_by_label("Ort").fill("München")
        dialog.get_by_role("button", name="Kunden anlegen").click()
        expect(self.page.get_by_role("heading", level=1, name=f"{first_name} {last_name}")).to_be_visible()
        self.tab("Stammdaten")  # a customer without participants opens at Teilnehmer
        return address

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The page's session asks a service directly, to have something to look at.

        Who was created a moment ago may not have reached that service: then it is asked again, and has done nothing.
        """

        def ask() -> APIResponse | None:
            answer = self.page.request.fetch(path, method=method, data=body)
            too_early = answer.status == 422 and answer.json()["type"] == UNKNOWN_CUSTOMER
            return None if too_early else answer

        answer = awaited(self.page, ask, f"the customer never became known to {path}")
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def have_customer(self, first_name: str, last_name: str, **fields: object) -> str:
        """There is such a customer, whomever it resembles; returns the id."""
        body = {"first_name": first_name, "last_name": last_name, "email": f"{uuid4().hex[:12]}@example.org"}
        created = self.call("POST", "/api/customers?force=true", body | fields)
        return str(created["id"])

    def have_recipient(self, first_name: str, last_name: str, **fields: object) -> str:
        """There is such a customer, and they have reached the mails; returns the id."""
        customer_id = self.have_customer(first_name, last_name, **fields)
        self.reaches_the_mails(customer_id)
        return customer_id

    def reaches_the_mails(self, customer_id: str) -> None:
        """Waits until this customer can be written to from the screen."""
        self.reach({"customer_ids": [customer_id]})

    def reach(self, audience: dict[str, list[str]], kind: str = "notice") -> int:
        """How many would get a mail to that audience now."""
        counted = {"audience": audience, "kind": kind, "channel": "email"}
        return int(self.call("POST", "/api/broadcasts?dry_run=true", counted)["recipients"])

    def have_group(self, kind: str, name: str) -> str:
        """There is such a group of customers or recipients; returns the id."""
        return str(self.call("POST", f"/api/{kind}-groups", {"name": name})["id"])

"""Records that a scenario starts from, written through the API with the desk's session."""

from typing import Any
from uuid import uuid4

from playwright.sync_api import Page


def a_family(initial: str) -> str:
    """A name that no other test's customers have; letters only, for it is searched."""
    return initial + uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))[:9]


def a_customer(page: Page, **fields: Any) -> dict[str, Any]:
    """A customer with an e-mail of their own, even where they resemble somebody."""
    body = {"email": f"{uuid4().hex[:12]}@example.org", **fields}
    return _written(page, "/api/customers?force=true", body)


def a_group(page: Page, kind: str, name: str) -> dict[str, Any]:
    """A customer group or recipient group."""
    return _written(page, f"/api/{kind}-groups", {"name": name})


def a_note(page: Page, subject: str, text: str) -> dict[str, Any]:
    """A note on `customers/{id}` or `participants/{id}`."""
    return _written(page, f"/api/{subject}/notes", {"text": text})


def change(page: Page, customer_id: str, **fields: Any) -> None:
    """What somebody else saves meanwhile."""
    answer = page.request.patch(f"/api/customers/{customer_id}", data=fields, headers={"If-Match": "*"})
    assert answer.ok, answer.text()


def _written(page: Page, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = page.request.post(path, data=body)
    assert answer.ok, answer.text()
    written: dict[str, Any] = answer.json()
    return written

"""Who did what: in the transaction of the change, by ids, names of fields and counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import insert

from chassis.ids import new_id
from customers.adapters.audit import KEPT_FOR, forget_old_audit
from customers.adapters.audit_tables import AuditEntryRow
from tests.integration.customers.conftest import OWNER, Customers
from tests.integration.customers.logins import PASSWORD, clerk, logged_in, portal_customer

CANARIES = (
    "Kanarienvogel",
    "kanarien@",
    "Zwitschern",
    "Futterneid",
    "DE89370400440532013000",
    "Wellensittich",
)
ANY = {"If-Match": "*"}


async def _trail(owner: httpx.AsyncClient, **wanted: str) -> list[dict[str, Any]]:
    answer = await owner.get("/api/audit", params={"limit": 200, **wanted})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def _canary(customers: Customers) -> dict[str, Any]:
    created = await customers.create(
        last_name="Kanarienvogel",
        email="kanarien@example.org",
        bank_details={"iban": "DE89370400440532013000"},
    )
    url = f"/api/customers/{created['id']}"
    desk = customers.desk
    await desk.patch(url, json={"last_name": "Zwitschern", "phone": None, "bank_details": None}, headers=ANY)
    await desk.patch(url, json={"last_name": "Zwitschern"}, headers=ANY)
    note = (await desk.post(f"{url}/notes", json={"text": "Futterneid"})).json()
    await desk.patch(f"/api/notes/{note['id']}", json={"text": "Futterneid!"}, headers=ANY)
    await desk.delete(f"/api/notes/{note['id']}", headers=ANY)
    child = {"first_name": "Wellensittich", "last_name": "Kanarienvogel"}
    participant = (await desk.post(f"{url}/participants", json=child)).json()
    await desk.patch(f"/api/participants/{participant['id']}", json={"first_name": "Piep"}, headers=ANY)
    await desk.delete(f"/api/participants/{participant['id']}", headers=ANY)
    await desk.post(f"{url}/block", json={"reason": "Zwitschern"})
    await desk.post(f"{url}/block", json={"reason": "Zwitschern"})
    await desk.post(f"{url}/unblock")
    return created


async def test_a_group_that_keeps_its_name_was_not_changed(customers: Customers) -> None:
    group = (await customers.desk.post("/api/customer-groups", json={"name": "Verein"})).json()
    url = f"/api/customer-groups/{group['id']}"
    for name in ("Verein", "Sportverein", "Sportverein"):
        answer = await customers.desk.patch(url, json={"name": name}, headers=ANY)
        assert answer.status_code == 200, answer.text
    async with logged_in(customers) as owner:
        assert len(await _trail(owner, action="group.changed")) == 1


async def test_each_write_is_in_the_trail_without_a_value(customers: Customers) -> None:
    created = await _canary(customers)
    async with logged_in(customers) as owner:
        found = await _trail(owner, customer_id=created["id"])
    assert [entry["action"] for entry in reversed(found)] == [
        "customer.created",
        "customer.changed",
        "note.created",
        "note.changed",
        "note.deleted",
        "participant.created",
        "participant.changed",
        "participant.deleted",
        "customer.blocked",
        "customer.unblocked",
    ]
    assert found[-2]["detail"] == {"fields": ["last_name", "phone", "bank_details"]}
    assert {entry["account_name"] for entry in found} == {"Jana"}
    dump = (await customers.dump())["audit_entries"]
    assert [canary for canary in CANARIES if canary in dump] == []


async def test_c10_of_a_deleted_customer_the_trail_keeps_ids(customers: Customers) -> None:
    created = await _canary(customers)
    await customers.desk.delete(f"/api/customers/{created['id']}", headers=ANY)
    async with logged_in(customers) as owner:
        found = await _trail(owner, customer_id=created["id"])
        assert found[0]["action"] == "customer.deleted"
        assert {str(entry["detail"]) for entry in found} == {"{}"}
        assert (await _trail(owner, action="customer.deleted"))[0]["subject_id"] == created["id"]


async def test_logins_and_changes_of_accounts_are_in_the_trail(customers: Customers) -> None:
    account = await clerk(customers, "jana@schwimmschule.example")
    created = await portal_customer(customers, last_name="Kanarienvogel")
    for email in ("jana@schwimmschule.example", "niemand@example.org"):
        await customers.outside.post("/api/auth/login", json={"email": email, "password": "geraten"})
    async with logged_in(customers, created["email"], PASSWORD):
        pass
    async with logged_in(customers) as owner:
        url = f"/api/accounts/{account['id']}"
        await owner.patch(url, json={"name": "Jana Wellensittich"}, headers=ANY)
        assert [entry["action"] for entry in await _trail(owner, account_id=account["id"])] == [
            "account.changed",
            "login.failed",
            "password.chosen",
            "account.invited",
        ]
        failed = await _trail(owner, action="login.failed")
        assert [entry["subject_id"] for entry in failed] == [None, account["id"]]
        of_customer = await _trail(owner, customer_id=created["id"])
        login = of_customer[0]
        assert (login["action"], login["account_name"]) == ("login.succeeded", None)
        assert "portal_account.invited" in [entry["action"] for entry in of_customer]
    dump = (await customers.dump())["audit_entries"]
    assert [text for text in (*CANARIES, "jana@", OWNER["email"], "geraten") if text in dump] == []


async def test_bank_details_are_shown_in_full_and_each_look_is_noted(customers: Customers) -> None:
    bank = {"iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "account_holder": "Kanarienvogel"}
    created = await customers.create(bank_details=bank)
    url = f"/api/customers/{created['id']}/bank-details"
    assert created["bank_details"] == {"iban": "•••• 3000"}
    shown = await customers.desk.get(url)
    assert (shown.status_code, shown.json()) == (200, bank)
    assert shown.headers["Cache-Control"] == "no-store"
    assert (await customers.portal.get(url)).status_code == 403
    async with logged_in(customers) as owner:
        (entry,) = await _trail(owner, customer_id=created["id"], action="bank_details.shown")
        assert entry["account_name"] == "Jana"
    without = await customers.create()
    missing = await customers.desk.get(f"/api/customers/{without['id']}/bank-details")
    assert (missing.status_code, missing.json()["type"].rpartition(":")[2]) == (404, "bank-details-not-found")


async def test_the_trail_is_read_page_by_page_newest_first(customers: Customers) -> None:
    for _ in range(5):
        await customers.create()
    async with logged_in(customers) as owner:
        everything = await _trail(owner)
        pages: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            answer = (await owner.get("/api/audit", params={"limit": 2, **cursor})).json()
            pages += answer["items"]
            if answer["next_cursor"] is None:
                break
            cursor = {"cursor": answer["next_cursor"]}
        assert pages == everything
        assert answer["total"] == len(everything)
        assert (await owner.get("/api/audit", params={"sort": "name"})).status_code == 422


@pytest.mark.parametrize(("age", "stays"), [(KEPT_FOR, False), (KEPT_FOR - timedelta(days=1), True)])
async def test_an_entry_ends_after_twelve_months(customers: Customers, age: timedelta, stays: bool) -> None:
    now = datetime.now(UTC)
    async with customers.database.transaction() as session:
        await session.execute(
            insert(AuditEntryRow).values(
                id=new_id(), at=now - age, action="customer.created", subject_type="customer", detail={}
            )
        )
        await forget_old_audit(session, now + timedelta(seconds=1))
    assert ("customer.created" in (await customers.dump())["audit_entries"]) is stays

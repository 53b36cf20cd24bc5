"""C10 and G6: what is left of a deleted customer is their issued invoices."""

import asyncio
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from billing.adapters.customers import StoredCustomers
from billing.domain.invoice import business_day
from billing.entrypoints.worker import erase_after_retention_once
from chassis.events.consumed import Outcome
from tests.integration.billing.conftest import Billing, customer_snapshot, draft_body
from tests.support.locks import somebody_waits

CANARY = "Zwölftöner Kanarienvogel"


def counts(**some: int) -> dict[str, int]:
    """The numbers of the certificate; what is not named is 0."""
    kinds = ("customer_copy", "drafts_deleted", "invoices_kept", "account", "pending_events")
    return dict.fromkeys(kinds, 0) | some


def year_of(invoice: dict[str, Any]) -> int:
    """The year in which it was issued."""
    return business_day(datetime.fromisoformat(invoice["issued_at"])).year


async def test_c10_drafts_go_and_issued_invoices_stay_marked(billing: Billing) -> None:
    customer = await billing.customer()
    invoice = await billing.issued(customer)
    draft = await billing.draft(customer)
    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    kept = (await billing.desk.get(f"/api/invoices/{invoice['id']}")).json()
    assert kept == invoice | {"customer_deleted": True}
    assert (await billing.desk.get(f"/api/invoices/{draft['id']}")).status_code == 404
    (listed,) = (await billing.desk.get("/api/invoices", params={"customer_id": customer})).json()["items"]
    assert (listed["id"], listed["customer_deleted"]) == (invoice["id"], True)
    ((headers, told),) = await billing.told("erasures")
    assert told == {
        "customer_id": customer,
        "service": "billing",
        "counts": counts(customer_copy=1, drafts_deleted=1, invoices_kept=1, account=1),
        "kept": [
            {
                "what": "invoices",
                "why": "§ 147 AO, § 14b UStG",
                "until": f"{year_of(invoice) + 8}-12-31",
                "count": 1,
            }
        ],
    }
    assert headers["key"] == headers["ce_subject"] == f"{customer}:billing"


async def test_g6_nothing_of_the_customer_is_left_in_the_tables(billing: Billing) -> None:
    snapshot = customer_snapshot(last_name=CANARY, email="kanarienvogel@example.org")
    await billing.receive("customer.created", snapshot)
    await billing.draft(
        snapshot["customer_id"],
        lines=[
            {"description": f"Kurs für {CANARY}", "quantity": 1, "unit_price_cents": 1, "vat_percent": 19}
        ],
    )
    assert CANARY in await billing.dump()
    await billing.receive("customer.deleted", {"customer_id": snapshot["customer_id"]}, sequence=2)
    left = await billing.dump()
    assert "anarienvogel" not in left
    assert "Jörg" not in left


async def test_g6_nothing_late_brings_a_deleted_customer_back(billing: Billing) -> None:
    snapshot = customer_snapshot(last_name=CANARY)
    customer = snapshot["customer_id"]
    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    late = snapshot | {"version": 9}
    assert await billing.receive("customer.updated", late, sequence=9) is Outcome.STALE
    refused = await billing.desk.post("/api/invoices", json=draft_body(customer))
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:stammkunde:problem:customer-deleted"
    assert CANARY not in await billing.dump()
    assert await billing.told("customer-accounts") == []


async def test_a_customer_never_heard_of_is_answered_too(billing: Billing) -> None:
    customer = str(uuid4())
    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    ((_, told),) = await billing.told("erasures")
    assert told["counts"] == counts()


async def test_asked_again_billing_answers_what_it_purged_the_first_time(billing: Billing) -> None:
    customer = await billing.customer()
    await billing.draft(customer)
    for _ in range(2):
        await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    (first_headers, first), (again_headers, again) = await billing.told("erasures")
    assert first == again
    assert first["counts"] == counts(customer_copy=1, drafts_deleted=1)
    assert first_headers["ce_id"] != again_headers["ce_id"]
    assert int(first_headers["ce_sequence"]) < int(again_headers["ce_sequence"])


async def test_g3_an_older_snapshot_changes_nothing(billing: Billing) -> None:
    snapshot = customer_snapshot(version=5)
    await billing.receive("customer.updated", snapshot, sequence=5)
    older = snapshot | {"version": 4, "last_name": CANARY}
    assert await billing.receive("customer.updated", older, sequence=4) is Outcome.STALE
    assert CANARY not in await billing.dump()


async def test_g6_a_draft_begun_before_the_purge_does_not_survive_it(billing: Billing) -> None:
    """Drafts and the deletion race; whoever comes first, nothing but answered refusals is left."""
    customer = await billing.customer()
    drafts = [billing.desk.post("/api/invoices", json=draft_body(customer)) for _ in range(20)]
    purge = billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    *answers, _ = await asyncio.gather(*drafts[:10], *drafts[10:], purge)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert (await billing.desk.get("/api/invoices", params={"customer_id": customer})).json()["total"] == 0


async def test_a_purge_waits_for_who_holds_the_customer_alive(billing: Billing) -> None:
    customer = await billing.customer()
    async with billing.database.transaction() as session:
        await StoredCustomers(session).living(UUID(customer))
        purge = asyncio.create_task(
            billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
        )
        await somebody_waits(billing.database)
        assert not purge.done()
    await purge
    assert len(await billing.told("erasures")) == 1


async def test_c10_what_was_kept_is_erased_when_the_law_demands_it_no_longer(billing: Billing) -> None:
    customer, alive = await billing.customer(), await billing.customer()
    invoices = [await billing.issued(customer) for _ in range(2)]
    stays = await billing.issued(alive)
    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    year = year_of(invoices[-1])

    assert await erase_after_retention_once(billing.database, date(year + 8, 12, 31)) == 0
    assert await erase_after_retention_once(billing.database, date(year + 9, 1, 1)) == 2
    assert await erase_after_retention_once(billing.database, date(year + 9, 1, 1)) == 0
    for invoice in invoices:
        assert (await billing.desk.get(f"/api/invoices/{invoice['id']}")).status_code == 404
    assert (await billing.desk.get(f"/api/invoices/{stays['id']}")).status_code == 200
    assert "Lüdenscheidt" in await billing.dump(), "the living customer's invoice"

    (_, first), (headers, last) = await billing.told("erasures")
    assert (first["counts"]["invoices_kept"], len(first["kept"])) == (2, 1)
    assert last["kept"] == []
    assert last["counts"] == first["counts"] | {"invoices_kept": 0, "invoices_erased": 2}
    assert headers["ce_sequence"] == "2"

    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    assert (await billing.told("erasures"))[-1][1] == last, "asked again it says what holds now"


async def test_no_issued_invoice_goes_before_its_day_whoever_asks(billing: Billing) -> None:
    """The database itself refuses; the day is said by whoever erases, and counts for deleted customers alone."""
    customer, alive = await billing.customer(), await billing.customer()
    kept, _ = [await billing.issued(one) for one in (customer, alive)]
    await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    year = year_of(kept)
    for day, owner in (
        ("", customer),
        (f"{year + 8}-12-31", customer),
        (f"{year + 50}-01-01", alive),
    ):
        with pytest.raises(DBAPIError, match="never changes"):
            async with billing.database.transaction() as session:
                await session.execute(
                    text("select set_config('billing.retention_day', :day, true)"), {"day": day}
                )
                await session.execute(text("delete from invoices where customer_id = :id"), {"id": owner})

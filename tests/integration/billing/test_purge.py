"""C10 and G6: what is left of a deleted customer is their issued invoices."""

import asyncio
from uuid import UUID, uuid4

from billing.adapters.customers import StoredCustomers
from chassis.events.consumed import Outcome
from tests.integration.billing.conftest import Billing, customer_snapshot, draft_body

CANARY = "Zwölftöner Kanarienvogel"


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
        "counts": {"customer_copy": 1, "drafts_deleted": 1, "invoices_kept": 1},
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
    assert told["counts"] == {"customer_copy": 0, "drafts_deleted": 0, "invoices_kept": 0}


async def test_asked_again_billing_answers_what_it_purged_the_first_time(billing: Billing) -> None:
    customer = await billing.customer()
    await billing.draft(customer)
    for _ in range(2):
        await billing.receive("customer.deleted", {"customer_id": customer}, sequence=2)
    (first_headers, first), (again_headers, again) = await billing.told("erasures")
    assert first == again
    assert first["counts"] == {"customer_copy": 1, "drafts_deleted": 1, "invoices_kept": 0}
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
        await asyncio.sleep(0.3)
        assert not purge.done()
    await purge
    assert len(await billing.told("erasures")) == 1

"""C11 in billing: a merge changes no invoice, but whom it is listed with and whose account it counts for."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from chassis.events.consumed import Outcome
from tests.integration.billing.conftest import Billing, customer_snapshot, draft_body


async def _merge(billing: Billing, source: str, into: str, *, version: int = 2) -> Outcome | None:
    return await billing.receive("customer.merged", {"customer_id": source, "into": into}, sequence=version)


async def _listed(billing: Billing, customer_id: str) -> set[str]:
    answer = await billing.desk.get("/api/invoices", params={"customer_id": customer_id})
    page = answer.json()
    assert page["total"] == len(page["items"])
    return {item["id"] for item in page["items"]}


async def _accounts(billing: Billing) -> dict[str, Any]:
    """The last figures told of each customer."""
    return {data["customer_id"]: data for _, data in await billing.told("customer-accounts")}


async def test_c11_invoices_list_under_the_survivor_and_do_not_change(billing: Billing) -> None:
    source, survivor = await billing.customer(last_name="Quelle"), await billing.customer()
    theirs, own = await billing.issued(source), await billing.issued(survivor)
    draft = await billing.draft(source)
    assert await _merge(billing, source, survivor) is Outcome.APPLIED
    for asked in (survivor, source):
        assert await _listed(billing, asked) == {theirs["id"], own["id"], draft["id"]}
    assert (await billing.desk.get(f"/api/invoices/{theirs['id']}")).json() == theirs
    account = (await _accounts(billing))[survivor]
    assert (account["invoices_ever"], account["open_cents"]) == (2, 2 * theirs["total_cents"])
    assert account["includes"] == [source]
    assert "Quelle" not in (await billing.dump()).split("\n")[0]


async def test_c11_what_is_written_about_the_merged_is_the_survivors(billing: Billing) -> None:
    source, survivor = await billing.customer(), await billing.customer(last_name="Bleibt")
    waiting = await billing.draft(source)
    await _merge(billing, source, survivor)
    draft = await billing.draft(source)
    assert (draft["customer_id"], draft["recipient_name"]) == (survivor, "Käthe Bleibt")
    issued = await billing.desk.post(f"/api/invoices/{waiting['id']}/issue")
    assert issued.json()["recipient_name"] == "Käthe Bleibt"
    headers, told = (await billing.told("billing"))[-1]
    assert (headers["key"], told["customer_id"]) == (survivor, survivor)
    assert (await _accounts(billing))[survivor]["invoices_ever"] == 1


async def test_c11_an_undo_parts_lists_and_accounts(billing: Billing) -> None:
    source, survivor = await billing.customer(), await billing.customer()
    theirs, own = await billing.issued(source), await billing.issued(survivor)
    await _merge(billing, source, survivor)
    again = customer_snapshot(customer_id=source, version=3)
    assert await billing.receive("customer.updated", again, sequence=3) is Outcome.APPLIED
    assert await _listed(billing, source) == {theirs["id"]}
    assert await _listed(billing, survivor) == {own["id"]}
    accounts = await _accounts(billing)
    assert [accounts[c]["invoices_ever"] for c in (source, survivor)] == [1, 1]
    assert accounts[survivor]["includes"] == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_g3_c11_a_chain_ends_at_the_last_in_either_order(
    billing: Billing, order: tuple[int, int]
) -> None:
    a, b, c = [await billing.customer() for _ in range(3)]
    invoices = {(await billing.issued(customer))["id"] for customer in (a, b, c)}
    steps = [(a, b), (b, c)]
    for step in order:
        await _merge(billing, *steps[step])
    for customer in (a, b, c):
        assert await _listed(billing, customer) == invoices
    account = (await _accounts(billing))[c]
    assert (account["invoices_ever"], sorted(account["includes"])) == (3, sorted((a, b)))


async def test_g3_c11_a_merge_that_arrives_before_its_survivor(billing: Billing) -> None:
    source, survivor = await billing.customer(), str(uuid4())
    invoice = await billing.issued(source)
    await _merge(billing, source, survivor)
    assert (await billing.desk.get(f"/api/invoices/{invoice['id']}")).json() == invoice
    await billing.receive("customer.updated", customer_snapshot(customer_id=survivor, version=4), sequence=4)
    assert await _listed(billing, survivor) == {invoice["id"]}
    assert (await _accounts(billing))[survivor]["invoices_ever"] == 1


async def test_g3_c11_events_of_an_undo_and_a_merge_the_other_way_may_cross(billing: Billing) -> None:
    one, other = await billing.customer(), await billing.customer()
    invoice = await billing.issued(one)
    await _merge(billing, one, other)
    await _merge(billing, other, one, version=3)
    refused = await billing.desk.post("/api/invoices", json=draft_body(one))
    assert refused.status_code == 404
    await billing.receive("customer.updated", customer_snapshot(customer_id=one, version=3), sequence=3)
    assert await _listed(billing, other) == {invoice["id"]}
    assert (await billing.draft(other))["customer_id"] == one


async def test_g3_c11_an_older_snapshot_ends_no_merge(billing: Billing) -> None:
    source, survivor = await billing.customer(), await billing.customer()
    await _merge(billing, source, survivor, version=5)
    late = customer_snapshot(customer_id=source, version=4, last_name="Spät")
    assert await billing.receive("customer.updated", late, sequence=4) is Outcome.STALE
    assert "Spät" not in await billing.dump()


@pytest.mark.parametrize("first", ["source", "survivor"])
async def test_g6_c11_a_deletion_reaches_the_survivor_and_its_aliases(billing: Billing, first: str) -> None:
    source, survivor = await billing.customer(), await billing.customer()
    kept = {(await billing.issued(source))["id"], (await billing.issued(survivor))["id"]}
    await billing.draft(source)
    await _merge(billing, source, survivor)
    everybody = [source, survivor] if first == "source" else [survivor, source]
    for customer in everybody:
        await billing.receive("customer.deleted", {"customer_id": customer}, sequence=9)
    assert await _listed(billing, survivor) == kept
    for invoice in kept:
        assert (await billing.desk.get(f"/api/invoices/{invoice}")).json()["customer_deleted"]
    counts = {data["customer_id"]: data["counts"] for _, data in await billing.told("erasures")}
    assert counts[source]["drafts_deleted"] == 1
    late = customer_snapshot(customer_id=source, version=8)
    assert await billing.receive("customer.updated", late, sequence=8) is Outcome.STALE
    assert await _merge(billing, source, survivor, version=10) is Outcome.STALE
    refused = await billing.desk.post("/api/invoices", json=draft_body(source))
    assert refused.status_code == 409


async def test_g6_c11_a_draft_for_the_merged_does_not_survive_the_survivors_purge(billing: Billing) -> None:
    source, survivor = await billing.customer(), await billing.customer()
    await _merge(billing, source, survivor)
    drafts = [billing.desk.post("/api/invoices", json=draft_body(source)) for _ in range(12)]
    purge = billing.receive("customer.deleted", {"customer_id": survivor}, sequence=3)
    *answers, _ = await asyncio.gather(*drafts[:6], *drafts[6:], purge)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert await _listed(billing, survivor) == set()

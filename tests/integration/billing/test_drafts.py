"""Drafts: created, listed, read and thrown away."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from billing.entrypoints.http import waiting as waiting_for_copies
from tests.integration.billing.conftest import Billing, customer_snapshot, draft_body
from tests.support.eventually import eventually


@contextmanager
def looked_for(billing: Billing) -> Iterator[list[str]]:
    """The customers that anybody looks for, each time again, while the block runs."""
    found: list[str] = []

    def note(_: Any, __: Any, ___: str, parameters: tuple[Any, ...], *____: Any) -> None:
        found.extend(map(str, parameters))

    engine = billing.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_a_draft_shows_its_amounts_and_has_no_number_yet(billing: Billing) -> None:
    customer = await billing.customer()
    answer = await billing.desk.post("/api/invoices", json=draft_body(customer))
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    draft = answer.json()
    assert answer.headers["Location"] == f"/api/invoices/{draft['id']}"
    assert (draft["status"], draft["number"], draft["recipient"]) == ("draft", None, None)
    assert (draft["net_cents"], draft["vat_cents"], draft["total_cents"]) == (21_980, 1896, 23_876)
    assert draft["recipient_name"] == "Käthe Müller-Lüdenscheidt"
    assert draft["customer_deleted"] is False
    read = await billing.desk.get(f"/api/invoices/{draft['id']}")
    assert (read.json(), read.headers["ETag"]) == (draft, '"1"')


async def test_a_write_waits_for_a_customer_created_a_moment_ago(
    billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_for_copies, "PATIENCE_SECONDS", 30.0)
    snapshot = customer_snapshot()
    customer = snapshot["customer_id"]
    with looked_for(billing) as found:
        asked = asyncio.create_task(billing.desk.post("/api/invoices", json=draft_body(customer)))

        def waits() -> None:
            assert found.count(customer) >= 2

        await eventually(waits)
    assert not asked.done()
    await billing.receive("customer.created", snapshot)
    assert (await asked).status_code == 201


async def test_a_write_about_an_unknown_customer_is_refused_after_two_seconds(billing: Billing) -> None:
    began = time.monotonic()
    answer = await billing.desk.post("/api/invoices", json=draft_body(str(uuid4())))
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:stammkunde:problem:customer-unknown"
    assert time.monotonic() - began > 1.9


async def test_those_who_wait_for_customers_keep_nobody_else_waiting(
    billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More requests wait than there are connections; another one is answered while all of them still wait."""
    monkeypatch.setattr(waiting_for_copies, "PATIENCE_SECONDS", 30.0)
    customer = await billing.customer()
    unknown = [str(uuid4()) for _ in range(40)]
    with looked_for(billing) as found:
        waiting = [
            asyncio.create_task(billing.desk.post("/api/invoices", json=draft_body(one))) for one in unknown
        ]

        def all_wait() -> None:
            assert set(unknown) <= set(found)

        await eventually(all_wait)
    assert (await billing.desk.post("/api/invoices", json=draft_body(customer))).status_code == 201
    assert not any(one.done() for one in waiting)
    for one in waiting:
        one.cancel()
    await asyncio.wait(waiting)


async def test_c9_a_blocked_customer_may_still_be_invoiced(billing: Billing) -> None:
    snapshot = customer_snapshot()
    await billing.receive("customer.created", snapshot)
    await billing.receive("customer.blocked", snapshot | {"status": "blocked", "version": 2}, sequence=2)
    assert (await billing.issued(snapshot["customer_id"]))["status"] == "open"


async def test_a_repeated_key_makes_one_draft(billing: Billing) -> None:
    customer = await billing.customer()
    key = {"Idempotency-Key": "a-draft"}
    first = await billing.desk.post("/api/invoices", json=draft_body(customer), headers=key)
    again = await billing.desk.post("/api/invoices", json=draft_body(customer), headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (await billing.desk.get("/api/invoices")).json()["total"] == 1
    await billing.desk.delete(f"/api/invoices/{first.json()['id']}", headers={"If-Match": "*"})
    gone = await billing.desk.post("/api/invoices", json=draft_body(customer), headers=key)
    assert gone.status_code == 410


async def test_a_draft_is_deleted_only_by_who_has_seen_it(billing: Billing) -> None:
    draft = await billing.draft(await billing.customer())
    path = f"/api/invoices/{draft['id']}"
    assert (await billing.desk.delete(path)).status_code == 428
    stale = await billing.desk.delete(path, headers={"If-Match": '"7"'})
    assert (stale.status_code, stale.json()["current"]) == (412, draft)
    assert (await billing.desk.delete(path, headers={"If-Match": '"1"'})).status_code == 204
    assert (await billing.desk.get(path)).status_code == 404
    assert (await billing.desk.delete(path, headers={"If-Match": "*"})).status_code == 404


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ({"quantity": 0}, "lines.0.quantity", None),
        ({"quantity": 1.0001}, "lines.0.quantity", None),
        ({"quantity": 1e300}, "lines.0.quantity", None),
        ({"quantity": "NaN"}, "lines.0.quantity", None),
        ({"unit_price_cents": 2**60}, "lines.0.unit_price_cents", None),
        ({"unit_price_cents": 12.5}, "lines.0.unit_price_cents", None),
        ({"unit_price_cents": -1}, "lines", "total_negative"),
        ({"vat_percent": 101}, "lines.0.vat_percent", None),
        ({"vat_percent": 0}, "lines.0.exemption_reason", "exemption_reason_missing"),
        (
            {"vat_percent": 0, "exemption_reason": "  "},
            "lines.0.exemption_reason",
            "exemption_reason_missing",
        ),
        ({"exemption_reason": "§ 19 UStG"}, "lines.0.exemption_reason", "exemption_reason_at_a_rate"),
        ({"description": " \n"}, "lines.0.description", None),
        ({"description": "Kurs\x07"}, "lines.0.description", "control_character"),
        ({"description": "x" * 501}, "lines.0.description", None),
    ],
)
async def test_b6_a_line_that_is_none_is_refused_by_name(
    billing: Billing, line: dict[str, object], field: str, code: str | None
) -> None:
    good = {"description": "Kurs", "quantity": 1, "unit_price_cents": 1000, "vat_percent": 19}
    body = draft_body(await billing.customer(), lines=[good | line])
    answer = await billing.desk.post("/api/invoices", json=body)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert code in (None, error["code"])
    assert "Kurs" not in answer.text


@pytest.mark.parametrize(
    "more", [{"lines": []}, {"due_on": "1999-12-31"}, {"due_on": "2026-02-30"}, {"customer_id": "x"}]
)
async def test_a_body_that_is_no_draft_is_422(billing: Billing, more: dict[str, object]) -> None:
    answer = await billing.desk.post("/api/invoices", json={**draft_body(str(uuid4())), **more})
    assert answer.status_code == 422


async def test_nobody_without_a_token_reaches_invoices(billing: Billing) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("GET", f"/{uuid4()}"), ("POST", f"/{uuid4()}/issue")):
        answer = await billing.desk.request(
            method, f"/api/invoices{path}", headers={"Authorization": ""}, json={}
        )
        assert answer.status_code == 401, (method, path)


@pytest.mark.parametrize("sort", ["created_at", "-created_at", "number", "-number", "due_on", "-total_cents"])
async def test_b3_the_list_pages_through_every_invoice_once(billing: Billing, sort: str) -> None:
    customer = await billing.customer()
    expected = {(await billing.issued(customer))["id"] for _ in range(3)}
    expected |= {(await billing.draft(customer, due_on="2026-12-24"))["id"] for _ in range(2)}
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await billing.desk.get("/api/invoices", params={"limit": 2, "sort": sort, **cursor})
        found = answer.json()
        assert found["total"] == 5
        seen += [item["id"] for item in found["items"]]
        if found["next_cursor"] is None:
            break
        cursor = {"cursor": found["next_cursor"]}
    assert len(seen) == 5
    assert set(seen) == expected


async def test_b3_the_list_filters_by_customer_and_status(billing: Billing) -> None:
    one, other = await billing.customer(), await billing.customer()
    issued = await billing.issued(one)
    draft = await billing.draft(one)
    await billing.issued(other)

    async def ids(**params: str) -> set[str]:
        found = (await billing.desk.get("/api/invoices", params=params)).json()
        assert found["total"] == len(found["items"])
        return {item["id"] for item in found["items"]}

    assert await ids(customer_id=one) == {issued["id"], draft["id"]}
    assert await ids(customer_id=one, status="open") == {issued["id"]}
    assert await ids(customer_id=one, status="draft") == {draft["id"]}
    assert await ids(status="paid") == set()
    assert (await billing.desk.get("/api/invoices", params={"status": "lost"})).status_code == 422
    assert (await billing.desk.get("/api/invoices", params={"sort": "recipient"})).status_code == 422

"""B4 and G8: an invoice is issued once, with the next number, and never changes."""

import asyncio
import signal
import sys
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from billing.bootstrap import SERVICE
from billing.domain.invoice import business_day
from billing.entrypoints.worker import tell_overdue_accounts_once
from billing.settings import Settings
from chassis.service import Runtime
from tests.integration.billing.conftest import Billing, customer_snapshot


async def numbers(billing: Billing) -> list[str]:
    """All numbers given, in order."""
    async with billing.database.reading() as session:
        found = await session.scalars(
            text("select number from invoices where number is not null order by number_order")
        )
        return [str(number) for number in found]


def consecutive(count: int, like: str) -> list[str]:
    """The first numbers of the year of that one."""
    year = like.partition("-")[0]
    return [f"{year}-{position:05d}" for position in range(1, count + 1)]


async def test_b4_an_issued_invoice_has_number_recipient_and_due_day(billing: Billing) -> None:
    customer = await billing.customer()
    draft = await billing.draft(customer)
    answer = await billing.desk.post(f"/api/invoices/{draft['id']}/issue")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    invoice = answer.json()
    day = business_day(datetime.fromisoformat(invoice["issued_at"]))
    assert (invoice["number"], invoice["status"]) == (f"{day.year}-00001", "open")
    assert invoice["due_on"] == (day + timedelta(days=14)).isoformat()
    assert invoice["recipient"] == {
        "customer_number": 10_042,
        "name": "Käthe Müller-Lüdenscheidt",
        "salutation": "Frau",
        "first_name": "Käthe",
        "last_name": "Müller-Lüdenscheidt",
        "company_name": None,
        "address": {"street": "Gänseweg 3", "postal_code": "24534", "city": "Neumünster", "country": "DE"},
    }
    assert (await billing.desk.get(f"/api/invoices/{draft['id']}")).json() == invoice


async def test_b4_a_later_change_of_the_customer_leaves_the_issued_invoice_alone(billing: Billing) -> None:
    snapshot = customer_snapshot()
    await billing.receive("customer.created", snapshot)
    before = await billing.issued(snapshot["customer_id"])
    renamed = snapshot | {"last_name": "Schmidt", "version": 2, "address": None}
    await billing.receive("customer.updated", renamed, sequence=2)
    assert (await billing.desk.get(f"/api/invoices/{before['id']}")).json() == before
    later = await billing.issued(snapshot["customer_id"])
    assert later["recipient"]["name"] == "Käthe Schmidt"


async def test_b4_an_invoice_is_neither_issued_twice_nor_deleted(billing: Billing) -> None:
    invoice = await billing.issued(await billing.customer())
    path = f"/api/invoices/{invoice['id']}"
    for answer in (
        await billing.desk.post(f"{path}/issue"),
        await billing.desk.delete(path, headers={"If-Match": "*"}),
    ):
        assert answer.status_code == 409
        assert answer.json()["type"] == "urn:stammkunde:problem:invoice-already-issued"
        assert answer.json()["number"] == invoice["number"]
    assert (await billing.desk.get(path)).json() == invoice


async def test_the_database_itself_refuses_to_change_an_issued_invoice(billing: Billing) -> None:
    invoice = await billing.issued(await billing.customer())
    for statement in (
        "update invoices set total_cents = 1",
        "update invoices set number = null, status = 'draft'",
        "update invoice_lines set unit_price_cents = 1",
        "delete from invoice_lines",
        "delete from invoices",
    ):
        with pytest.raises(DBAPIError, match="never change"):
            async with billing.database.transaction() as session:
                await session.execute(text(statement))
    assert (await billing.desk.get(f"/api/invoices/{invoice['id']}")).json() == invoice


async def test_a_stale_if_match_issues_nothing(billing: Billing) -> None:
    draft = await billing.draft(await billing.customer())
    path = f"/api/invoices/{draft['id']}/issue"
    stale = await billing.desk.post(path, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["current"]) == (412, draft)
    assert await numbers(billing) == []
    assert (await billing.desk.post(path, headers={"If-Match": '"1"'})).status_code == 200


async def test_a_repeated_key_issues_once_and_answers_the_same(billing: Billing) -> None:
    draft = await billing.draft(await billing.customer())
    path, key = f"/api/invoices/{draft['id']}/issue", {"Idempotency-Key": "issue-it"}
    first, again = await asyncio.gather(*(billing.desk.post(path, headers=key) for _ in range(2)))
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert len(await billing.told("billing")) == 1


async def test_issuing_what_is_not_there_is_404(billing: Billing) -> None:
    assert (await billing.desk.post(f"/api/invoices/{uuid4()}/issue")).status_code == 404


async def test_an_issue_is_told_with_the_state_of_the_account(billing: Billing) -> None:
    customer = await billing.customer()
    invoices = [await billing.issued(customer) for _ in range(2)]
    issued = await billing.told("billing")
    assert [data["number"] for _, data in issued] == [invoice["number"] for invoice in invoices]
    headers, data = issued[0]
    assert (headers["ce_subject"], headers["key"]) == (invoices[0]["id"], customer)
    assert data["total_cents"] == invoices[0]["total_cents"] == 23_876
    accounts = await billing.told("customer-accounts")
    assert [int(headers["ce_sequence"]) for headers, _ in accounts] == [1, 2]
    assert accounts[-1][1] == {
        "customer_id": customer,
        "credit_cents": 0,
        "open_cents": 47_752,
        "open_invoices": 2,
        "overdue_invoices": 0,
        "bookings_ever": 0,
        "invoices_ever": 2,
        "includes": [],
    }


async def test_an_account_is_told_anew_when_its_invoice_becomes_overdue(billing: Billing) -> None:
    """The invoice below was due long ago, but the last that was told of the account is from before."""
    customer = await billing.customer()
    await billing.issued(customer, due_on="2020-01-31")
    async with billing.database.transaction() as session:
        await session.execute(text("update accounts set overdue_invoices = 0"))
    runtime = Runtime(SERVICE, Settings(database_url=billing.url), billing.database, asyncio.Event())
    assert await tell_overdue_accounts_once(runtime) == 1
    headers, told = (await billing.told("customer-accounts"))[-1]
    assert (headers["ce_sequence"], told["overdue_invoices"]) == ("2", 1)
    assert await tell_overdue_accounts_once(runtime) == 0


async def test_g8_fifty_issued_at_once_have_consecutive_numbers(billing: Billing) -> None:
    """Every fifth of the requests is one that fails: a draft that does not exist or is issued already."""
    customers = [await billing.customer() for _ in range(5)]
    drafts = [await billing.draft(customers[position % 5]) for position in range(50)]
    paths = [f"/api/invoices/{draft['id']}/issue" for draft in drafts]
    paths += [f"/api/invoices/{uuid4()}/issue" for _ in range(5)] + paths[:5]
    answers = await asyncio.gather(*(billing.desk.post(path) for path in paths))
    assert sorted(answer.status_code for answer in answers) == [200] * 50 + [404] * 5 + [409] * 5
    given = await numbers(billing)
    assert given == consecutive(50, like=given[0])
    told = [data["number"] for _, data in await billing.told("billing")]
    assert sorted(told) == given


async def test_g8_a_rollback_gives_the_number_to_the_next(billing: Billing) -> None:
    customer = await billing.customer()
    first = await billing.issued(customer)
    draft = await billing.draft(customer)
    async with billing.database.transaction() as session:
        await session.execute(
            text(
                "alter table outbox add constraint full_disk"
                " check (headers ->> 'ce_type' <> 'account.changed') not valid"
            )
        )
    assert (await billing.desk.post(f"/api/invoices/{draft['id']}/issue")).status_code == 500
    async with billing.database.transaction() as session:
        await session.execute(text("alter table outbox drop constraint full_disk"))
    second = (await billing.desk.post(f"/api/invoices/{draft['id']}/issue")).json()
    given = consecutive(2, like=first["number"])
    assert [first["number"], second["number"]] == await numbers(billing) == given


async def test_g8_a_process_killed_while_issuing_leaves_no_gap(billing: Billing) -> None:
    customer = await billing.customer()
    theirs = [(await billing.draft(customer))["id"] for _ in range(4)]
    ours = [await billing.draft(customer) for _ in range(10)]
    killed = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.integration.billing.issue_until_killed", billing.url, *theirs
    )
    answers = await asyncio.gather(
        *(billing.desk.post(f"/api/invoices/{draft['id']}/issue") for draft in ours)
    )
    assert await killed.wait() == -signal.SIGKILL
    assert {answer.status_code for answer in answers} == {200}
    assert (await billing.desk.get(f"/api/invoices/{theirs[-1]}")).json()["status"] == "draft"
    await billing.desk.post(f"/api/invoices/{theirs[-1]}/issue")
    given = await numbers(billing)
    assert given == consecutive(14, like=given[0])

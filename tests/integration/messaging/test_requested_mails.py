"""Mails that other services ask for. Customers is away in all of these: what it adds is fetched when a mail leaves."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from chassis.ids import new_id
from chassis.tables import DeadLetterRow, ParkedRow
from messaging.adapters.account_mails import SqlAccountMails
from messaging.adapters.tables import AccountMailRow, MessageRow, RecipientRow
from messaging.entrypoints.sending import turns
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually


async def _ask(desk: Desk, template: str = "portal_invitation", **about: Any) -> UUID:
    request_id: UUID = about.pop("request_id", None) or new_id()
    data = {
        "request_id": request_id,
        "template": template,
        "account_id": new_id(),
        "customer_id": None,
        "customer_version": None,
    } | about
    key = data["customer_id"] or data["account_id"]
    await desk.publish("mail-requests", "mail.requested", request_id, data, key=str(key), sequence=0)
    return request_id


async def _of(desk: Desk, customer: UUID, count: int = 1) -> list[dict[str, Any]]:
    async def look() -> list[dict[str, Any]]:
        answer = await desk.http.get("/api/messages", params={"customer_id": str(customer)})
        found: list[dict[str, Any]] = answer.json()["items"]
        assert len(found) == count
        return found

    return await eventually(look, within=20)


async def _next_attempts(desk: Desk, customer: UUID) -> list[datetime | None]:
    async with desk.database.reading() as session:
        column = select(MessageRow.next_attempt_at)
        return list(await session.scalars(column.where(MessageRow.customer_id == customer)))


async def test_a_requested_mail_is_in_the_history_with_a_mark_for_its_link_and_waits(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LEASE", timedelta(seconds=0.2))
    async with runs(smtp_connections=1) as desk:
        customer = await desk.customer(language="en")
        await _ask(desk, customer_id=customer, customer_version=1)
        [message] = await _of(desk, customer)
        assert (message["kind"], message["subject"]) == ("system", "Your access to the customer portal")
        assert "[einmaliger Link]" in (await desk.message(message["id"]))["body"]
        for _ in range(3):  # the only lane takes it anew: it has asked customers in vain before
            before = await _next_attempts(desk, customer)

            async def taken_again(before: list[datetime | None] = before) -> None:
                assert await _next_attempts(desk, customer) != before

            await eventually(taken_again)
        shown = await desk.message(message["id"])
        assert (shown["status"], shown["attempts"]) == ("queued", []), "customers is away: the mail waits"
        assert desk.relay.mails == []


async def test_a_request_waits_for_the_version_of_the_customer_it_is_about(desk: Desk) -> None:
    customer = await desk.customer(email="alt@example.net")

    async def known() -> None:
        async with desk.database.reading() as session:
            assert await session.get(RecipientRow, customer) is not None

    async def parked() -> None:
        async with desk.database.reading() as session:
            waiting = (await session.execute(select(ParkedRow.topic, ParkedRow.key))).all()
        assert waiting == [("mail-requests", str(customer))]

    await eventually(known, within=20)
    await _ask(desk, customer_id=customer, customer_version=2)
    await eventually(parked, within=20)
    await _of(desk, customer, 0)
    await desk.customer(customer, type="updated", email="neu@example.net")
    await _of(desk, customer, 1)


async def test_g2_a_request_that_comes_twice_is_one_mail(desk: Desk) -> None:
    customer = await desk.customer()
    request = await _ask(desk, customer_id=customer, customer_version=1)
    await _ask(desk, customer_id=customer, customer_version=1, request_id=request)
    await _ask(desk, "password_changed", customer_id=customer, customer_version=1)
    assert len(await _of(desk, customer, 2)) == 2


async def test_m4_a_block_suppresses_a_requested_mail_also_while_it_is_leased(desk: Desk) -> None:
    customer = await desk.customer()
    await _ask(desk, customer_id=customer, customer_version=1)
    [message] = await _of(desk, customer)
    await desk.customer(customer, type="blocked", status="blocked")
    shown = await desk.message_in("suppressed", message["id"])
    assert shown["suppressed_reason"] == "blocked"
    await _ask(desk, "password_reset", customer_id=customer, customer_version=1)
    later, _ = await _of(desk, customer, 2)
    assert (later["status"], later["suppressed_reason"]) == ("suppressed", "blocked")
    assert await _next_attempts(desk, customer) == [None, None], "neither will ever be sent"
    assert desk.relay.mails == []


async def test_g6_a_deleted_customer_is_asked_for_in_vain(desk: Desk) -> None:
    customer = await desk.customer()
    await _ask(desk, customer_id=customer, customer_version=1)
    await _of(desk, customer)
    await desk.delete(customer)
    await _of(desk, customer, 0)
    await _ask(desk, customer_id=customer, customer_version=1)
    alive = await desk.customer()
    await _ask(desk, customer_id=alive, customer_version=1)
    await _of(desk, alive)
    await _of(desk, customer, 0)


async def test_a_mail_to_a_staff_account_is_nobodys_history_and_goes_after_a_day(desk: Desk) -> None:
    request = await _ask(desk, "invitation")

    async def stored() -> None:
        async with desk.database.reading() as session:
            assert await session.get(AccountMailRow, request) is not None

    await eventually(stored)
    listed = (await desk.http.get("/api/messages")).json()
    assert (listed["items"], listed["total"]) == ([], 0)
    now = datetime.now(UTC)
    async with desk.database.transaction() as session:
        await SqlAccountMails(session).forget_old(now + timedelta(days=2))
        assert await session.get(AccountMailRow, request) is not None, "it still waits"
        await session.execute(update(AccountMailRow).values(status="accepted", next_attempt_at=None))
        await SqlAccountMails(session).forget_old(now + timedelta(days=2))
        assert (await session.scalars(select(AccountMailRow.request_id))).all() == []


async def test_g4_a_request_for_a_template_nobody_has_is_dead(desk: Desk) -> None:
    await _ask(desk, "liebesbrief")

    async def dead() -> None:
        async with desk.database.reading() as session:
            assert (await session.scalars(select(DeadLetterRow.reason))).all() == [
                "there is no such template"
            ]

    await eventually(dead)

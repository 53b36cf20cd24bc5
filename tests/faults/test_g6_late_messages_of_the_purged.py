"""G6: nothing late of a customer who was purged is kept among the parked or the dead; it is counted as stale."""

import asyncio
from uuid import uuid4

import pytest

from chassis.events.accounting import Fate
from chassis.events.messages import Message, Record
from chassis.events.parking import bury, forget_customer, park
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.locks import somebody_waits


async def _kept(ledger: Ledger) -> list[str]:
    rows = await ledger.rows("SELECT key FROM parked UNION ALL SELECT key FROM dead_letters")
    return [row["key"] for row in rows]


def _message_of(customer: str) -> Message:
    headers = {"ce_type": "deposit.made"}
    return Message(Record("deposits", 0, 7, customer, headers, b"{}"), None, None, customer)


@pytest.mark.parametrize("amount", ["invalid", "fail"])
async def test_g6_a_late_event_that_cannot_be_used_is_stale(ledger: Ledger, amount: str) -> None:
    purged, other = str(uuid4()), str(uuid4())
    await ledger.worker()
    await ledger.deposit(purged, 3, "", type="account.closed")
    await ledger.deposit(purged, 4, amount)
    await ledger.deposit(other, 1, amount)

    async def accounted() -> None:
        fates = await ledger.fates()
        assert (fates["consumed"], fates["applied"], fates["stale"]) == (3, 1, 1)

    await eventually(accounted, within=20)
    assert await _kept(ledger) == [other]


@pytest.mark.parametrize("keep", [park, bury])
async def test_g6_a_purge_waits_for_what_is_just_being_set_aside_and_takes_it_along(
    ledger: Ledger, keep: object
) -> None:
    customer = str(uuid4())
    await ledger.worker()
    async with ledger.database.transaction() as session:
        if keep is park:
            assert await park(session, _message_of(customer), "failed", attempts=1) is Fate.PARKED
        else:
            assert await bury(session, _message_of(customer), "never works") is Fate.DEAD
        await ledger.deposit(customer, 3, "", type="account.closed")
        await somebody_waits(ledger.database, "advisory")

    async def gone() -> None:
        assert await ledger.rows("SELECT 1 FROM gone_customers")
        assert await _kept(ledger) == []

    await eventually(gone)


async def test_g6_what_would_be_set_aside_waits_for_the_purge_and_is_stale(ledger: Ledger) -> None:
    customer = str(uuid4())

    async def set_aside() -> Fate:
        async with ledger.database.transaction() as session:
            return await park(session, _message_of(customer), "failed", attempts=1)

    async with ledger.database.transaction() as session:
        await forget_customer(session, customer)
        late = asyncio.create_task(set_aside())
        await somebody_waits(ledger.database, "advisory")
        assert not late.done()
    assert await late is Fate.STALE
    assert await _kept(ledger) == []

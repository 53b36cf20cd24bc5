"""Transactions past SQLAlchemy keep what a session's promise: all or nothing (G1), the same errors, a new try later."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from sqlalchemy import bindparam, insert, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from chassis.changes import announce, listen
from chassis.direct import DirectConnection, DirectTransaction, Prepared
from chassis.events.outbox import Outbox
from chassis.events.published import PublishedEvent
from chassis.tables import GoneCustomerRow
from tests.integration.chassis_http.conftest import Things
from tests.support.eventually import BUSY

ADD = Prepared(insert(GoneCustomerRow).values(customer_id=bindparam("customer_id")))
BACKEND = Prepared(text("SELECT pg_backend_pid() AS pid"))


class ThingSeen(PublishedEvent, topic="things", type="thing.seen"):
    """For these tests."""

    thing_id: UUID


@pytest.fixture
async def direct(things: Things) -> AsyncIterator[DirectConnection]:
    connection = DirectConnection(things.database)
    yield connection
    await connection.close()


async def _write(transaction: DirectTransaction, customer_id: str) -> None:
    await transaction.execute(ADD, customer_id=customer_id)
    thing = uuid4()
    await Outbox(transaction).publish(ThingSeen(thing_id=thing), subject=thing, sequence=1)
    announce(transaction, "thing", thing)


async def _counts(things: Things) -> tuple[int, int]:
    async with things.database.reading() as session:
        row = (
            await session.execute(
                text("SELECT (SELECT count(*) FROM gone_customers) AS rows, count(*) AS events FROM outbox")
            )
        ).one()
    return row.rows, row.events


async def test_g1_a_commit_has_rows_and_events_and_is_told(things: Things, direct: DirectConnection) -> None:
    changes = listen(things.database)
    assert await anext(changes) == {}
    async with direct.transaction() as transaction:
        await _write(transaction, "one")
    assert await _counts(things) == (1, 1)
    assert (await asyncio.wait_for(anext(changes), 10 * BUSY))["kind"] == "thing"
    assert things.database.outbox_filled.is_set()
    await changes.aclose()


async def test_g1_an_error_leaves_neither_rows_nor_events_and_wakes_nobody(
    things: Things, direct: DirectConnection
) -> None:
    with pytest.raises(LookupError):
        async with direct.transaction() as transaction:
            await _write(transaction, "one")
            raise LookupError
    assert await _counts(things) == (0, 0)
    assert not things.database.outbox_filled.is_set()
    async with direct.transaction() as transaction:
        await _write(transaction, "one")
    assert await _counts(things) == (1, 1)


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("INSERT INTO gone_customers SELECT 'x' FROM generate_series(1, 2)", IntegrityError),
        ("SELECT 1 / 0", DataError),
        ("SELECT nothing", ProgrammingError),
    ],
)
async def test_errors_are_those_of_a_session(
    direct: DirectConnection, statement: str, error: type[DBAPIError]
) -> None:
    with pytest.raises(error):
        async with direct.transaction() as transaction:
            await transaction.execute(Prepared(text(statement)))


async def test_a_connection_that_was_cut_is_an_outage_once_and_then_a_new_one(
    things: Things, direct: DirectConnection
) -> None:
    async with direct.transaction() as transaction:
        [first] = await transaction.rows(BACKEND)
    with pytest.raises(DBAPIError):
        async with direct.transaction() as transaction:
            await _write(transaction, "one")
            async with things.database.transaction() as session:
                await session.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first.pid})
            await transaction.rows(BACKEND)
            await transaction.rows(BACKEND)
    async with direct.transaction() as transaction:
        [second] = await transaction.rows(BACKEND)
    assert second.pid != first.pid
    assert await _counts(things) == (0, 0)


async def test_after_an_error_the_next_transaction_has_a_connection_of_its_own(
    direct: DirectConnection,
) -> None:
    async with direct.transaction() as transaction:
        [kept] = await transaction.rows(BACKEND)
    with pytest.raises(LookupError):
        async with direct.transaction() as transaction:
            [same] = await transaction.rows(BACKEND)
            raise LookupError
    async with direct.transaction() as transaction:
        [other] = await transaction.rows(BACKEND)
    assert same.pid == kept.pid != other.pid


async def test_a_forgotten_value_is_no_null(direct: DirectConnection) -> None:
    with pytest.raises(KeyError):
        async with direct.transaction() as transaction:
            await transaction.execute(ADD)

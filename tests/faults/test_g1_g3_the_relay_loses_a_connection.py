"""G1 and G3 when the relay's connections to PostgreSQL end while Kafka is slow, or end without a word."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psutil
import pytest
from sqlalchemy import text

from chassis.database import Database
from chassis.events import relay as relaying
from chassis.events.relay import Relay
from deploy.local.kafka import EmbeddedKafka
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.processes import stopped

HOLDER = (
    "SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objid = {lock}"
)
LISTENER = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^LISTEN'"


@asynccontextmanager
async def relay_of(ledger: Ledger) -> AsyncIterator[Relay]:
    """A relay in this process, on a pool of its own."""
    database = Database(ledger.settings.database_url, "ledger")
    relay, stopping = Relay(database, ledger.settings), asyncio.Event()
    running = asyncio.create_task(relay.run(stopping))
    try:
        yield relay
    finally:
        stopping.set()
        await running
        await database.close()


async def _pid(ledger: Ledger, query: str) -> int:
    rows = await ledger.rows(query)
    assert len(rows) == 1
    pid: int = rows[0]["pid"]
    return pid


async def _holder(ledger: Ledger) -> int:
    return await _pid(ledger, HOLDER.format(lock=relaying._LOCK % 2**32))


def _connections(broker: EmbeddedKafka) -> int:
    port = int(broker.bootstrap.rpartition(":")[2])
    open_ones = psutil.Process(os.getpid()).net_connections(kind="tcp")
    return sum(
        1
        for one in open_ones
        if one.status == psutil.CONN_ESTABLISHED and one.raddr and one.raddr.port == port
    )


async def test_g3_a_relay_that_loses_its_lock_gives_up_at_once_what_it_is_sending(
    lonely: Ledger, broker: EmbeddedKafka
) -> None:
    async def silent() -> None:
        assert _connections(broker) <= others

    await lonely.deposit("somebody", 1, "1")
    others = _connections(broker)
    async with relay_of(lonely):
        await lonely.publish_receipts(range(5))
        await eventually(lambda: lonely.receipts_arrived(5), within=25)
        assert _connections(broker) > others
        with stopped(broker.pid):
            await lonely.publish_receipts(range(5, 10))
            # The holder is asleep between two looks, or has the batch in flight.
            await lonely.rows(f"SELECT pg_sleep(1), pg_terminate_backend({await _holder(lonely)})")
            await eventually(silent, within=0.5)
        await eventually(lambda: lonely.receipts_arrived(10), within=25)


async def test_g1_a_relay_that_can_listen_no_more_begins_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "_POLL_S", 60.0)
    async with relay_of(ledger):
        await eventually(lambda: _pid(ledger, LISTENER), within=10)
        before = await _pid(ledger, LISTENER)
        await ledger.rows(f"SELECT pg_terminate_backend({before})")

        async def listening_again() -> None:
            assert await _pid(ledger, LISTENER) != before

        await eventually(listening_again, within=5)
        await ledger.publish_receipts(range(3))
        await eventually(lambda: ledger.receipts_arrived(3), within=10)


async def test_a_relay_that_has_not_looked_for_a_while_is_not_ready(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "_SILENT_S", 1.0)
    async with relay_of(ledger) as relay:

        async def ready() -> None:
            assert relay.unhealthy() is None

        async def silent() -> None:
            assert "has not looked" in (relay.unhealthy() or "")

        await ledger.publish_receipts(range(1))
        await eventually(lambda: ledger.receipts_arrived(1), within=10)
        await eventually(ready)
        async with ledger.database.transaction() as session:
            await session.execute(text("LOCK TABLE outbox"))
            await eventually(silent, within=5)
        await eventually(ready, within=5)


async def test_the_ends_of_a_connection_that_vanish_are_noticed_by_the_client_first(ledger: Ledger) -> None:
    async with ledger.database.engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        wire = raw._transport.get_extra_info("socket")
        assert wire.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        patience = wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) / 1000
        here = await _seconds(wire)
        found = await connection.execute(
            text(
                "SELECT name, setting::int FROM pg_settings"
                " WHERE name LIKE 'tcp_keepalives%' OR name = 'tcp_user_timeout'"
            )
        )
        there: dict[str, int] = {row.name: row.setting for row in found}
    idle, interval, count = (there[f"tcp_keepalives_{name}"] for name in ("idle", "interval", "count"))
    assert 0 < max(here, patience) <= 5
    assert max(here, patience) + 4 < idle + interval * count
    assert there["tcp_user_timeout"] / 1000 > max(here, patience) + 4


async def _seconds(wire: Any) -> int:
    """From the last answer until the other end counts as gone."""
    idle, interval, count = (
        wire.getsockopt(socket.IPPROTO_TCP, option)
        for option in (socket.TCP_KEEPIDLE, socket.TCP_KEEPINTVL, socket.TCP_KEEPCNT)
    )
    seconds: int = idle + interval * count
    return seconds

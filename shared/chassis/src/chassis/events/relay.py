"""The relay: sends what the outbox holds, in order, and forgets only what Kafka has acknowledged (G1, G3)."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from itertools import takewhile
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from sqlalchemy import BindParameter, Row, all_, any_, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import ARRAY, BIGINT, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis import metrics
from chassis.changes import OUTBOX, heard
from chassis.database import Database
from chassis.failpoints import failpoint
from chassis.logs import get_logger
from chassis.settings import ServiceSettings
from chassis.tables import OutboxRow, RelayState

from .producing import REQUEST_TIMEOUT_S, abandon, new_producer

_BATCH = 500
_POLL_S = 0.25
_SILENT_S = 30.0
_STOP_S = 5.0
_LOCK = 0x52454C4159  # one active relay per database

Rows = Sequence[Row[*tuple[Any, ...]]]

_SEND_FAILURES = (KafkaError, OSError, TimeoutError)
_log = get_logger(__name__)


class LockLost(OSError):
    """The connection that held the lock is gone, and somebody else may be the relay by now."""


class Relay:
    """Publishes a service's outbox. Any number may run; one at a time is active.

    The connection that holds the lock also reads and deletes, so a relay that has lost its lock cannot go on; what
    it is sending then is given up at once. A producer is thrown away after any error, without flushing, and what
    follows waits until the old one's requests have timed out: a late retry behind newer records would be what
    compaction keeps for ever.
    """

    def __init__(self, database: Database, settings: ServiceSettings) -> None:
        self._database = database
        self._settings = settings
        self._producer: AIOKafkaProducer | None = None
        self._trouble: str | None = None
        self._looked_at = monotonic()

    def unhealthy(self) -> str | None:
        """Why nothing is being published, or None. Standing by is healthy."""
        silent = monotonic() - self._looked_at
        return self._trouble or (f"has not looked for {silent:.0f} s" if silent > _SILENT_S else None)

    async def run(self, stopping: asyncio.Event) -> None:
        """Publishes until asked to stop, through outages of the database and of Kafka."""
        while not stopping.is_set():
            try:
                async with self._database.engine.connect() as connection:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    if await self._locked(connection):
                        await self._while_held(connection, stopping)
                    else:
                        self._trouble = None
                        await _wait(stopping, _POLL_S)
            except (SQLAlchemyError, OSError) as error:
                self._trouble = "database"
                _log.warning("relay waits for the database", type=type(error).__name__)
                await _wait(stopping, _POLL_S)
            finally:
                self._database.relay_is_here = False
                metrics.RELAY_ACTIVE.set(0)
                await self._drop_producer()

    async def _locked(self, connection: AsyncConnection) -> bool:
        locked = await connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK})
        self._looked_at = monotonic()
        return bool(locked)

    async def _while_held(self, connection: AsyncConnection, stopping: asyncio.Event) -> None:
        """Publishes for as long as the connection holds the lock. Raises LockLost.

        Asked to stop, it has a moment to do so in order: Kafka may be away for longer than anybody waits.
        """
        lost = asyncio.Event()
        raw: Any = (await connection.get_raw_connection()).driver_connection

        def gone(_: object) -> None:
            lost.set()

        async def overdue() -> None:
            await stopping.wait()
            await asyncio.sleep(_STOP_S)

        raw.add_termination_listener(gone)
        holding = asyncio.create_task(self._as_holder(connection, stopping))
        waking = asyncio.create_task(self._wake())
        ends: list[asyncio.Task[Any]] = [asyncio.create_task(lost.wait()), asyncio.create_task(overdue())]
        try:
            await asyncio.wait({holding, waking, *ends}, return_when=asyncio.FIRST_COMPLETED)
            for task in (holding, waking):
                if task.done():
                    return task.result()
            holding.cancel()
            await self._drop_producer()
            await asyncio.gather(holding, return_exceptions=True)
            await connection.invalidate()
            if lost.is_set():
                raise LockLost
        finally:
            raw.remove_termination_listener(gone)
            for task in (holding, waking, *ends):
                task.cancel()
            await asyncio.gather(holding, waking, *ends, return_exceptions=True)

    async def _wake(self) -> None:
        """What other processes publish is looked for at once, for as long as this is the relay."""
        async with aclosing(heard(self._database, OUTBOX)) as told:
            async for _ in told:
                self._database.outbox_filled.set()

    async def _as_holder(self, connection: AsyncConnection, stopping: asyncio.Event) -> None:
        released = await connection.scalar(select(RelayState.released))
        if released is False:
            await _wait(stopping, REQUEST_TIMEOUT_S)
        await self._note(connection, released=False)
        metrics.RELAY_ACTIVE.set(1)
        self._trouble = None
        filled = self._database.outbox_filled
        self._database.relay_is_here = True
        following: Rows = ()
        acknowledged: Rows = ()
        while not stopping.is_set():
            filled.clear()
            rows = following or await self._oldest(connection)
            if not rows:
                await _wait_any(filled, stopping, _POLL_S)
                continue
            sent, following = await self._send(rows, connection, acknowledged)
            acknowledged = rows[:sent]
            if not following:
                await self._forget(connection, acknowledged)
                acknowledged = ()
            if sent < len(rows):
                await _wait(stopping, REQUEST_TIMEOUT_S)
        await self._forget(connection, acknowledged)
        if self._producer is not None:
            producer, self._producer = self._producer, None
            await producer.stop()
        await self._note(connection, released=self._trouble is None)
        await connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})

    async def _note(self, connection: AsyncConnection, *, released: bool) -> None:
        row = insert(RelayState).values(service=self._database.service, released=released)
        await connection.execute(
            row.on_conflict_do_update(index_elements=["service"], set_={"released": released})
        )

    async def _oldest(self, connection: AsyncConnection, besides: Rows = ()) -> Rows:
        columns = (
            OutboxRow.id,
            OutboxRow.topic,
            OutboxRow.partition,
            OutboxRow.key,
            OutboxRow.headers,
            OutboxRow.value,
        )
        oldest = select(*columns).order_by(OutboxRow.id).limit(_BATCH)
        if besides:
            oldest = oldest.where(OutboxRow.id != all_(_ids(besides)))
        rows = (await connection.execute(oldest)).all()
        self._looked_at = monotonic()
        return rows

    async def _send(self, rows: Rows, connection: AsyncConnection, before: Rows) -> tuple[int, Rows]:
        """How many, from the first on, Kafka has acknowledged, and with a full batch what follows.

        While Kafka writes, PostgreSQL forgets those `before` and reads on. When not all were acknowledged the
        producer is gone, and nothing follows.
        """
        failpoint("relay.before_send")
        acks: list[asyncio.Future[Any]] = []
        meanwhile: asyncio.Task[Rows] | None = None
        try:
            async with asyncio.timeout(3 * REQUEST_TIMEOUT_S):
                producer = await self._running_producer()
                for row in rows:
                    ack = await producer.send(
                        self._settings.topic_prefix + row.topic,
                        row.value,
                        key=row.key.encode(),
                        partition=row.partition,
                        headers=[(name, value.encode()) for name, value in row.headers.items()],
                    )
                    acks.append(ack)
                meanwhile = asyncio.create_task(self._read_on(connection, before, rows))
                await asyncio.gather(*acks)
        except _SEND_FAILURES as error:
            self._trouble = "kafka"
            metrics.RELAY_FAILURES.labels(type(error).__name__).inc()
            _log.warning("events were not acknowledged", type=type(error).__name__, count=len(rows))
            if acks and not isinstance(error, TimeoutError):
                await asyncio.wait(acks, timeout=REQUEST_TIMEOUT_S)
            await self._drop_producer()
            if meanwhile:
                await meanwhile
            return len(list(takewhile(_acknowledged, acks))), ()
        except asyncio.CancelledError:
            if meanwhile:
                meanwhile.cancel()
                await asyncio.gather(meanwhile, return_exceptions=True)
            raise
        self._trouble = None
        return len(rows), await meanwhile

    async def _read_on(self, connection: AsyncConnection, before: Rows, rows: Rows) -> Rows:
        await self._forget(connection, before)
        return await self._oldest(connection, besides=rows) if len(rows) == _BATCH else ()

    async def _forget(self, connection: AsyncConnection, rows: Rows) -> None:
        if not rows:
            return
        failpoint("relay.after_ack")
        await connection.execute(delete(OutboxRow).where(OutboxRow.id == any_(_ids(rows))))
        for topic, number in Counter(row.topic for row in rows).items():
            metrics.RELAYED.labels(topic).inc(number)
        failpoint("relay.after_delete")

    async def _running_producer(self) -> AIOKafkaProducer:
        if self._producer is None:
            self._producer = new_producer(self._settings)
            await self._producer.start()
        return self._producer

    async def _drop_producer(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            await abandon(producer)


def _ids(rows: Rows) -> BindParameter[Sequence[int]]:
    return bindparam("ids", [row.id for row in rows], type_=ARRAY(BIGINT))


def _acknowledged(ack: asyncio.Future[Any]) -> bool:
    return ack.done() and not ack.cancelled() and ack.exception() is None


async def _wait(stopping: asyncio.Event, seconds: float) -> None:
    await _wait_any(stopping, stopping, seconds)


async def _wait_any(first: asyncio.Event, second: asyncio.Event, seconds: float) -> None:
    tasks = [asyncio.create_task(event.wait()) for event in {first, second}]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()

"""Telling every api replica what has changed: ids only, after the commit, outside the transaction."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from chassis.logs import get_logger
from chassis.transaction import Transaction

if TYPE_CHECKING:
    from chassis.database import Database

CHANGES = "changes"
OUTBOX = "outbox"

_TELL = "SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS told (channel, payload)"
# What asyncpg is asked for directly fails with errors of its own.
_LOST = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

_log = get_logger(__name__)


def announce(transaction: Transaction, kind: str, id: UUID | str, **ids: UUID | str) -> None:
    """After the commit the streams of all replicas say that this has changed. Ids only, never a value."""
    change = {"kind": kind, "id": str(id), **{name: str(value) for name, value in ids.items()}}
    transaction.info.setdefault("changes", {})[json.dumps(change)] = None


class Notifier:
    """Sends NOTIFY for what was committed: coalesced, with one in flight.

    NOTIFY inside the transaction takes a lock that serialises all commits of the database. Outside it can be
    lost with the process, for which the relay polls, and a browser asks again when its stream begins anew.
    """

    def __init__(self, database: "Database") -> None:
        self._database = database
        self._pending: dict[tuple[str, str], None] = {}
        self._task: asyncio.Task[None] | None = None

    def tell(self, channel: str, *payloads: str) -> None:
        for payload in payloads:
            self._pending[channel, payload] = None
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._send())

    async def _send(self) -> None:
        # Looked at once more when the connection is given back: what was to tell meanwhile has started no task.
        while self._pending:
            batch: list[tuple[str, str]] = []
            try:
                async with self._database.engine.connect() as connection:
                    # Kept as long as there is more to tell: to fetch one takes longer than to tell.
                    raw: Any = (await connection.get_raw_connection()).driver_connection
                    while self._pending:
                        batch, self._pending = list(self._pending), {}
                        channels, payloads = zip(*batch, strict=True)
                        await raw.execute(_TELL, channels, payloads)
            except _LOST as error:
                count, self._pending = len(batch) + len(self._pending), {}
                _log.warning("changes were not told", type=type(error).__name__, count=count)

    async def close(self) -> None:
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)


async def listen(database: "Database") -> AsyncGenerator[dict[str, str], None]:
    """The announced changes as they come; an empty dict each time listening has begun (again).

    Whoever gets the empty one may have missed changes and reads anew. Ends when the generator is closed.
    """
    async with aclosing(heard(database, CHANGES)) as payloads:
        async for payload in payloads:
            yield {} if payload is None else json.loads(payload)


async def heard(database: "Database", channel: str) -> AsyncGenerator[str | None, None]:
    """What is told on the channel; None each time listening has begun (again). Outlasts lost connections."""
    queue: asyncio.Queue[str | None] = asyncio.Queue()
    while True:
        try:
            async with listening(database, channel, queue.put_nowait, lambda: queue.put_nowait(None)):
                yield None
                while (payload := await queue.get()) is not None:
                    yield payload
        except _LOST as error:
            _log.warning("listening again", type=type(error).__name__)
            await asyncio.sleep(0.5)


class listening:  # noqa: N801 - reads as the context it is
    """A connection that listens on a channel for as long as the block runs."""

    def __init__(self, database: "Database", channel: str, heard: Any, lost: Any) -> None:
        self._database, self._channel, self._heard, self._lost = database, channel, heard, lost

    async def __aenter__(self) -> None:
        self._connection = await self._database.engine.connect()
        await self._connection.execution_options(isolation_level="AUTOCOMMIT")
        raw: Any = (await self._connection.get_raw_connection()).driver_connection
        raw.add_termination_listener(lambda _: self._lost())
        try:
            await raw.add_listener(self._channel, lambda *message: self._heard(message[3]))
        except BaseException:
            await self.__aexit__()
            raise

    async def __aexit__(self, *_: object) -> None:
        # A connection that has listened is not given back to the pool.
        await self._connection.invalidate()
        await self._connection.close()

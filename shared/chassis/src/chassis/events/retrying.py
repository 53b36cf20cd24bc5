"""Parked messages are tried again with growing pauses; dead ones when a person asks for it."""

import asyncio
from typing import Any

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import metrics
from chassis.database import Database
from chassis.logs import get_logger
from chassis.tables import DeadLetterRow, InboxRow, ParkedRow

from .accounting import Fate, move
from .applying import apply_one, is_outage
from .consumed import InvalidMessage
from .messages import Message, Record, Subscriptions, read
from .parking import bury

_EVERY_S = 0.5
_LONGEST_PAUSE_S = 300
_KEYS_AT_ONCE = 50
_PRUNE_EVERY_S = 3600.0
_INBOX_DAYS = 45

_log = get_logger(__name__)


class Retrier:
    """Works through parked keys in order. Several may run: a key is locked while one has it in hand."""

    def __init__(self, database: Database, subscriptions: Subscriptions) -> None:
        self._database = database
        self._subscriptions = subscriptions

    async def run(self) -> None:
        """Until cancelled."""
        loop = asyncio.get_running_loop()
        prune_at = loop.time()
        while True:
            try:
                for topic, key in await self._due_keys():
                    while await self._first_of(topic, key):
                        pass
                for dead_id in await self._asked_for():
                    await self._revive(dead_id)
                if loop.time() >= prune_at:
                    await self._prune()
                    prune_at = loop.time() + _PRUNE_EVERY_S
            except Exception as error:
                if not is_outage(error):
                    raise
            await asyncio.sleep(_EVERY_S)

    async def _due_keys(self) -> list[tuple[str, str]]:
        first = (
            select(ParkedRow)
            .ext(distinct_on(ParkedRow.topic, ParkedRow.key))
            .order_by(ParkedRow.topic, ParkedRow.key, ParkedRow.id)
        )
        heads = first.subquery()
        due = select(heads.c.topic, heads.c.key).where(heads.c.next_attempt_at <= func.now())
        async with self._database.reading() as session:
            return [(topic, key) for topic, key in await session.execute(due.limit(_KEYS_AT_ONCE))]

    async def _first_of(self, topic: str, key: str) -> bool:
        """Tries the key's first message; True when it is gone and the next one may follow."""
        try:
            async with self._database.transaction() as session:
                row = await self._lock_first(session, topic, key)
                if row is None:
                    return False
                fate = await apply_one(session, _message(row, self._subscriptions))
                await session.execute(delete(ParkedRow).where(ParkedRow.id == row.id))
                await move(session, topic, Fate.PARKED, fate)
        except Exception as error:
            if is_outage(error):
                raise
            metrics.PARKED_RETRIES.labels("failed").inc()
            await self._put_off(topic, key, error)
            return False
        metrics.PARKED_RETRIES.labels("done").inc()
        return True

    async def _put_off(self, topic: str, key: str, error: Exception) -> None:
        async with self._database.transaction() as session:
            row = await self._lock_first(session, topic, key)
            if row is None:
                return
            if isinstance(error, InvalidMessage):
                record = _record(row)
                message = read(record, self._subscriptions) or Message(record, None, None, row.customer_id)
                fate = await bury(session, message, str(error))
                await session.execute(delete(ParkedRow).where(ParkedRow.id == row.id))
                await move(session, topic, Fate.PARKED, fate)
                return
            pause = min(2**row.attempts, _LONGEST_PAUSE_S)
            await session.execute(
                update(ParkedRow)
                .where(ParkedRow.id == row.id)
                .values(
                    attempts=row.attempts + 1,
                    reason=type(error).__name__,
                    next_attempt_at=func.now() + text(f"interval '{pause:d} seconds'"),
                )
            )

    async def _lock_first(self, session: AsyncSession, topic: str, key: str) -> Row[Any] | None:
        first = (
            select(ParkedRow.id)
            .where(ParkedRow.topic == topic, ParkedRow.key == key)
            .order_by(ParkedRow.id)
            .limit(1)
            .scalar_subquery()
        )
        table = ParkedRow.__table__
        found = await session.execute(
            select(*table.c).where(table.c.id == first).with_for_update(skip_locked=True)
        )
        return found.first()

    async def _asked_for(self) -> list[int]:
        async with self._database.reading() as session:
            asked = select(DeadLetterRow.id).where(DeadLetterRow.replay_requested)
            return list(await session.scalars(asked.order_by(DeadLetterRow.id)))

    async def _revive(self, dead_id: int) -> None:
        """A dead letter that works now is gone; one that still does not stays and says why."""
        table = DeadLetterRow.__table__
        try:
            async with self._database.transaction() as session:
                locked = select(*table.c).where(table.c.id == dead_id).with_for_update(skip_locked=True)
                row = (await session.execute(locked)).first()
                if row is None:
                    return
                fate = await apply_one(session, _message(row, self._subscriptions))
                await session.execute(delete(DeadLetterRow).where(DeadLetterRow.id == dead_id))
                await move(session, row.topic, Fate.DEAD, fate)
        except Exception as error:
            if is_outage(error):
                raise
            reason = str(error) if isinstance(error, InvalidMessage) else type(error).__name__
            async with self._database.transaction() as session:
                await session.execute(
                    update(DeadLetterRow)
                    .where(DeadLetterRow.id == dead_id)
                    .values(replay_requested=False, reason=reason)
                )

    async def _prune(self) -> None:
        """The inbox need not remember longer than the topics do."""
        old = func.now() - text(f"interval '{_INBOX_DAYS} days'")
        async with self._database.transaction() as session:
            await session.execute(delete(InboxRow).where(InboxRow.received_at < old))


async def replay_parked(session: AsyncSession, parked_id: int) -> bool:
    """The worker tries it at once instead of later. False when there is no such message."""
    statement = update(ParkedRow).where(ParkedRow.id == parked_id).values(next_attempt_at=func.now())
    return (await session.execute(statement.returning(ParkedRow.id))).first() is not None


async def replay_dead_letter(session: AsyncSession, dead_id: int) -> bool:
    """The worker tries it once more. False when there is no such dead letter."""
    statement = update(DeadLetterRow).where(DeadLetterRow.id == dead_id).values(replay_requested=True)
    return (await session.execute(statement.returning(DeadLetterRow.id))).first() is not None


def _message(row: Row[Any], subscriptions: Subscriptions) -> Message:
    message = read(_record(row), subscriptions)
    if message is None:
        raise InvalidMessage("nothing subscribes to this type any more")
    return message


def _record(row: Row[Any]) -> Record:
    return Record(row.topic, row.partition, row.offset, row.key or "", row.headers, row.value)

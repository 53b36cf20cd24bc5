"""One transaction for a batch: inbox, version check, effects, accounting, outbox. All of it or nothing."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import metrics
from chassis.database import Database
from chassis.failpoints import failpoint
from chassis.tables import AggregateVersion, InboxRow
from chassis.tracing import span

from .accounting import Counts, Fate, count
from .consumed import InvalidMessage, Outcome
from .messages import Message
from .parking import bury, forget_customer, park, parked_keys

_RETRIED_STATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
_AWAY_CLASSES = ("08", "53", "57P", "58")  # connection, resources, operator intervention, system error


class HandlerFailed(Exception):
    """A handler raised an OSError although the database is there: a failure of the message, no outage."""


def is_outage(error: BaseException) -> bool:
    """Whether the database was away, which is nobody's message's fault."""
    # Connecting fails with asyncpg's own errors, everything later with SQLAlchemy's around them.
    state = getattr(getattr(error, "orig", None) or error, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_AWAY_CLASSES)
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError))
    return isinstance(error, (PoolTimeout, OSError))


def is_collision(error: BaseException) -> bool:
    """Whether two transactions were in each other's way, and the same again will do."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _RETRIED_STATES


async def apply_batch(database: Database, lane: int, batch: list[Message]) -> None:
    """Applies messages in their order, exactly once each (G2), or raises and has changed nothing."""
    counts: Counts = Counter()
    async with database.transaction() as session:
        fresh = await _take_in(session, batch)
        waiting = await parked_keys(session, [(m.record.topic, m.record.key) for m in batch])
        for message in batch:
            topic = message.record.topic
            counts[topic, Fate.CONSUMED] += 1
            if message.name not in fresh:
                counts[topic, Fate.DUPLICATE] += 1
                continue
            fresh.discard(message.name)
            counts[topic, await _fate(session, message, waiting)] += 1
        await count(session, lane, counts)
        failpoint("consumer.before_commit")
    failpoint("consumer.after_commit")
    _observe(batch, counts)


async def set_aside(database: Database, lane: int, message: Message, error: Exception) -> Fate:
    """Parks the message that failed, or buries it when it can never work. Returns its fate."""
    topic = message.record.topic
    async with database.transaction() as session:
        if message.name not in await _take_in(session, [message]):
            fate = Fate.DUPLICATE
        elif isinstance(error, InvalidMessage):
            fate = Fate.DEAD
            await bury(session, message, str(error))
        else:
            fate = Fate.PARKED
            await park(session, message, type(error).__name__, attempts=1)
        counts: Counts = Counter({(topic, Fate.CONSUMED): 1, (topic, fate): 1})
        await count(session, lane, counts)
    _observe([message], counts)
    return fate


async def effect(session: AsyncSession, message: Message) -> Fate:
    """The version check and the handler's work, for one message that is due."""
    received, subscription = message.received, message.subscription
    if received is None or subscription is None:
        raise InvalidMessage(message.invalid or "unreadable")
    if subscription.ordered and not await _newer(session, message):
        return Fate.STALE
    with span(f"handle {received.type}", message.record.headers.get("traceparent"), kind="consumer"):
        try:
            outcome = await subscription.handler(session, received)
        except OSError as error:
            if await _connected(session):
                raise HandlerFailed from error
            raise
    if subscription.terminal and message.customer_id is not None:
        await forget_customer(session, message.customer_id)
    return Fate.STALE if outcome is Outcome.STALE else Fate.APPLIED


async def _connected(session: AsyncSession) -> bool:
    try:
        connection = await (await session.connection()).get_raw_connection()
    except SQLAlchemyError:
        return False
    driver: Any = connection.driver_connection
    return not driver.is_closed()


async def _fate(session: AsyncSession, message: Message, waiting: set[tuple[str, str]]) -> Fate:
    key = (message.record.topic, message.record.key)
    if message.received is None:
        raise InvalidMessage(message.invalid or "unreadable")
    if key in waiting and not message.terminal:
        await park(session, message, "behind a parked message", attempts=0)
        return Fate.PARKED
    return await effect(session, message)


async def _take_in(session: AsyncSession, batch: list[Message]) -> set[tuple[str, str]]:
    """The names among the batch that the inbox did not have."""
    names = sorted({message.name for message in batch})
    rows = [{"source": source, "event_id": event_id} for source, event_id in names]
    statement = insert(InboxRow).values(rows).on_conflict_do_nothing()
    returned = await session.execute(statement.returning(InboxRow.source, InboxRow.event_id))
    return {(source, event_id) for source, event_id in returned}


async def _newer(session: AsyncSession, message: Message) -> bool:
    """Takes the version of the message for its subject, unless there is one as new (G3).

    A terminal record is always taken: asking a silent service again repeats its version.
    """
    assert message.received is not None
    received = message.received
    statement = insert(AggregateVersion).values(
        topic=received.topic, subject=received.subject, version=received.sequence
    )
    newer = AggregateVersion.version < statement.excluded.version
    taken = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["topic", "subject"], set_={"version": statement.excluded.version}, where=newer
        ).returning(AggregateVersion.version)
    )
    return taken.first() is not None or message.terminal


def _observe(batch: list[Message], counts: Counts) -> None:
    for (topic, fate), number in counts.items():
        metrics.CONSUMED.labels(topic, fate.value).inc(number)
    now = datetime.now(UTC)
    for message in batch:
        if message.received is not None:
            lag = (now - message.received.time).total_seconds()
            metrics.EFFECT_SECONDS.labels(message.record.topic).observe(max(lag, 0.0))

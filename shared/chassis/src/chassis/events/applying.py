"""One transaction for a batch: inbox, version check, effects, accounting, outbox. All of it or nothing."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import metrics
from chassis.database import Database
from chassis.failpoints import failpoint
from chassis.tracing import span

from .accounting import Counts, Fate, count
from .consumed import InvalidMessage, NotYet, Outcome
from .messages import Message
from .parking import bury, forget_customer, park, parked_keys
from .versions import Versions, VersionsCollided

_RETRIED_STATES = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available
# Connection, resources, operator intervention, system error; and a server that has become a standby.
_AWAY_CLASSES = ("08", "53", "57P", "58", "25006")

_TAKE_IN = text(
    """INSERT INTO inbox (source, event_id)
    SELECT * FROM unnest(CAST(:sources AS text[]), CAST(:ids AS text[]))
    ON CONFLICT DO NOTHING RETURNING source, event_id"""
)


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
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in _RETRIED_STATES
    return isinstance(error, VersionsCollided)


async def apply_batch(database: Database, lane: int, batch: list[Message]) -> None:
    """Applies messages in their order, exactly once each (G2), or raises and has changed nothing."""
    counts: Counts = Counter()
    async with database.transaction() as session:
        fresh = await _take_in(session, batch)
        waiting = await parked_keys(session, map(_key, batch))
        versions = await Versions.of(session, [m for m in batch if m.ordered and m.name in fresh])
        behind: list[Message] = []
        for message in batch:
            topic = message.record.topic
            counts[topic, Fate.CONSUMED] += 1
            if message.name not in fresh:
                counts[topic, Fate.DUPLICATE] += 1
                continue
            fresh.discard(message.name)
            if message.received is not None and not message.terminal and _key(message) in waiting:
                behind.append(message)
                continue
            try:
                fate = await _effect(session, message, versions)
            except NotYet as early:
                if message.ordered:  # its version is taken already
                    raise
                fate = await park(session, message, str(early), attempts=1)
                waiting.add(_key(message))
            counts[topic, fate] += 1
        await versions.keep(session)
        for message in behind:
            fate = await park(session, message, "behind a parked message", attempts=0)
            counts[message.record.topic, fate] += 1
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
            fate = await bury(session, message, str(error))
        else:
            fate = await park(session, message, type(error).__name__, attempts=1)
        counts: Counts = Counter({(topic, Fate.CONSUMED): 1, (topic, fate): 1})
        await count(session, lane, counts)
    _observe([message], counts)
    return fate


async def apply_one(session: AsyncSession, message: Message) -> Fate:
    """The version check and the handler's work, for one message that was set aside and is due."""
    versions = await Versions.of(session, [message] if message.ordered else [])
    fate = await _effect(session, message, versions)
    await versions.keep(session)
    return fate


async def _effect(session: AsyncSession, message: Message, versions: Versions) -> Fate:
    received, subscription = message.received, message.subscription
    if received is None or subscription is None:
        raise InvalidMessage(message.invalid or "unreadable")
    # A terminal record is always taken: asking a silent service again repeats its version.
    if subscription.ordered and not (versions.take(received) or message.terminal):
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


def _key(message: Message) -> tuple[str, str]:
    return message.record.topic, message.record.key


async def _take_in(session: AsyncSession, batch: list[Message]) -> set[tuple[str, str]]:
    """The names among the batch that the inbox did not have."""
    names = sorted({message.name for message in batch})
    columns = {"sources": [source for source, _ in names], "ids": [event_id for _, event_id in names]}
    return {(source, event_id) for source, event_id in await session.execute(_TAKE_IN, columns)}


def _observe(batch: list[Message], counts: Counts) -> None:
    for (topic, fate), number in counts.items():
        metrics.CONSUMED.labels(topic, fate.value).inc(number)
    now = datetime.now(UTC)
    for message in batch:
        if message.received is not None:
            lag = (now - message.received.time).total_seconds()
            metrics.EFFECT_SECONDS.labels(message.record.topic).observe(max(lag, 0.0))

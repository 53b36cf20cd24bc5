"""Messages set aside: parked ones that may work later, dead ones that cannot, and what makes both go."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import DeadLetterRow, IdempotencyEntry, ParkedRow

from .accounting import Fate, move
from .messages import Message, Record
from .outbox import Outbox
from .published import PublishedEvent
from .topics import dead_letter_topic

Key = tuple[str, str]


class DeadLetter(PublishedEvent, topic="dlq", type="message.dead_lettered"):
    """Where a message lies that could not be used, and why. Published on `<service>.dlq`."""

    source_topic: str
    source_type: str | None
    partition: int
    offset: int
    reason: str


async def parked_keys(session: AsyncSession, keys: Iterable[Key]) -> set[Key]:
    """Those of the (topic, key) pairs behind whose parked messages later ones have to wait."""
    place = tuple_(ParkedRow.topic, ParkedRow.key)
    rows = await session.execute(
        select(ParkedRow.topic, ParkedRow.key).where(place.in_(set(keys))).distinct()
    )
    return {(topic, key) for topic, key in rows}


async def park(session: AsyncSession, message: Message, reason: str, *, attempts: int) -> None:
    """Keeps the message, to be tried again. `attempts` is 0 for one that only waits behind another."""
    record = message.record
    await session.execute(
        insert(ParkedRow).values(
            **_coordinates(record),
            customer_id=message.customer_id,
            value=record.value or b"",
            reason=reason,
            attempts=attempts,
        )
    )


async def bury(session: AsyncSession, message: Message, reason: str) -> None:
    """Keeps the message's bytes here, and tells operators its coordinates on the dead-letter topic."""
    record = message.record
    await session.execute(
        insert(DeadLetterRow).values(
            **_coordinates(record), customer_id=message.customer_id, value=record.value, reason=reason
        )
    )
    letter = DeadLetter(
        source_topic=record.topic,
        source_type=record.type,
        partition=record.partition,
        offset=record.offset,
        reason=reason,
    )
    place = f"{record.topic}:{record.partition}:{record.offset}"
    topic = dead_letter_topic(session.info["service"]).name
    await Outbox(session).publish(letter, subject=place, sequence=0, topic=topic)


async def forget_customer(session: AsyncSession, customer_id: UUID | str) -> int:
    """Deletes what is parked or dead of a customer (counted as stale) and their idempotency entries.

    Returns how many messages went.
    """
    name = str(customer_id)
    await session.execute(delete(IdempotencyEntry).where(IdempotencyEntry.customer_id == UUID(name)))
    return await _forget(
        session,
        or_(ParkedRow.customer_id == name, ParkedRow.key == name),
        or_(DeadLetterRow.customer_id == name, DeadLetterRow.key == name),
    )


async def forget_keys(session: AsyncSession, topic: str, prefix: str) -> int:
    """Deletes what is parked or dead of the topic under keys that begin so (counted as stale)."""
    return await _forget(
        session,
        (ParkedRow.topic == topic) & ParkedRow.key.startswith(prefix, autoescape=True),
        (DeadLetterRow.topic == topic) & DeadLetterRow.key.startswith(prefix, autoescape=True),
    )


async def _forget(session: AsyncSession, parked: ColumnElement[bool], dead: ColumnElement[bool]) -> int:
    gone = 0
    for table, condition, fate in ((ParkedRow, parked, Fate.PARKED), (DeadLetterRow, dead, Fate.DEAD)):
        topics = Counter(await session.scalars(delete(table).where(condition).returning(table.topic)))
        for topic, number in sorted(topics.items()):
            await move(session, topic, fate, Fate.STALE, number)
            gone += number
    return gone


def _coordinates(record: Record) -> dict[str, Any]:
    return {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "key": record.key,
        "type": record.type,
        "headers": record.headers,
    }

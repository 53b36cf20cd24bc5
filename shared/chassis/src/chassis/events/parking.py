"""Messages set aside: parked ones that may work later, dead ones that cannot, and what makes both go."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import DeadLetterRow, GoneCustomerRow, IdempotencyEntry, ParkedRow

from .accounting import Fate, move
from .messages import Message, Record
from .outbox import Outbox
from .published import PublishedEvent
from .topics import dead_letter_topic

_LOCK = 0x474F4E45  # with a customer's hash: shared by what keeps a message of theirs, alone for the purge

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


async def park(session: AsyncSession, message: Message, reason: str, *, attempts: int) -> Fate:
    """Keeps the message, to be tried again. `attempts` is 0 for one that only waits behind another.

    STALE, and nothing is kept, when the customer was purged here.
    """
    if not await _may_be_kept(session, message):
        return Fate.STALE
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
    return Fate.PARKED


async def bury(session: AsyncSession, message: Message, reason: str) -> Fate:
    """Keeps the message's bytes here, and tells operators its coordinates on the dead-letter topic.

    STALE, and nothing is kept or told, when the customer was purged here.
    """
    if not await _may_be_kept(session, message):
        return Fate.STALE
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
    return Fate.DEAD


async def forget_customer(session: AsyncSession, customer_id: UUID | str) -> int:
    """Deletes what is parked or dead of a customer (counted as stale) and their idempotency entries.

    Whatever comes later of theirs and would be parked or buried is stale. Returns how many messages went.
    """
    name = str(customer_id)
    await session.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(name))))
    gone = upsert(GoneCustomerRow).values(customer_id=name)
    await session.execute(gone.on_conflict_do_nothing())
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


async def _may_be_kept(session: AsyncSession, message: Message) -> bool:
    """Whether no customer whose message it is was purged; a purge waits for this transaction, or this for it.

    An advisory lock, because most have no row here that could be locked. Taken after the locks of the effects, as
    a purge does.
    """
    if message.subscription is not None and message.subscription.after_purge:
        return True
    names = sorted({message.record.key, message.customer_id or message.record.key})
    for name in names:
        await session.execute(select(func.pg_advisory_xact_lock_shared(_LOCK, func.hashtext(name))))
    gone = select(GoneCustomerRow.customer_id).where(GoneCustomerRow.customer_id.in_(names))
    return await session.scalar(gone.limit(1)) is None


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

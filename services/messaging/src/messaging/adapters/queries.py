"""What the pages read: lists and single messages with all that happened to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    Uuid,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from messaging.adapters.attachments import attachments_of
from messaging.adapters.composing_tables import AttachmentRow
from messaging.adapters.recipients import recipient_of
from messaging.adapters.search import Way, broadcasts_with, named, says, words_of
from messaging.adapters.tables import (
    AttemptRow,
    HistoryRow,
    MessageRow,
    MessageTextRow,
    RecipientRow,
    ReportRow,
)
from messaging.domain.recipient import Recipient

COUNTED = 10_000
"""More hits than these are not counted."""


@dataclass(frozen=True)
class MessageFilter:
    """What a list is narrowed to; None narrows nothing."""

    customer_ids: Sequence[UUID] | None = None
    status: str | None = None
    channel: str | None = None
    text: str | None = None
    kind: str | None = None
    reason: str | None = None
    """Why it bounced, or why it was suppressed."""
    since: datetime | None = None
    before: datetime | None = None
    broadcast_id: UUID | None = None

    def of_customers(self, customer_ids: Sequence[UUID]) -> "MessageFilter":
        """Those to these customers alone."""
        return replace(self, customer_ids=customer_ids)


@dataclass(frozen=True)
class Found:
    """How many there are, COUNTED + 1 for more than are counted; and how they say what was searched for."""

    total: int
    ways: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Addressee:
    """Whose message it is today, and the address that it was sent to last, or goes to."""

    name: str
    address: str | None


NOBODY = Addressee("", None)


@dataclass(frozen=True)
class MessageDetails:
    """A message with its attempts and its history, both in the order they happened."""

    message: MessageRow
    attempts: list[AttemptRow]
    history: list[HistoryRow]
    attachments: list[AttachmentRow]
    reports: list[ReportRow]
    """What came back; those that are classified."""
    addressee: Addressee


async def list_messages(
    session: AsyncSession,
    wanted: MessageFilter,
    limit: int,
    after: tuple[datetime, UUID] | None,
    *,
    found: Found,
    newest_first: bool = True,
) -> list[MessageRow]:
    """At most `limit` messages by time of writing, beginning behind `after`; `found` is what was counted.

    Words that many messages have are met soon on a walk along the order. Those of few are not: there
    the hits come first, in whatever order they are read, and are sorted then.
    """
    if not found.total:
        return []
    place = tuple_(MessageRow.created_at, MessageRow.id)
    query: Select[Any] = select(MessageRow).limit(limit)
    words = words_of(wanted.text)
    if words and found.total <= COUNTED:
        hits = _hits(wanted, words).cte("hits").prefix_with("MATERIALIZED")
        query = query.where(MessageRow.id.in_(select(hits.c.id)))
    else:
        query = _narrowed(query, wanted).where(*(says(word, ways=found.ways) for word in words[:1]))
        query = query.where(*map(says, words[1:]))
    if newest_first:
        query = query.order_by(MessageRow.created_at.desc(), MessageRow.id.desc())
    else:
        query = query.order_by(MessageRow.created_at, MessageRow.id)
    if after is not None:
        query = query.where(place < after if newest_first else place > after)
    return list(await session.scalars(query))


async def count_messages(session: AsyncSession, wanted: MessageFilter) -> Found:
    """How many messages the filter finds, and by which ways its longest word is in them."""
    if words := words_of(wanted.text):
        hits = _hits(wanted, words).subquery()
        counted = select(func.count(hits.c.id.distinct()), func.array_agg(hits.c.way.distinct()))
        total, ways = (await session.execute(counted)).one()
        return Found(min(total, COUNTED + 1), frozenset(ways or ()))
    narrowed = _narrowed(select(literal_column("1")).select_from(MessageRow), wanted).limit(COUNTED + 1)
    return Found(await session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0)


async def message_version(session: AsyncSession, message_id: UUID) -> int:
    """Which change of the message was the last; 0 when there is no such message."""
    return await session.scalar(select(MessageRow.version).where(MessageRow.id == message_id)) or 0


async def message_details(session: AsyncSession, message_id: UUID) -> MessageDetails | None:
    """One message's whole life; None when there is no such message."""
    message = await session.get(MessageRow, message_id, populate_existing=True)
    if message is None:
        return None
    attempts = await session.scalars(
        select(AttemptRow)
        .where(AttemptRow.message_id == message_id)
        .order_by(AttemptRow.number, AttemptRow.id)
    )
    history = await session.scalars(
        select(HistoryRow).where(HistoryRow.message_id == message_id).order_by(HistoryRow.at, HistoryRow.id)
    )
    attachments = await attachments_of(session, message.submission_id) if message.attachments else []
    reports = await session.scalars(
        select(ReportRow)
        .where(ReportRow.message_id == message_id, ReportRow.kind.is_not(None))
        .order_by(ReportRow.received_at, ReportRow.id)
    )
    addressees = await addressees_of(session, [message])
    return MessageDetails(
        message, list(attempts), list(history), attachments, list(reports), addressees.get(message_id, NOBODY)
    )


async def addressees_of(session: AsyncSession, messages: Sequence[MessageRow]) -> dict[UUID, Addressee]:
    """By message id; of a merged customer the survivor."""
    names = {
        row.asked: recipient_of(row.RecipientRow)
        for row in await session.execute(_survivors({message.customer_id for message in messages}))
    }
    attempts = await session.execute(
        select(AttemptRow.message_id, AttemptRow.address)
        .where(AttemptRow.message_id.in_([message.id for message in messages]))
        .order_by(AttemptRow.number)
    )
    # The last one of each wins.
    sent_to = {row.message_id: row.address for row in attempts}
    return {
        message.id: Addressee(
            names[message.customer_id].display_name,
            sent_to.get(message.id, names[message.customer_id].email if message.channel == "email" else None),
        )
        for message in messages
        if message.customer_id in names
    }


def _survivors(customer_ids: Collection[UUID]) -> Select[Any]:
    asked = func.unnest(cast(list(customer_ids), ARRAY(Uuid()))).column_valued("asked")
    return select(asked, RecipientRow).join(RecipientRow, RecipientRow.customer_id == func.survivor_of(asked))


def _narrowed(query: Select[Any], wanted: MessageFilter) -> Select[Any]:
    if wanted.customer_ids is not None:
        query = query.where(MessageRow.customer_id.in_(wanted.customer_ids))
    if wanted.status is not None:
        query = query.where(MessageRow.status == wanted.status)
    if wanted.channel is not None:
        query = query.where(MessageRow.channel == wanted.channel)
    if wanted.kind is not None:
        query = query.where(MessageRow.kind == wanted.kind)
    if wanted.reason is not None:
        query = query.where(
            or_(MessageRow.bounce_reason == wanted.reason, MessageRow.suppressed_reason == wanted.reason)
        )
    if wanted.since is not None:
        query = query.where(MessageRow.created_at >= wanted.since)
    if wanted.before is not None:
        query = query.where(MessageRow.created_at < wanted.before)
    if wanted.broadcast_id is not None:
        query = query.where(MessageRow.broadcast_id == wanted.broadcast_id)
    return query


def _hits(wanted: MessageFilter, words: list[str]) -> Select[Any]:
    """Ids of messages that say all the words, and how they say the first; COUNTED + 1 at most of each way.

    Each way has an index of its own, and ends by itself when it has found enough. What it finds is looked at for
    the other words then: OFFSET keeps the planner from doing that first, with all messages there are.
    """
    first, *others = words
    narrowed = _narrowed(select(MessageRow), wanted)
    ways = {
        Way.NAME: narrowed.where(MessageRow.customer_id.in_(named(first))),
        Way.BROADCAST: narrowed.where(MessageRow.broadcast_id.in_(broadcasts_with(first))),
        Way.TEXT: narrowed.join(MessageTextRow, MessageTextRow.message_id == MessageRow.id).where(
            MessageTextRow.text.contains(first.lower(), autoescape=True)
        ),
    }
    enough = []
    for way, query in ways.items():
        column = literal(way.value).label("way")
        found: Select[UUID, str] = query.with_only_columns(MessageRow.id, column)
        if others:
            message = aliased(MessageRow, query.offset(0).subquery())
            found = select(message.id, column).where(*(says(word, message) for word in others))
        enough.append(select(found.limit(COUNTED + 1).subquery()))
    return select(union_all(*enough).subquery())


async def united_with(session: AsyncSession, customer_id: UUID) -> Sequence[UUID]:
    """Ids of the customer, of whom it was merged into, and of all others who were."""
    return (await session.scalars(select(func.united_with(customer_id)))).all()


async def recipient_or_survivor(session: AsyncSession, customer_id: UUID) -> Recipient | None:
    """The customer, or whom they were merged into; None when no copy has arrived."""
    row = await session.scalar(
        select(RecipientRow).where(RecipientRow.customer_id == func.survivor_of(customer_id))
    )
    return recipient_of(row) if row else None


async def unknown_recipients(session: AsyncSession, customer_ids: list[UUID]) -> list[UUID]:
    """Those of whom no copy has arrived; of merged ones, of whose survivor."""
    asked = func.unnest(cast(customer_ids, ARRAY(Uuid()))).column_valued("asked")
    known = set(
        await session.scalars(
            select(asked).join(RecipientRow, RecipientRow.customer_id == func.survivor_of(asked))
        )
    )
    return [customer_id for customer_id in customer_ids if customer_id not in known]

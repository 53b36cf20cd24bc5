"""What the pages read: lists and single messages with all that happened to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    cast,
    collate,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from messaging.adapters.attachments import attachments_of
from messaging.adapters.composing_tables import AttachmentRow
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, RecipientRow, ReportRow
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


# Few are merged: asking for the survivor of each message's customer would cost more than the search.
_ALIASES = (
    select(RecipientRow.customer_id, func.survivor_of(RecipientRow.customer_id).label("survivor_id"))
    .where(RecipientRow.merged_into.is_not(None))
    .subquery()
)


async def list_messages(
    session: AsyncSession,
    wanted: MessageFilter,
    limit: int,
    after: tuple[datetime, UUID] | None,
    *,
    total: int,
    newest_first: bool = True,
) -> list[MessageRow]:
    """At most `limit` messages by time of writing, beginning behind `after`; `total` is what was counted.

    Words that many messages have are met soon on a walk along the order. Those of few are not: there
    the hits come first, in whatever order they are read, and are sorted then.
    """
    place = tuple_(MessageRow.created_at, MessageRow.id)
    query: Select[Any] = select(MessageRow).limit(limit)
    if wanted.text and total <= COUNTED:
        hits = _narrowed(select(MessageRow.id), wanted).cte("hits").prefix_with("MATERIALIZED")
        query = query.where(MessageRow.id.in_(select(hits.c.id)))
    else:
        query = _narrowed(query, wanted)
    if newest_first:
        query = query.order_by(MessageRow.created_at.desc(), MessageRow.id.desc())
    else:
        query = query.order_by(MessageRow.created_at, MessageRow.id)
    if after is not None:
        query = query.where(place < after if newest_first else place > after)
    return list(await session.scalars(query))


async def count_messages(session: AsyncSession, wanted: MessageFilter) -> int:
    """How many messages the filter finds; COUNTED + 1 when there are more than are counted."""
    found = _narrowed(select(literal_column("1")).select_from(MessageRow), wanted).limit(COUNTED + 1)
    return await session.scalar(select(func.count()).select_from(found.subquery())) or 0


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
    for word in (wanted.text or "").split():
        query = query.where(_mentions(word))
    return query


def _mentions(word: str) -> ColumnElement[bool]:
    """In the message, or in its recipient, who is looked for once and not for each message."""
    named = select(RecipientRow.customer_id).where(
        or_(
            *(
                _contains(column, word)
                for column in (
                    RecipientRow.last_name,
                    RecipientRow.first_name,
                    RecipientRow.company_name,
                    RecipientRow.email,
                )
            )
        )
    )
    merged_into_named = select(_ALIASES.c.customer_id).where(_ALIASES.c.survivor_id.in_(named))
    return or_(
        MessageRow.customer_id.in_(named.union_all(merged_into_named)),
        _contains(MessageRow.subject, word),
        _contains(MessageRow.body, word),
    )


def _contains(column: ColumnElement[Any] | InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Whatever the case. Bytes first, which is several times as fast as with the letters of a language.

    There a letter that is not ASCII stands for any; what is found is looked at again then.
    """
    letters = (
        "_" if not letter.isascii() else f"\\{letter}" if letter in "%_\\" else letter
        for letter in word.lower()
    )
    roughly = func.lower(collate(column, "C")).like(f"%{''.join(letters)}%", escape="\\")
    return roughly if word.isascii() else and_(roughly, column.icontains(word, autoescape=True))


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

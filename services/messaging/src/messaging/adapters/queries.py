"""What the pages read: lists and single messages with all that happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, cast, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, RecipientRow


@dataclass(frozen=True)
class MessageFilter:
    """What a list is narrowed to; None narrows nothing."""

    customer_ids: Sequence[UUID] | None = None
    status: str | None = None
    channel: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class MessageDetails:
    """A message with its attempts and its history, both in the order they happened."""

    message: MessageRow
    attempts: list[AttemptRow]
    history: list[HistoryRow]


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
    newest_first: bool = True,
) -> list[MessageRow]:
    """At most `limit` messages by time of writing, beginning behind `after`."""
    place = tuple_(MessageRow.created_at, MessageRow.id)
    query: Select[Any] = _narrowed(select(MessageRow), wanted).limit(limit)
    if newest_first:
        query = query.order_by(MessageRow.created_at.desc(), MessageRow.id.desc())
    else:
        query = query.order_by(MessageRow.created_at, MessageRow.id)
    if after is not None:
        query = query.where(place < after if newest_first else place > after)
    return list(await session.scalars(query))


async def count_messages(session: AsyncSession, wanted: MessageFilter) -> int:
    """How many messages the filter finds."""
    return await session.scalar(_narrowed(select(func.count()).select_from(MessageRow), wanted)) or 0


async def message_details(session: AsyncSession, message_id: UUID) -> MessageDetails | None:
    """One message's whole life; None when there is no such message."""
    message = await session.get(MessageRow, message_id)
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
    return MessageDetails(message, list(attempts), list(history))


def _narrowed(query: Select[Any], wanted: MessageFilter) -> Select[Any]:
    if wanted.customer_ids is not None:
        query = query.where(MessageRow.customer_id.in_(wanted.customer_ids))
    if wanted.status is not None:
        query = query.where(MessageRow.status == wanted.status)
    if wanted.channel is not None:
        query = query.where(MessageRow.channel == wanted.channel)
    words = (wanted.text or "").split()
    if words:
        query = query.outerjoin(_ALIASES, _ALIASES.c.customer_id == MessageRow.customer_id).join(
            RecipientRow,
            RecipientRow.customer_id == func.coalesce(_ALIASES.c.survivor_id, MessageRow.customer_id),
        )
    for word in words:
        query = query.where(_mentions(word))
    return query


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(
        *(
            column.icontains(word, autoescape=True)
            for column in (
                MessageRow.subject,
                MessageRow.body,
                RecipientRow.first_name,
                RecipientRow.last_name,
                RecipientRow.company_name,
                RecipientRow.email,
            )
        )
    )


async def united_with(session: AsyncSession, customer_id: UUID) -> Sequence[UUID]:
    """Ids of the customer, of whom it was merged into, and of all others who were."""
    return (await session.scalars(select(func.united_with(customer_id)))).all()


async def unknown_recipients(session: AsyncSession, customer_ids: list[UUID]) -> list[UUID]:
    """Those of whom no copy has arrived; of merged ones, of whose survivor."""
    asked = func.unnest(cast(customer_ids, ARRAY(Uuid()))).column_valued("asked")
    known = set(
        await session.scalars(
            select(asked).join(RecipientRow, RecipientRow.customer_id == func.survivor_of(asked))
        )
    )
    return [customer_id for customer_id in customer_ids if customer_id not in known]

"""The messages that a customer finds in the portal, and those whose time comes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import MessageRow
from messaging.domain.errors import MessageDoesNotExist
from messaging.domain.message import Channel, Status

_ON_SHELF = (
    MessageRow.channel == Channel.PORTAL.value,
    MessageRow.status.in_([Status.ACCEPTED.value, Status.DELIVERED.value]),
)


def _own(customer_id: UUID) -> ColumnElement[bool]:
    """With those of whoever was merged into the customer."""
    return MessageRow.customer_id.in_(select(func.united_with(customer_id)))


async def shelf_page(
    session: AsyncSession,
    customer_id: UUID,
    *,
    descending: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[MessageRow], int]:
    """At most `limit` messages by the time they came, beginning behind `after`; and how many there are."""
    shelf = (*_ON_SHELF, _own(customer_id))
    place = tuple_(MessageRow.sent_at, MessageRow.id)
    query = select(MessageRow).where(*shelf).limit(limit)
    if after is not None:
        query = query.where(place < after if descending else place > after)
    if descending:
        query = query.order_by(MessageRow.sent_at.desc(), MessageRow.id.desc())
    else:
        query = query.order_by(MessageRow.sent_at, MessageRow.id)
    total = await session.scalar(select(func.count()).select_from(MessageRow).where(*shelf)) or 0
    return list(await session.scalars(query)), total


async def message_on_shelf(session: AsyncSession, message_id: UUID, customer_id: UUID) -> MessageRow:
    """One of the customer's messages. Raises MessageDoesNotExist, for another's as well."""
    row = await session.scalar(
        select(MessageRow)
        .where(MessageRow.id == message_id, *_ON_SHELF, _own(customer_id))
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise MessageDoesNotExist(message_id)
    return row


async def due_for_shelf(session: AsyncSession, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """Messages (and their customers) that were written for a time that has come."""
    rows = await session.execute(
        select(MessageRow.id, MessageRow.customer_id)
        .where(
            MessageRow.channel == Channel.PORTAL.value,
            MessageRow.status == Status.QUEUED.value,
            MessageRow.send_at <= now,
        )
        .order_by(MessageRow.send_at)
        .limit(limit)
    )
    return [(row.id, row.customer_id) for row in rows]

"""What the pages of the broadcasts read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.attachments import attachments_of
from messaging.adapters.composing_tables import AttachmentRow, BroadcastRow
from messaging.adapters.picked import NOBODY, Picked, picked_of
from messaging.adapters.tables import MessageRow
from messaging.domain.errors import BroadcastDoesNotExist
from messaging.domain.message import Status


@dataclass(frozen=True)
class BroadcastDetails:
    """A broadcast with its files and with what became of its messages."""

    row: BroadcastRow
    counts: dict[str, int]
    picked: Picked
    attachments: list[AttachmentRow]


async def broadcasts_page(
    session: AsyncSession,
    *,
    status: str | None,
    descending: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[BroadcastRow], int]:
    """At most `limit` broadcasts by time of writing, beginning behind `after`; and how many there are."""
    narrowed = [] if status is None else [BroadcastRow.status == status]
    place = tuple_(BroadcastRow.created_at, BroadcastRow.id)
    query = select(BroadcastRow).where(*narrowed).limit(limit)
    if after is not None:
        query = query.where(place < after if descending else place > after)
    if descending:
        query = query.order_by(BroadcastRow.created_at.desc(), BroadcastRow.id.desc())
    else:
        query = query.order_by(BroadcastRow.created_at, BroadcastRow.id)
    total = await session.scalar(select(func.count()).select_from(BroadcastRow).where(*narrowed)) or 0
    return list(await session.scalars(query)), total


async def broadcast_details(session: AsyncSession, broadcast_id: UUID) -> BroadcastDetails:
    """One broadcast. Raises BroadcastDoesNotExist."""
    row = await session.get(BroadcastRow, broadcast_id, populate_existing=True)
    if row is None:
        raise BroadcastDoesNotExist(broadcast_id)
    return BroadcastDetails(
        row,
        (await counts_of(session, [broadcast_id])).get(broadcast_id, {}),
        (await picked_of(session, [broadcast_id])).get(broadcast_id, NOBODY),
        await attachments_of(session, broadcast_id) if row.attachments else [],
    )


async def counts_of(session: AsyncSession, broadcast_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """How many of the recipients' messages of each are where.

    Whoever was left out when it was planned is no recipient: their message was written as suppressed and is never
    touched again, so it has its first version.
    """
    left_out = (MessageRow.status == Status.SUPPRESSED.value) & (MessageRow.version == 1)
    found: dict[UUID, dict[str, int]] = {}
    for broadcast_id, status, number in await session.execute(
        select(MessageRow.broadcast_id, MessageRow.status, func.count())
        .where(MessageRow.broadcast_id.in_(broadcast_ids), ~left_out)
        .group_by(MessageRow.broadcast_id, MessageRow.status)
    ):
        assert broadcast_id is not None
        found.setdefault(broadcast_id, {})[status] = number
    return found

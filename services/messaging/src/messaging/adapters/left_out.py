"""Who was left out of a broadcast when it was planned."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.composing_tables import BroadcastLeftOutRow
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import RecipientRow
from messaging.domain.recipient import SuppressedReason


@dataclass(frozen=True)
class LeftOut:
    """A customer, by the name they have today, and why they got nothing."""

    customer_id: UUID
    name: str
    reason: SuppressedReason


async def left_out_of(
    session: AsyncSession,
    broadcast_id: UUID,
    reason: SuppressedReason | None,
    after: UUID | None,
    limit: int,
    *,
    descending: bool,
) -> tuple[list[LeftOut], int]:
    """At most `limit` of those who are still there, by id behind `after`; and how many there are."""
    wanted = [BroadcastLeftOutRow.broadcast_id == broadcast_id]
    if reason is not None:
        wanted.append(BroadcastLeftOutRow.reason == reason.value)
    total = await session.scalar(select(func.count()).select_from(BroadcastLeftOutRow).where(*wanted))
    place = BroadcastLeftOutRow.customer_id
    query = (
        select(BroadcastLeftOutRow, RecipientRow)
        .join(RecipientRow, RecipientRow.customer_id == func.survivor_of(BroadcastLeftOutRow.customer_id))
        .where(*wanted)
        .order_by(place.desc() if descending else place)
        .limit(limit)
    )
    if after is not None:
        query = query.where(place < after if descending else place > after)
    found = [
        LeftOut(
            row.BroadcastLeftOutRow.customer_id,
            recipient_of(row.RecipientRow).display_name,
            SuppressedReason(row.BroadcastLeftOutRow.reason),
        )
        for row in await session.execute(query)
    ]
    return found, total or 0

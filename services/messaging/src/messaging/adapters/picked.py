"""Whom a broadcast picked by name, and what is left of it when they are gone."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from messaging.adapters.composing_tables import AttachmentRow, BroadcastCustomerRow, BroadcastRow
from messaging.adapters.tables import MessageRow

_PICKED_ONLY = (
    func.cardinality(BroadcastRow.customer_group_ids) == 0,
    func.cardinality(BroadcastRow.recipient_group_ids) == 0,
    func.cardinality(BroadcastRow.course_date_ids) == 0,
    ~BroadcastRow.everyone,
)


async def purge_picked(session: AsyncSession, customer_id: UUID) -> int:
    """Nobody is picked any more who is this customer; answers how often they were.

    A broadcast to picked customers alone is what a clerk wrote to these: with the last of them its text and its files
    go. Locked first: of two customers who are purged at once, the second one sees that the first is gone.
    """
    picked = (
        await session.scalars(
            delete(BroadcastCustomerRow)
            .where(BroadcastCustomerRow.customer_id == customer_id)
            .returning(BroadcastCustomerRow.broadcast_id)
        )
    ).all()
    written = select(MessageRow.broadcast_id).where(
        MessageRow.customer_id == customer_id, MessageRow.broadcast_id.is_not(None)
    )
    theirs = (
        await session.scalars(
            select(BroadcastRow.id)
            .where(BroadcastRow.id.in_(picked) | BroadcastRow.id.in_(written), *_PICKED_ONLY)
            .order_by(BroadcastRow.id)
            .with_for_update()
        )
    ).all()
    if theirs:
        await _remove_those_of_nobody(session, theirs, customer_id)
    return len(picked)


async def _remove_those_of_nobody(session: AsyncSession, theirs: Sequence[UUID], customer_id: UUID) -> None:
    others_picked = exists().where(BroadcastCustomerRow.broadcast_id == BroadcastRow.id)
    others_written_to = exists().where(
        MessageRow.broadcast_id == BroadcastRow.id, MessageRow.customer_id != customer_id
    )
    gone = (
        await session.scalars(
            delete(BroadcastRow)
            .where(BroadcastRow.id.in_(theirs), ~others_picked, ~others_written_to)
            .returning(BroadcastRow.id)
        )
    ).all()
    await session.execute(delete(AttachmentRow).where(AttachmentRow.submission_id.in_(gone)))
    for broadcast_id in gone:
        announce(session, "broadcast", broadcast_id)

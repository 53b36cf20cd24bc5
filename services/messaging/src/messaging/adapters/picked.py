"""Whom a broadcast picked by name, and what is left of it when they are gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Uuid, cast, delete, exists, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from messaging.adapters.composing_tables import AttachmentRow, BroadcastCustomerRow, BroadcastRow
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import MessageRow, RecipientRow

MOST_SHOWN = 200


@dataclass(frozen=True)
class Picked:
    """Whom a broadcast picked and who is still there: at most `MOST_SHOWN` of them by id, and how many they are."""

    first: tuple[UUID, ...]
    total: int


NOBODY = Picked((), 0)

_PICKED_ONLY = (
    func.cardinality(BroadcastRow.customer_group_ids) == 0,
    func.cardinality(BroadcastRow.recipient_group_ids) == 0,
    func.cardinality(BroadcastRow.course_date_ids) == 0,
    ~BroadcastRow.everyone,
)


async def picked_of(session: AsyncSession, broadcast_ids: Sequence[UUID]) -> dict[UUID, Picked]:
    """Whom each of these picked; those who picked nobody are left out."""
    asked = func.unnest(cast(list(broadcast_ids), ARRAY(Uuid()))).column_valued("asked")
    theirs = select(BroadcastCustomerRow.customer_id).where(BroadcastCustomerRow.broadcast_id == asked)
    shown = theirs.order_by(BroadcastCustomerRow.customer_id).limit(MOST_SHOWN).lateral()
    first: dict[UUID, list[UUID]] = {}
    for broadcast_id, customer_id in await session.execute(
        select(asked, shown.c.customer_id).join(shown, true()).order_by(asked, shown.c.customer_id)
    ):
        first.setdefault(broadcast_id, []).append(customer_id)
    totals = await session.execute(
        select(BroadcastCustomerRow.broadcast_id, func.count())
        .where(BroadcastCustomerRow.broadcast_id.in_(list(first)))
        .group_by(BroadcastCustomerRow.broadcast_id)
    )
    return {broadcast_id: Picked(tuple(first[broadcast_id]), total) for broadcast_id, total in totals}


@dataclass(frozen=True)
class PickedCustomer:
    """One of them, by the name they have today."""

    customer_id: UUID
    name: str


async def picked_page(
    session: AsyncSession, broadcast_id: UUID, after: UUID | None, limit: int, *, descending: bool
) -> tuple[list[PickedCustomer], int]:
    """At most `limit` of whom a broadcast picked, by id behind `after`; and how many there are."""
    place = BroadcastCustomerRow.customer_id
    query = (
        select(place, RecipientRow)
        .join(RecipientRow, RecipientRow.customer_id == func.survivor_of(place))
        .where(BroadcastCustomerRow.broadcast_id == broadcast_id)
        .order_by(place.desc() if descending else place)
        .limit(limit)
    )
    if after is not None:
        query = query.where(place < after if descending else place > after)
    found = [
        PickedCustomer(row.customer_id, recipient_of(row.RecipientRow).display_name)
        for row in await session.execute(query)
    ]
    total = await session.scalar(
        select(func.count())
        .select_from(BroadcastCustomerRow)
        .where(BroadcastCustomerRow.broadcast_id == broadcast_id)
    )
    return found, total or 0


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

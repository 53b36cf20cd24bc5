"""The broadcasts in PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, or_, select, union, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.ids import new_id
from messaging.adapters.audiences import sources
from messaging.adapters.composing_tables import (
    BroadcastCustomerRow,
    BroadcastLeftOutRow,
    BroadcastRow,
)
from messaging.adapters.tables import HistoryRow, MessageRow, RecipientRow
from messaging.domain.broadcast import Audience, Broadcast, BroadcastStatus, PlanningFailure
from messaging.domain.message import Channel, Happening, Kind, Status
from messaging.domain.recipient import SuppressedReason

_OPEN = BroadcastRow.status.in_([BroadcastStatus.SCHEDULED.value, BroadcastStatus.RUNNING.value])
_WAITS = MessageRow.next_attempt_at.is_not(None)


class SqlBroadcasts:
    """Implements the port `Broadcasts`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, broadcast: Broadcast) -> None:
        """Inserts it and whom it picked."""
        await self._session.execute(
            insert(BroadcastRow).values(
                id=broadcast.id,
                created_at=broadcast.created_at,
                created_by=broadcast.created_by,
                **_content(broadcast),
                **_state(broadcast),
            )
        )
        await self._insert_picked(broadcast)
        self._tell(broadcast.id)

    async def save(self, broadcast: Broadcast) -> None:
        """Updates how far it is and counts the version up."""
        await self._session.execute(
            update(BroadcastRow)
            .where(BroadcastRow.id == broadcast.id)
            .values(**_state(broadcast), version=BroadcastRow.version + 1)
        )
        self._tell(broadcast.id)

    async def rewrite(self, broadcast: Broadcast) -> None:
        """Updates all but whom it picked: of these some may be gone since they were read."""
        await self._session.execute(
            update(BroadcastRow)
            .where(BroadcastRow.id == broadcast.id)
            .values(**_content(broadcast), **_state(broadcast), version=BroadcastRow.version + 1)
        )
        self._tell(broadcast.id)

    async def pick(self, broadcast: Broadcast) -> None:
        """Deletes and inserts."""
        await self._session.execute(
            delete(BroadcastCustomerRow).where(BroadcastCustomerRow.broadcast_id == broadcast.id)
        )
        await self._insert_picked(broadcast)

    async def lock(self, broadcast_id: UUID) -> Broadcast | None:
        """The broadcast FOR UPDATE: nobody plans it meanwhile."""
        row = await self._session.scalar(
            select(BroadcastRow)
            .where(BroadcastRow.id == broadcast_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return await self._of(row) if row else None

    async def lock_due(self, now: datetime) -> Broadcast | None:
        """One that is due and that no other worker is planning, locked."""
        row = await self._session.scalar(
            select(BroadcastRow)
            .where(
                _OPEN,
                or_(BroadcastRow.send_at.is_(None), BroadcastRow.send_at <= now),
                or_(BroadcastRow.plan_again_at.is_(None), BroadcastRow.plan_again_at <= now),
            )
            .order_by(BroadcastRow.send_at.nulls_first(), BroadcastRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return await self._of(row) if row else None

    async def next_members(self, broadcast: Broadcast, limit: int) -> list[UUID]:
        """A walk along the ids: each chunk begins where the last one ended, whatever happened in between."""
        found = []
        for source in sources(broadcast.audience, broadcast.kind, broadcast.channel, broadcast.id):
            query = select(RecipientRow.customer_id).where(source)
            if broadcast.position is not None:
                query = query.where(RecipientRow.customer_id > broadcast.position)
            found.append(query.order_by(RecipientRow.customer_id).limit(limit).subquery())
        together = union(*(select(part.c.customer_id) for part in found)).subquery()
        return list(
            await self._session.scalars(
                select(together.c.customer_id).order_by(together.c.customer_id).limit(limit)
            )
        )

    async def planned(self, broadcast_id: UUID, customer_ids: Collection[UUID]) -> set[UUID]:
        """By their own messages, by those to customers who were merged into them, and by who was left out."""
        own = select(MessageRow.customer_id).where(
            MessageRow.broadcast_id == broadcast_id, MessageRow.customer_id.in_(customer_ids)
        )
        aliases = select(func.survivor_of(RecipientRow.customer_id)).where(
            RecipientRow.merged_into.in_(customer_ids),
            exists().where(
                MessageRow.broadcast_id == broadcast_id,
                MessageRow.customer_id == RecipientRow.customer_id,
            ),
        )
        left_out = select(BroadcastLeftOutRow.customer_id).where(
            BroadcastLeftOutRow.broadcast_id == broadcast_id,
            BroadcastLeftOutRow.customer_id.in_(customer_ids),
        )
        found = [await self._session.scalars(query) for query in (own, aliases, left_out)]
        return {customer_id for each in found for customer_id in each}

    async def leave_out(self, broadcast_id: UUID, reasons: Mapping[UUID, SuppressedReason]) -> None:
        """One row for each."""
        if reasons:
            await self._session.execute(
                insert(BroadcastLeftOutRow),
                [
                    {"broadcast_id": broadcast_id, "customer_id": customer_id, "reason": reason.value}
                    for customer_id, reason in reasons.items()
                ],
            )

    async def anything_waits(self, broadcast_id: UUID) -> bool:
        """Whether a message of it waits for the sender."""
        waiting = exists().where(MessageRow.broadcast_id == broadcast_id, _WAITS)
        return bool(await self._session.scalar(select(waiting)))

    async def cancel_waiting(
        self, broadcast_id: UUID, limit: int, now: datetime, by: UUID | None = None
    ) -> int:
        """Takes back some of what waits; answers how many. What is being claimed at this moment is passed over.

        `by` is the clerk who asks for it now; what is swept up later is nobody's doing.
        """
        waiting = (
            select(MessageRow.id)
            .where(MessageRow.broadcast_id == broadcast_id, _WAITS)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = (await self._session.scalars(waiting)).all()
        if not ids:
            return 0
        await self._session.execute(
            update(MessageRow)
            .where(MessageRow.id.in_(ids))
            .values(status=Status.CANCELLED.value, next_attempt_at=None, version=MessageRow.version + 1)
        )
        await self._session.execute(
            insert(HistoryRow),
            [
                {
                    "id": new_id(),
                    "message_id": message_id,
                    "type": Happening.CANCELLED.value,
                    "at": now,
                    "by_account": by,
                }
                for message_id in ids
            ],
        )
        self._tell(broadcast_id)
        return len(ids)

    async def _insert_picked(self, broadcast: Broadcast) -> None:
        if broadcast.audience.customer_ids:
            await self._session.execute(
                insert(BroadcastCustomerRow),
                [
                    {"broadcast_id": broadcast.id, "customer_id": customer_id}
                    for customer_id in broadcast.audience.customer_ids
                ],
            )

    async def _of(self, row: BroadcastRow) -> Broadcast:
        picked = select(BroadcastCustomerRow.customer_id).where(BroadcastCustomerRow.broadcast_id == row.id)
        return broadcast_of(row, tuple(await self._session.scalars(picked)))

    def _tell(self, broadcast_id: UUID) -> None:
        announce(self._session, "broadcast", broadcast_id)


async def cancelled_but_waiting(session: AsyncSession) -> Sequence[UUID]:
    """Cancelled broadcasts of which a message waits: it was being handed over then, and was refused for now."""
    return (
        await session.scalars(
            select(BroadcastRow.id)
            .join(MessageRow, MessageRow.broadcast_id == BroadcastRow.id)
            .where(_WAITS, BroadcastRow.status == BroadcastStatus.CANCELLED.value)
            .distinct()
        )
    ).all()


def _content(broadcast: Broadcast) -> dict[str, object]:
    audience = broadcast.audience
    return {
        "kind": broadcast.kind.value,
        "channel": broadcast.channel.value,
        "subject": broadcast.subject,
        "body": broadcast.body,
        "html": broadcast.html,
        "customer_group_ids": list(audience.customer_group_ids),
        "recipient_group_ids": list(audience.recipient_group_ids),
        "course_date_ids": list(audience.course_date_ids),
        "everyone": audience.everyone,
        "attachments": broadcast.attachments,
        "changed_at": broadcast.changed_at,
        "changed_by": broadcast.changed_by,
    }


def _state(broadcast: Broadcast) -> dict[str, object]:
    return {
        "status": broadcast.status.value,
        "send_at": broadcast.send_at,
        "started_at": broadcast.started_at,
        "finished_at": broadcast.finished_at,
        "position": broadcast.position,
        "recipients": broadcast.recipients,
        "excluded": broadcast.excluded,
        "failures": broadcast.failures,
        "failure": broadcast.failure and broadcast.failure.value,
        "plan_again_at": broadcast.plan_again_at,
    }


def broadcast_of(row: BroadcastRow, picked: tuple[UUID, ...]) -> Broadcast:
    """The row as the domain sees it."""
    return Broadcast(
        id=row.id,
        kind=Kind(row.kind),
        channel=Channel(row.channel),
        subject=row.subject,
        body=row.body,
        html=row.html,
        audience=Audience(
            picked,
            tuple(row.customer_group_ids),
            tuple(row.recipient_group_ids),
            tuple(row.course_date_ids),
            row.everyone,
        ),
        created_at=row.created_at,
        created_by=row.created_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        send_at=row.send_at,
        attachments=row.attachments,
        status=BroadcastStatus(row.status),
        started_at=row.started_at,
        finished_at=row.finished_at,
        position=row.position,
        recipients=row.recipients,
        excluded=dict(row.excluded),
        failures=row.failures,
        failure=PlanningFailure(row.failure) if row.failure else None,
        plan_again_at=row.plan_again_at,
    )

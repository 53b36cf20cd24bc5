"""What the worker does for merges, and for look-alikes, in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.merge_tables import MergeMemoryRow, MergeRow
from customers.adapters.merges import merge_of
from customers.adapters.tables import IS_LIVE, CustomerRow, ParticipantRow
from customers.application.ports import Merge
from customers.domain.duplicates import name_of
from customers.domain.names import Name

_UNSYNCHRONIZED: Any = {"execution_options": {"synchronize_session": False}}
_KEYS_AT_ONCE = 1000

APPENDS = 3
"""So often a merge's record is in the topic."""


async def take_to_append_again(session: AsyncSession, before: datetime, limit: int) -> list[Merge]:
    """Merges to append again, which were last appended by `before`, and not undone; the aliases locked."""
    due = (
        select(MergeRow.merged_id)
        .where(MergeRow.appends < APPENDS, MergeRow.appended_at <= before)
        .limit(limit)
    )
    locked = await session.scalars(
        select(CustomerRow.id)
        .where(CustomerRow.id.in_(due))
        .order_by(CustomerRow.id)
        .with_for_update(skip_locked=True)
    )
    rows = await session.scalars(select(MergeRow).where(MergeRow.merged_id.in_(locked.all())))
    return [merge_of(row) for row in rows]


async def mark_appended(session: AsyncSession, merged_id: UUID, at: datetime) -> None:
    """The record is in the topic once more."""
    await session.execute(
        update(MergeRow)
        .where(MergeRow.merged_id == merged_id)
        .values(appends=MergeRow.appends + 1, appended_at=at)
    )


async def forget_memories(session: AsyncSession, now: datetime) -> None:
    """Nothing is left of what the undo of an old merge would need."""
    await session.execute(delete(MergeMemoryRow).where(MergeMemoryRow.forget_at < now), **_UNSYNCHRONIZED)


async def add_name_keys(session: AsyncSession) -> int:
    """Up to a thousand customers and a thousand participants have name keys who had none; answers how many."""
    customers: Sequence[CustomerRow] = (
        await session.scalars(
            select(CustomerRow)
            .where(CustomerRow.name_key.is_(None), IS_LIVE)
            .limit(_KEYS_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
    ).all()
    for row in customers:
        row.name_key = name_of(row.first_name, row.last_name, row.company_name, row.is_company).key
    participants: Sequence[ParticipantRow] = (
        await session.scalars(
            select(ParticipantRow)
            .where(ParticipantRow.name_key.is_(None))
            .limit(_KEYS_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
    ).all()
    for participant in participants:
        participant.name_key = Name(participant.first_name, participant.last_name).key
    await session.flush()
    return len(customers) + len(participants)

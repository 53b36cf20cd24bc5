"""Customer groups and recipient groups in PostgreSQL."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import GroupRow
from customers.domain.errors import GroupNameTaken


async def add_group(session: AsyncSession, kind: str, group_id: UUID, name: str) -> None:
    """Stores a new group. Raises GroupNameTaken when one of the kind has the name, in whatever case."""
    statement = insert(GroupRow).values(id=group_id, kind=kind, name=name, name_key=name.casefold())
    added = await session.execute(
        statement.on_conflict_do_nothing(index_elements=[GroupRow.kind, GroupRow.name_key]).returning(
            GroupRow.id
        )
    )
    if added.first() is None:
        taken = await session.scalar(
            select(GroupRow.id).where(GroupRow.kind == kind, GroupRow.name_key == name.casefold())
        )
        assert taken is not None, "groups are never deleted"
        raise GroupNameTaken(taken)


async def read_group(session: AsyncSession, group_id: UUID) -> GroupRow | None:
    """The group; None when there is none."""
    return await session.get(GroupRow, group_id)

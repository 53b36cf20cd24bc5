"""Customer groups and recipient groups in PostgreSQL."""

from collections.abc import Collection
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import IS_LIVE, CustomerRow, GroupRow
from customers.domain.errors import GroupInUse, GroupNameTaken, GroupNotFound

Kind = Literal["customer", "recipient"]
Answer = dict[str, Any]


class StoredGroups:
    """The groups of one kind on an open session."""

    def __init__(self, session: AsyncSession, kind: Kind) -> None:
        self._session, self._kind = session, kind
        self._members = (
            CustomerRow.customer_group_ids if kind == "customer" else CustomerRow.recipient_group_ids
        )

    async def add(self, group_id: UUID, name: str) -> None:
        """Stores a new group. Raises GroupNameTaken when one of the kind has the name, in whatever case."""
        statement = insert(GroupRow).values(id=group_id, kind=self._kind, name=name, name_key=name.casefold())
        added = statement.on_conflict_do_nothing(index_elements=[GroupRow.kind, GroupRow.name_key]).returning(
            GroupRow.id
        )
        while (await self._session.execute(added)).first() is None:
            await self._refuse_taken(name, but_not=group_id)

    async def for_change(self, group_id: UUID) -> GroupRow:
        """Locks and reads: nobody comes into the group meanwhile. Raises GroupNotFound."""
        row = await self._session.get(GroupRow, group_id, with_for_update=True, populate_existing=True)
        if row is None or row.kind != self._kind:
            raise GroupNotFound(group_id)
        return row

    async def rename(self, group: GroupRow, name: str) -> bool:
        """The locked group has the name, one version later; False when it had it. Raises GroupNameTaken."""
        if name == group.name:
            return False
        statement = update(GroupRow).where(GroupRow.id == group.id)
        try:
            async with self._session.begin_nested():
                await self._session.execute(
                    statement.values(name=name, name_key=name.casefold(), version=group.version + 1)
                )
        except IntegrityError:
            await self._refuse_taken(name, but_not=group.id)
            raise
        return True

    async def remove(self, group: GroupRow) -> None:
        """The locked group is gone. Raises GroupInUse while live customers are in it."""
        count = await self._session.scalar(
            select(func.count()).select_from(CustomerRow).where(self._members.contains([group.id]), IS_LIVE)
        )
        if count:
            raise GroupInUse(group.id, count)
        await self._session.execute(delete(GroupRow).where(GroupRow.id == group.id))

    async def members(self, group_id: UUID, at_most: int) -> list[UUID]:
        """Some of the live customers in the group."""
        found = await self._session.scalars(
            select(CustomerRow.id).where(self._members.contains([group_id]), IS_LIVE).limit(at_most)
        )
        return list(found)

    async def read(self, group_id: UUID) -> Answer | None:
        """The group as the API answers it; None when there is none (any more)."""
        row = await self._session.get(GroupRow, group_id, populate_existing=True)
        if row is None or row.kind != self._kind:
            return None
        return _answer(row, await self._counts([group_id]))

    async def list(
        self, *, descending: bool, after: tuple[str, UUID] | None, limit: int
    ) -> tuple[list[Answer], list[str], int]:
        """Up to `limit` groups by name, with what they are sorted by; and how many there are."""
        of_kind = GroupRow.kind == self._kind
        position = tuple_(GroupRow.name_key, GroupRow.id)
        statement = select(GroupRow).where(of_kind)
        if after is not None:
            statement = statement.where(position < after if descending else position > after)
        order = (
            (GroupRow.name_key.desc(), GroupRow.id.desc()) if descending else (GroupRow.name_key, GroupRow.id)
        )
        rows = (await self._session.scalars(statement.order_by(*order).limit(limit))).all()
        total = await self._session.scalar(select(func.count()).select_from(GroupRow).where(of_kind))
        counts = await self._counts([row.id for row in rows])
        return [_answer(row, counts) for row in rows], [row.name_key for row in rows], total or 0

    async def _counts(self, group_ids: Collection[UUID]) -> dict[UUID, int]:
        """How many live customers are in each group; one pass over those who are in any of them."""
        group_id = func.unnest(self._members).label("group_id")
        members = select(group_id).where(self._members.overlap(list(group_ids)), IS_LIVE).subquery()
        counted = select(members.c.group_id, func.count()).group_by(members.c.group_id)
        return {row[0]: row[1] for row in await self._session.execute(counted)}

    async def _refuse_taken(self, name: str, *, but_not: UUID) -> None:
        taken = await self._session.scalar(
            select(GroupRow.id).where(
                GroupRow.kind == self._kind, GroupRow.name_key == name.casefold(), GroupRow.id != but_not
            )
        )
        if taken is not None:
            raise GroupNameTaken(taken)


def _answer(row: GroupRow, counts: dict[UUID, int]) -> Answer:
    return {"id": row.id, "name": row.name, "customers": counts.get(row.id, 0), "version": row.version}

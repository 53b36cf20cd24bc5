"""The copies of the course dates in PostgreSQL."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from messaging.adapters.composing_tables import CourseDateCustomerRow, CourseDateRow
from messaging.domain.course_date import CourseDate


class SqlCourseDates:
    """Implements the port `CourseDates`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, course_date: CourseDate, customer_ids: Sequence[UUID]) -> None:
        """Inserts or updates it, and replaces who takes part."""
        values = {
            "title": course_date.title,
            "starts_at": course_date.starts_at,
            "ends_at": course_date.ends_at,
            "status": course_date.status,
        }
        await self._session.execute(
            insert(CourseDateRow)
            .values(id=course_date.id, **values)
            .on_conflict_do_update(index_elements=[CourseDateRow.id], set_=values)
        )
        await self._session.execute(
            delete(CourseDateCustomerRow).where(
                CourseDateCustomerRow.course_date_id == course_date.id,
                CourseDateCustomerRow.customer_id.not_in(customer_ids),
            )
        )
        if customer_ids:
            await self._session.execute(
                insert(CourseDateCustomerRow).on_conflict_do_nothing(),
                [
                    {"course_date_id": course_date.id, "customer_id": customer_id}
                    for customer_id in customer_ids
                ],
            )
        announce(self._session, "course-date", course_date.id)

    async def known(self, course_date_ids: Collection[UUID]) -> set[UUID]:
        """Reads their ids."""
        found = await self._session.scalars(
            select(CourseDateRow.id).where(CourseDateRow.id.in_(course_date_ids))
        )
        return set(found)


async def find_course_dates(
    session: AsyncSession, words: Sequence[str], limit: int
) -> tuple[Sequence[Row[Any]], int]:
    """Those whose titles hold all words, the latest beginning first, with `customers`; and how many there are."""
    found = [CourseDateRow.title.icontains(word, autoescape=True) for word in words]
    customers = (
        select(func.count())
        .where(CourseDateCustomerRow.course_date_id == CourseDateRow.id)
        .correlate(CourseDateRow)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(
            CourseDateRow.id,
            CourseDateRow.title,
            CourseDateRow.starts_at,
            CourseDateRow.ends_at,
            CourseDateRow.status,
            customers.label("customers"),
        )
        .where(*found)
        .order_by(CourseDateRow.starts_at.desc().nulls_last(), CourseDateRow.id)
        .limit(limit)
    )
    total = await session.scalar(select(func.count()).select_from(CourseDateRow).where(*found)) or 0
    return rows.all(), total

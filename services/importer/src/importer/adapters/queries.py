"""Reads for lists and reports."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from importer.adapters.jobs import job_of
from importer.adapters.tables import ImportJobRow, ImportRowRow
from importer.domain.job import ImportJob

REPORT_BATCH = 1_000


async def jobs_page(
    session: AsyncSession, *, descending: bool, after: tuple[datetime, UUID] | None, limit: int
) -> tuple[Sequence[ImportJob], int]:
    """At most `limit` jobs by time, and how many there are."""
    place = tuple_(ImportJobRow.created_at, ImportJobRow.id)
    statement = select(ImportJobRow).limit(limit)
    if after is not None:
        statement = statement.where(place < after if descending else place > after)
    columns = (ImportJobRow.created_at, ImportJobRow.id)
    statement = statement.order_by(*(c.desc() if descending else c for c in columns))
    found = await session.scalars(statement)
    total = await session.scalar(select(func.count()).select_from(ImportJobRow))
    return [job_of(row) for row in found], total or 0


async def rows_page(
    session: AsyncSession,
    job_id: UUID,
    *,
    outcome: str | None,
    descending: bool,
    after: int | None,
    limit: int,
) -> tuple[Sequence[ImportRowRow], int]:
    """At most `limit` rows of a job in the order of the file, and how many match."""
    condition = ImportRowRow.job_id == job_id
    if outcome is not None:
        condition &= ImportRowRow.outcome == outcome
    statement = select(ImportRowRow).where(condition).limit(limit)
    if after is not None:
        statement = statement.where(ImportRowRow.row < after if descending else ImportRowRow.row > after)
    statement = statement.order_by(ImportRowRow.row.desc() if descending else ImportRowRow.row)
    found = await session.scalars(statement)
    total = await session.scalar(select(func.count()).select_from(ImportRowRow).where(condition))
    return found.all(), total or 0


async def rows_with_findings(
    session: AsyncSession, job_id: UUID
) -> AsyncIterator[tuple[int, list[dict[str, Any]]]]:
    """The rows that something is wrong with, in the order of the file, without holding them all."""
    last = 0
    while True:
        found = await session.execute(
            select(ImportRowRow.row, ImportRowRow.findings)
            .where(
                ImportRowRow.job_id == job_id,
                ImportRowRow.row > last,
                func.jsonb_array_length(ImportRowRow.findings) > 0,
            )
            .order_by(ImportRowRow.row)
            .limit(REPORT_BATCH)
        )
        batch = found.all()
        for row, findings in batch:
            last = row
            yield row, findings
        if len(batch) < REPORT_BATCH:
            return

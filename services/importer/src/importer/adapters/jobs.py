"""Jobs in PostgreSQL."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from importer.adapters.tables import ImportFileRow, ImportJobRow
from importer.domain.errors import ImportUnknown
from importer.domain.job import Counts, ImportJob, Status


def job_of(row: ImportJobRow) -> ImportJob:
    """The job as the domain knows it."""
    return ImportJob(
        id=row.id,
        file_name=row.file_name,
        created_at=row.created_at,
        status=Status(row.status),
        version=row.version,
        dialect=row.dialect,
        failure_code=row.failure_code,
        failure_message=row.failure_message,
        counts=Counts(
            total=row.rows_total,
            valid=row.rows_valid,
            rejected=row.rows_rejected,
            requested=row.rows_requested,
            done=row.rows_done,
            failed=row.rows_failed,
        ),
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


class StoredJobs:
    """The jobs of an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, job: ImportJob, created_by: UUID, content: bytes) -> None:
        """A new job with its file."""
        self._session.add(
            ImportJobRow(
                id=job.id, created_by=created_by, created_at=job.created_at, read_attempts=0, **_changing(job)
            )
        )
        await self._session.flush()
        self._session.add(ImportFileRow(job_id=job.id, content=content))
        await self._session.flush()

    async def find(self, job_id: UUID) -> ImportJob | None:
        """The job as it is now."""
        row = await self._session.get(ImportJobRow, job_id)
        return job_of(row) if row else None

    async def lock(self, job_id: UUID) -> ImportJob:
        """The job, locked. Raises `ImportUnknown`."""
        row = await self._session.get(ImportJobRow, job_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise ImportUnknown(job_id)
        return job_of(row)

    async def save(self, job: ImportJob) -> None:
        """Writes what may have changed."""
        await self._session.execute(
            update(ImportJobRow).where(ImportJobRow.id == job.id).values(**_changing(job))
        )

    async def file(self, job_id: UUID) -> bytes | None:
        """The uploaded file, as long as it is not read."""
        content: bytes | None = await self._session.scalar(
            select(ImportFileRow.content).where(ImportFileRow.job_id == job_id)
        )
        return content

    async def drop_file(self, job_id: UUID) -> None:
        """The file is gone."""
        await self._session.execute(delete(ImportFileRow).where(ImportFileRow.job_id == job_id))

    async def mark_counted(self, job_id: UUID, at: datetime) -> None:
        """The counts changed at that time."""
        await self._session.execute(
            update(ImportJobRow).where(ImportJobRow.id == job_id).values(counted_at=at)
        )


def _changing(job: ImportJob) -> dict[str, object]:
    counts = job.counts
    return {
        "file_name": job.file_name,
        "status": job.status.value,
        "version": job.version,
        "dialect": job.dialect,
        "failure_code": job.failure_code,
        "failure_message": job.failure_message,
        "rows_total": counts.total,
        "rows_valid": counts.valid,
        "rows_rejected": counts.rejected,
        "rows_requested": counts.requested,
        "rows_done": counts.done,
        "rows_failed": counts.failed,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
    }

"""What the operator decides about a job: start it, stop it."""

from datetime import UTC, datetime
from uuid import UUID

from importer.application.ports import Jobs, Rows
from importer.domain.job import ImportJob


async def start_import(jobs: Jobs, job_id: UUID) -> ImportJob:
    """The worker requests the valid rows from now on. Raises `ImportUnknown`, `ImportNotStartable`."""
    job = await jobs.lock(job_id)
    job.start(datetime.now(UTC))
    await jobs.save(job)
    return job


async def cancel_import(jobs: Jobs, rows: Rows, job_id: UUID) -> ImportJob:
    """No further row is requested; those already requested are answered and counted.

    Raises `ImportUnknown`, `ImportNotCancellable`.
    """
    job = await jobs.lock(job_id)
    job.cancel(datetime.now(UTC))
    await rows.cancel_unrequested(job_id)
    await jobs.save(job)
    return job

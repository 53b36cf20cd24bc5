"""A running job: requests its next rows, and counts what has been answered."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from importer.application.ports import Jobs, Rows
from importer.domain.job import Status
from importer.events.published import ImportRowRequested, RequestedCustomer


async def run_job(
    jobs: Jobs, rows: Rows, outbox: Outbox, job_id: UUID, *, unanswered: int
) -> tuple[bool, int]:
    """At most `unanswered` rows are requested and unanswered afterwards, none of a cancelled job anew.

    Answers whether the counts have changed, and how many rows were requested.
    """
    job = await jobs.lock(job_id)
    counts = await rows.count(job_id)
    requested = 0
    if job.status is Status.RUNNING and counts.requested < unanswered:
        for row, customer in await rows.request(job_id, unanswered - counts.requested):
            subject = f"{job_id}:{row}"
            event = ImportRowRequested(
                job_id=job_id, row=row, customer=RequestedCustomer.model_validate(customer)
            )
            await outbox.publish(event, subject=subject, sequence=1)
            requested += 1
        counts.requested += requested
    now = datetime.now(UTC)
    changed = job.tally(counts, now)
    if changed:
        await jobs.save(job)
        await jobs.mark_counted(job_id, now)
    return changed, requested

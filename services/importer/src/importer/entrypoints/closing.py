"""Closing ended jobs in Kafka, so that what was in their rows leaves its files.

Kafka deletes whole segments, and closes one only when a record is appended after `segment.ms`. So a closing
record is appended to every partition that long after the last answer, and the log is cut behind it.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.logs import get_logger
from importer.adapters.jobs import StoredJobs
from importer.adapters.rows import StoredRows
from importer.adapters.rows_log import RowsLog
from importer.adapters.work import StoredWork
from importer.events.published import ImportJobClosed

_log = get_logger(__name__)


async def close_jobs_once(database: Database, log: RowsLog, quiet: timedelta, give_up: timedelta) -> None:
    """Takes every ended job one step further; each step is safe to repeat."""
    now = datetime.now(UTC)
    async with database.reading() as session:
        work = StoredWork(session)
        to_close = await work.to_close(now, quiet, give_up)
        closed = await work.closed_in_log()
        waiting = await work.to_cut()
    if to_close or closed:
        ends = await log.ends()
        for job_id in to_close:
            await _append_closing(database, job_id, sorted(ends))
        if closed:
            # Every row of these jobs was sent before their closing, and that is acknowledged.
            async with database.transaction() as session:
                for job_id in closed:
                    await StoredWork(session).end_at(job_id, ends)
    if waiting:
        await _cut(database, log)


async def _append_closing(database: Database, job_id: UUID, partitions: list[int]) -> None:
    async with database.transaction() as session:
        job = await StoredJobs(session).lock(job_id)
        if await StoredWork(session).mark_closed(job.id, datetime.now(UTC)):
            await StoredRows(session).give_up_unanswered(job.id)
            for partition in partitions:
                await Outbox(session).publish(
                    ImportJobClosed(job_id=job.id), subject=job.id, sequence=0, partition=partition
                )


async def _cut(database: Database, log: RowsLog) -> None:
    """Cuts to where the closed jobs end, but not past what customers has read, nor into a job that runs."""
    read = await log.read_by_customers()
    async with database.reading() as session:
        work = StoredWork(session)
        targets, starts = await work.to_cut(), await work.open_starts()
    reach: dict[int, int] = {}
    for ends in targets.values():
        for partition, end in ends.items():
            limit = min(end, read.get(partition, 0), starts.get(partition, end))
            reach[partition] = max(limit, reach.get(partition, 0))
    await log.cut(reach)
    for job_id, ends in targets.items():
        if all(reach[partition] >= end for partition, end in ends.items()):
            async with database.transaction() as session:
                await StoredWork(session).mark_cut(job_id, datetime.now(UTC))
            _log.info("log cut behind job", job_id=str(job_id))

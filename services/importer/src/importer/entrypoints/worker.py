"""The importer's own loops: read files, run jobs, close them in Kafka, drop what is no longer needed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import cast
from uuid import UUID

from aiokafka.errors import KafkaError
from sqlalchemy.exc import SQLAlchemyError

from chassis.changes import announce, listen
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.logs import get_logger
from chassis.repeating import again_and_again
from chassis.service import Runtime
from importer.adapters.contacts import LibraryContactRules
from importer.adapters.customers import StoredCustomerEmails
from importer.adapters.jobs import StoredJobs
from importer.adapters.rows import StoredRows
from importer.adapters.rows_log import RowsLog
from importer.adapters.work import StoredWork
from importer.application.check_file import FileCheck
from importer.application.run_job import run_job
from importer.domain.job import Status
from importer.entrypoints.closing import close_jobs_once
from importer.settings import Settings

READ_ATTEMPTS = 3
REST_SECONDS = 2.0
"""With nothing to do; a change of an import ends it at once."""
WAIT_SECONDS = 0.25
"""For answers about the rows of a job."""
BUSY_SECONDS = 0.02
ANNOUNCE_SECONDS = 0.2
CLOSE_EVERY_SECONDS = 2.0
HOUSEKEEPING_SECONDS = 3600.0
_AFTER_TROUBLE_SECONDS = 1.0

_log = get_logger(__name__)


class Progress(Enum):
    """What there was to do."""

    MOVED = auto()
    WAITING = auto()
    NOTHING = auto()


async def read_files(runtime: Runtime) -> None:
    """Every uploaded file is read and checked, one after the other, soon after it came."""
    check = _file_check(cast(Settings, runtime.settings))
    await _whenever_imports_change(runtime.database, lambda: read_file_once(runtime.database, check))


async def run_jobs(runtime: Runtime) -> None:
    """Started jobs have their rows requested and their answers counted until they are done."""
    settings = cast(Settings, runtime.settings)
    runner = JobRunner(runtime.database, RowsLog(settings), settings.import_unanswered_limit)
    await _whenever_imports_change(runtime.database, runner.run_once)


async def close_jobs(runtime: Runtime) -> None:
    """Ended jobs leave nothing in `import-rows`."""
    settings = cast(Settings, runtime.settings)
    quiet = timedelta(milliseconds=settings.topic_segment_ms)
    give_up = timedelta(seconds=settings.import_give_up_seconds)
    log = RowsLog(settings)
    await again_and_again(lambda: close_jobs_once(runtime.database, log, quiet, give_up), CLOSE_EVERY_SECONDS)


async def drop_old_rows(runtime: Runtime) -> None:
    """What was in the file leaves the rows when the undo window closes."""
    window = timedelta(days=cast(Settings, runtime.settings).undo_window_days)
    await again_and_again(lambda: drop_old_rows_once(runtime.database, window), HOUSEKEEPING_SECONDS)


async def read_file_once(database: Database, check: FileCheck) -> Progress:
    """Reads the oldest file that waits.

    A crash leaves it to be read again; one that ended the worker three times over fails its job.
    """
    async with database.transaction() as session:
        job_id = await StoredWork(session).to_read()
        if job_id is None:
            return Progress.NOTHING
        attempts = await StoredWork(session).count_attempt(job_id)
    async with database.transaction() as session:
        work, jobs = StoredWork(session), StoredJobs(session)
        if await work.to_read() != job_id:
            return Progress.MOVED
        content = await jobs.file(job_id)
        if content is not None and attempts <= READ_ATTEMPTS:
            rows = StoredRows(session, check.hasher)
            await check.check(jobs, rows, StoredCustomerEmails(session), job_id, content)
        else:
            job = await jobs.lock(job_id)
            if job.status is Status.READING:
                job.fail(
                    "file_not_readable",
                    "Die Datei konnte nicht gelesen werden. Bitte als „CSV UTF-8“ speichern und erneut hochladen.",
                    datetime.now(UTC),
                )
                await jobs.save(job)
            await jobs.drop_file(job_id)
        announce(session, "import", job_id)
    _log.info("file read", job_id=str(job_id))
    return Progress.MOVED


class JobRunner:
    """Runs all started jobs. Progress is announced at most five times a second and job."""

    def __init__(self, database: Database, log: RowsLog, unanswered: int) -> None:
        self._database = database
        self._log = log
        self._unanswered = unanswered
        self._announced: dict[UUID, float] = {}

    async def run_once(self) -> Progress:
        """Goes once through the jobs."""
        await self._find_starts()
        async with self._database.reading() as session:
            job_ids = await StoredWork(session).to_run()
        moved = False
        for job_id in job_ids:
            async with self._database.transaction() as session:
                jobs, rows = StoredJobs(session), StoredRows(session)
                changed, requested = await run_job(
                    jobs, rows, Outbox(session), job_id, unanswered=self._unanswered
                )
                if changed and (
                    self._is_due(job_id) or (await jobs.lock(job_id)).status is not Status.RUNNING
                ):
                    announce(session, "import", job_id)
            moved = moved or changed or requested > 0
        for ended in self._announced.keys() - set(job_ids):
            del self._announced[ended]
        return Progress.MOVED if moved else Progress.WAITING if job_ids else Progress.NOTHING

    async def _find_starts(self) -> None:
        """Before its first row is requested a job notes where the log ends: it is never cut beyond that."""
        async with self._database.reading() as session:
            job_ids = await StoredWork(session).without_start()
        if job_ids:
            ends = await self._log.ends()
            async with self._database.transaction() as session:
                for job_id in job_ids:
                    await StoredWork(session).begin_at(job_id, ends)

    def _is_due(self, job_id: UUID) -> bool:
        now = asyncio.get_running_loop().time()
        if now - self._announced.get(job_id, 0.0) < ANNOUNCE_SECONDS:
            return False
        self._announced[job_id] = now
        return True


async def drop_old_rows_once(database: Database, window: timedelta) -> None:
    """Erases the values of all jobs whose window is over, one transaction each."""
    now = datetime.now(UTC)
    async with database.reading() as session:
        job_ids = await StoredWork(session).to_drop(now - window)
    for job_id in job_ids:
        async with database.transaction() as session:
            await StoredRows(session).erase_of_job(job_id)
            await StoredWork(session).mark_dropped(job_id, now)
        _log.info("rows dropped", job_id=str(job_id))


def _file_check(settings: Settings) -> FileCheck:
    return FileCheck(LibraryContactRules(), settings.placeholders, settings.hasher)


async def _whenever_imports_change(database: Database, work: Callable[[], Awaitable[Progress]]) -> None:
    """Again at once while something moves; an outage of the database or of Kafka is waited out."""
    changed = asyncio.Event()

    async def hear() -> None:
        async for change in listen(database):
            if not change or change.get("kind") == "import":
                changed.set()

    async def repeat() -> None:
        while True:
            changed.clear()
            try:
                progress = await work()
            except (SQLAlchemyError, KafkaError, OSError) as error:
                _log.warning("trying again", type=type(error).__name__)
                await asyncio.sleep(_AFTER_TROUBLE_SECONDS)
                continue
            if progress is Progress.NOTHING:
                with suppress(TimeoutError):
                    async with asyncio.timeout(REST_SECONDS):
                        await changed.wait()
            else:
                await asyncio.sleep(BUSY_SECONDS if progress is Progress.MOVED else WAIT_SECONDS)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(hear())
        tasks.create_task(repeat())

"""Import jobs: upload, look, start, stop."""

import asyncio
import hashlib
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, File, Query, Request, Response, UploadFile
from pydantic import BaseModel

from chassis.changes import announce
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import OptionalIfMatch, etag
from chassis.http.problems import problem_responses, standard_problem
from chassis.ids import new_id
from chassis.service import MEBIBYTE
from importer.adapters.jobs import StoredJobs
from importer.adapters.queries import jobs_page, rows_page
from importer.adapters.rows import StoredRows
from importer.adapters.tables import ImportRowRow
from importer.application.change_job import cancel_import, start_import
from importer.domain.dialect import detect, records
from importer.domain.errors import ImportUnknown, UnreadableFile
from importer.domain.job import ImportJob, RowOutcome, Status

FILE_BYTES = 20 * MEBIBYTE
MOST_ROWS = 100_000

router = APIRouter(prefix="/api/imports", tags=["imports"], responses=problem_responses(401, 403, 422))


class FailureOut(BaseModel):
    """Why a file cannot be imported at all, and what to do."""

    code: str
    message: str


class ImportOut(BaseModel):
    """A job. `rows_done` were created; `rows_done + rows_failed = rows_valid` when all is answered."""

    id: UUID
    file_name: str
    status: Status
    version: int
    rows_total: int
    rows_valid: int
    rows_rejected: int
    rows_requested: int
    rows_done: int
    rows_failed: int
    dialect: dict[str, Any] | None
    failure: FailureOut | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class FindingOut(BaseModel):
    """What is wrong with a row and what to do, in German."""

    column: str | None
    value: str | None
    code: str
    message: str


class ImportRowOut(BaseModel):
    """A row of the file; `customer` is what a valid one asks for, until the undo window closes."""

    row: int
    outcome: RowOutcome
    customer: dict[str, Any] | None
    customer_id: UUID | None
    number: int | None
    findings: list[FindingOut]


def out(job: ImportJob) -> ImportOut:
    """The job as the API shows it."""
    counts = job.counts
    failed = job.failure_code is not None and job.failure_message is not None
    return ImportOut(
        id=job.id,
        file_name=job.file_name,
        status=job.status,
        version=job.version,
        rows_total=counts.total,
        rows_valid=counts.valid,
        rows_rejected=counts.rejected,
        rows_requested=counts.requested,
        rows_done=counts.done,
        rows_failed=counts.failed,
        dialect=job.dialect,
        failure=FailureOut(code=job.failure_code or "", message=job.failure_message or "")
        if failed
        else None,
        created_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
    )


@router.post("", status_code=201, responses=problem_responses(410, 413))
async def upload(
    file: Annotated[UploadFile, File(description="CSV, at most 20 MiB and 100,000 rows")],
    request: Request,
    response: Response,
    actor: Staff,
    db: Db,
    key: IdempotencyKey,
) -> ImportOut:
    """Takes a file; it is read and checked in the background. Nothing is created before the start."""
    content = await file.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise standard_problem(413)
    await asyncio.to_thread(_check_size, content)
    async with db.transaction() as session:
        fingerprint = hashlib.sha256(content).digest()
        entry = await idempotency.begin(session, key, request, actor, fingerprint=fingerprint)
        jobs = StoredJobs(session)
        if entry.previous is not None:
            known = await jobs.find(entry.previous.resource_id) if entry.previous.resource_id else None
            if known is None:
                raise idempotency.gone()
            job = known
        else:
            job = ImportJob(new_id(), _file_name(file.filename), datetime.now(UTC))
            await jobs.add(job, actor.account_id, content)
            announce(session, "import", job.id)
            await entry.finish(201, job.id)
    response.headers["Location"] = f"/api/imports/{job.id}"
    etag(response, job.version)
    return out(job)


@router.get("")
async def list_imports(_: Staff, db: Db, paging: Page) -> PageOf[ImportOut]:
    """All jobs, the newest first."""
    order = paging.order({"created_at"}, default="-created_at")
    after: Any = paging.after(datetime, UUID)
    async with db.reading() as session:
        jobs, total = await jobs_page(
            session, descending=order.descending, after=after, limit=paging.limit + 1
        )
    last = jobs[paging.limit - 1] if len(jobs) > paging.limit else None
    cursor = encode_cursor(last.created_at, last.id) if last else None
    return page([out(job) for job in jobs[: paging.limit]], cursor, total)


@router.get("/{job_id}", responses=problem_responses(404))
async def read(job_id: UUID, response: Response, _: Staff, db: Db) -> ImportOut:
    """One job with its progress."""
    async with db.reading() as session:
        job = await StoredJobs(session).find(job_id)
    if job is None:
        raise ImportUnknown(job_id)
    etag(response, job.version)
    return out(job)


@router.get("/{job_id}/rows", responses=problem_responses(404))
async def list_rows(
    job_id: UUID, _: Staff, db: Db, paging: Page, outcome: Annotated[RowOutcome | None, Query()] = None
) -> PageOf[ImportRowOut]:
    """The rows in the order of the file."""
    order = paging.order({"row"}, default="row")
    after = paging.after(int)
    async with db.reading() as session:
        if await StoredJobs(session).find(job_id) is None:
            raise ImportUnknown(job_id)
        rows, total = await rows_page(
            session,
            job_id,
            outcome=outcome,
            descending=order.descending,
            after=after[0] if after else None,
            limit=paging.limit + 1,
        )
    last = rows[paging.limit - 1] if len(rows) > paging.limit else None
    return page([_row(row) for row in rows[: paging.limit]], encode_cursor(last.row) if last else None, total)


@router.post("/{job_id}/start", responses=problem_responses(404, 409, 412))
async def start(
    job_id: UUID, response: Response, _: Staff, db: Db, precondition: OptionalIfMatch
) -> ImportOut:
    """Creates the customers of the valid rows, in the background."""
    async with db.transaction() as session:
        jobs = StoredJobs(session)
        current = await jobs.lock(job_id)
        precondition.require(current.version, lambda: out(current))
        job = await start_import(jobs, job_id)
        announce(session, "import", job_id)
    etag(response, job.version)
    return out(job)


@router.post("/{job_id}/cancel", responses=problem_responses(404, 409, 412))
async def cancel(
    job_id: UUID, response: Response, _: Staff, db: Db, precondition: OptionalIfMatch
) -> ImportOut:
    """Requests no further row. What was created stays."""
    async with db.transaction() as session:
        jobs = StoredJobs(session)
        current = await jobs.lock(job_id)
        precondition.require(current.version, lambda: out(current))
        job = await cancel_import(jobs, StoredRows(session), job_id)
        announce(session, "import", job_id)
    etag(response, job.version)
    return out(job)


def _check_size(content: bytes) -> None:
    dialect = detect(content)
    for count, _ in enumerate(records(content, dialect), 1):
        if count > MOST_ROWS:
            raise UnreadableFile(
                "too_many_rows",
                "Die Datei hat mehr als 100.000 Zeilen. Bitte in mehrere Dateien aufteilen.",
            )


def _file_name(name: str | None) -> str:
    """What browsers send as the file's name, without folders and characters that are no text."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "import.csv"


def _row(row: ImportRowRow) -> ImportRowOut:
    return ImportRowOut(
        row=row.row,
        outcome=RowOutcome(row.outcome),
        customer=row.customer,
        customer_id=row.customer_id,
        number=row.number,
        findings=[FindingOut.model_validate(found) for found in row.findings],
    )

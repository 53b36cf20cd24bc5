"""Files to download: the template, and the report of what is wrong with a job's rows."""

import csv
import io
from collections.abc import AsyncIterator, Iterable
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from importer.adapters.jobs import StoredJobs
from importer.adapters.queries import rows_with_findings
from importer.domain.errors import ImportUnknown
from importer.domain.template import EXAMPLES, HEADER

router = APIRouter(prefix="/api/imports", tags=["imports"], responses=problem_responses(401, 403))

BYTE_ORDER_MARK = "\ufeff"
_CSV = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@router.get("/template.csv", response_class=Response)
async def template(_: Staff) -> Response:
    """The template: one row per customer, further participants at the end. Opens in German Excel."""
    content = BYTE_ORDER_MARK + "".join(_line(row) for row in (HEADER, *EXAMPLES))
    return Response(content, media_type=_CSV, headers=_attachment("kundenimport-vorlage.csv"))


@router.get("/{job_id}/report.csv", responses=problem_responses(404), response_class=StreamingResponse)
async def report(job_id: UUID, _: Staff, db: Db) -> StreamingResponse:
    """Row, column, value, code and what to do, for every row that was not imported."""
    async with db.reading() as session:
        job = await StoredJobs(session).find(job_id)
    if job is None:
        raise ImportUnknown(job_id)
    ignored = job.dialect["ignored"] if job.dialect else []
    header_row = job.dialect["header_row"] if job.dialect else 1

    async def lines() -> AsyncIterator[str]:
        yield BYTE_ORDER_MARK + _line(["Zeile", "Spalte", "Wert", "Code", "Meldung"])
        if job.failure_message:
            yield _line(["", "", "", job.failure_code, job.failure_message])
        for name in ignored:
            message = "Diese Spalte ist nicht bekannt und wird nicht übernommen."
            yield _line([header_row, name, "", "column_ignored", message])
        async with db.reading() as session:
            async for row, findings in rows_with_findings(session, job_id):
                for found in findings:
                    yield _line([row, found["column"], found["value"], found["code"], found["message"]])

    return StreamingResponse(
        lines(), media_type=_CSV, headers=_attachment(f"import-{job_id}.csv") | {"Cache-Control": "no-store"}
    )


def _line(fields: Iterable[object]) -> str:
    """One line for German Excel; a value that would run as a formula begins with an apostrophe."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow([_harmless(field) for field in fields])
    return buffer.getvalue()


def _harmless(field: object) -> str:
    text = "" if field is None else str(field)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}

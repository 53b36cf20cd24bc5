"""Reads an uploaded file and checks every row of it, before anything is created (I3)."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from importer.application.ports import CustomerEmails, Jobs, Rows
from importer.domain.checks import CheckedRow, ContactRules, RowChecker
from importer.domain.columns import Columns, understand
from importer.domain.dialect import Dialect, detect, records
from importer.domain.emails import EmailHasher, PlaceholderEmails
from importer.domain.errors import UnreadableFile
from importer.domain.findings import finding
from importer.domain.job import Status

AT_ONCE = 1_000


class FileCheck:
    """Checks files by the deployment's rules: which addresses are placeholders, which key hashes are made with."""

    def __init__(self, rules: ContactRules, placeholders: PlaceholderEmails, hasher: EmailHasher) -> None:
        self._rules = rules
        self._placeholders = placeholders
        self.hasher = hasher

    async def check(
        self, jobs: Jobs, rows: Rows, customers: CustomerEmails, job_id: UUID, content: bytes
    ) -> None:
        """The job is checked, or failed with a reason, and its file is gone; a cancelled one stays so."""
        try:
            dialect, columns = await asyncio.to_thread(_opened, content)
            checker = RowChecker(columns, self._rules, datetime.now(UTC).date())
            reading = (checker.check(row, fields) for row, fields in records(content, dialect))
            seen: dict[bytes, int] = {}
            owners: set[UUID] = set()
            while batch := await asyncio.to_thread(_next, reading):
                owners |= await self._compare(batch, columns, customers, seen)
                await rows.add(job_id, batch)
            # A purge meanwhile has not seen these rows; one that comes now waits for them.
            if owners:
                for owner in await customers.deleted_among(owners):
                    await rows.erase_of_customer(job_id, owner)
        except UnreadableFile as error:
            failure: UnreadableFile | None = error
            await rows.discard(job_id)
        else:
            failure = None
        counts = await rows.count(job_id)
        if failure is None and counts.total == 0:
            failure = UnreadableFile("file_without_rows", "Unter der Kopfzeile steht keine Zeile.")
        job = await jobs.lock(job_id)
        if job.status is Status.READING:
            if failure is None:
                job.pass_check(_described(dialect, columns), counts)
            else:
                job.fail(failure.code, failure.message, datetime.now(UTC))
            await jobs.save(job)
        await jobs.drop_file(job_id)

    async def _compare(
        self, batch: list[CheckedRow], columns: Columns, customers: CustomerEmails, seen: dict[bytes, int]
    ) -> set[UUID]:
        """Rejects rows whose e-mail another row or a customer has; placeholders may repeat. Answers the customers."""
        hashes = {
            row.row: self.hasher.hash(row.email)
            for row in batch
            if row.email and not self._placeholders.cover(row.email)
        }
        owners = await customers.owners(list(hashes.values()))
        column = columns.name_of(columns.positions.get("email"))
        for row in batch:
            email_hash = hashes.get(row.row)
            if email_hash is None:
                continue
            if (first := seen.setdefault(email_hash, row.row)) != row.row:
                row.reject(finding("email_repeated", column, row.email, row=first))
            if (owner := owners.get(email_hash)) is not None:
                row.taken_by = owner
                row.reject(finding("email_taken", column, row.email))
        return set(owners.values())


def _opened(content: bytes) -> tuple[Dialect, Columns]:
    dialect = detect(content)
    columns = understand(dialect.header)
    if "email" not in columns.positions:
        raise UnreadableFile(
            "email_column_missing",
            "In der Kopfzeile fehlt die Spalte „E-Mail“. Bitte ergänzen oder die Vorlage verwenden.",
        )
    return dialect, columns


def _next(reading: Iterator[CheckedRow]) -> list[CheckedRow]:
    return list(islice(reading, AT_ONCE))


def _described(dialect: Dialect, columns: Columns) -> dict[str, Any]:
    return {
        "encoding": dialect.encoding,
        "delimiter": dialect.delimiter,
        "line_ending": dialect.line_ending,
        "header_row": dialect.header_row,
        "header": list(dialect.header),
        "columns": [
            {"name": name, "field": meant}
            for name, meant in zip(dialect.header, columns.fields, strict=True)
            if name
        ],
        "ignored": list(columns.ignored),
    }

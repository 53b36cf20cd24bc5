"""Rows in PostgreSQL, many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from importer.adapters.tables import ImportRowRow
from importer.domain.checks import CheckedRow
from importer.domain.emails import EmailHasher
from importer.domain.job import Counts, RowOutcome
from importer.events.published import RequestedCustomer

_WITHOUT_VALUES = text(
    "(SELECT coalesce(jsonb_agg(finding || '{\"value\": null}'), '[]') "
    "FROM jsonb_array_elements(import_rows.findings) AS finding)"
)
ERASED: Mapping[str, Any] = {
    "customer": None,
    "email_hash": None,
    "findings": _WITHOUT_VALUES,
    "outcome": func.replace(ImportRowRow.outcome, RowOutcome.VALID.value, RowOutcome.ERASED.value),
}
"""What a row holds when nothing personal is left in it: numbers, outcome and reasons; it will not be requested."""
_UNANSWERED = {
    "column": None,
    "value": None,
    "code": "unanswered",
    "message": "Für diese Zeile kam keine Antwort, bevor der Import geschlossen wurde. Bitte prüfen, ob der Kunde "
    "angelegt ist, und die Zeile sonst erneut importieren.",
}


class StoredRows:
    """The rows of an open session."""

    def __init__(self, session: AsyncSession, hasher: EmailHasher | None = None) -> None:
        self._session = session
        self._hasher = hasher

    async def add(self, job_id: UUID, rows: Sequence[CheckedRow]) -> None:
        """Checked rows, valid or rejected. Needs the hasher."""
        hasher = self._hasher
        assert hasher is not None
        if rows:
            await self._session.execute(
                insert(ImportRowRow), [_stored(job_id, checked, hasher) for checked in rows]
            )

    async def discard(self, job_id: UUID) -> None:
        """Deletes the rows of a job that failed while it was read."""
        await self._session.execute(delete(ImportRowRow).where(ImportRowRow.job_id == job_id))

    async def count(self, job_id: UUID) -> Counts:
        """How many rows are where."""
        found = await self._session.execute(
            select(ImportRowRow.outcome, func.count())
            .where(ImportRowRow.job_id == job_id)
            .group_by(ImportRowRow.outcome)
        )
        numbers = {RowOutcome(outcome): number for outcome, number in found}
        total, rejected = sum(numbers.values()), numbers.get(RowOutcome.REJECTED, 0)
        failed = (RowOutcome.DUPLICATE, RowOutcome.FAILED, RowOutcome.ERASED)
        return Counts(
            total=total,
            valid=total - rejected,
            rejected=rejected,
            requested=numbers.get(RowOutcome.REQUESTED, 0),
            done=numbers.get(RowOutcome.CREATED, 0),
            failed=sum(numbers.get(outcome, 0) for outcome in failed),
        )

    async def request(self, job_id: UUID, limit: int) -> Sequence[tuple[int, dict[str, Any]]]:
        """Marks the next valid rows, at most `limit`, as requested; answers them in order."""
        following = (
            select(ImportRowRow.row)
            .where(ImportRowRow.job_id == job_id, ImportRowRow.outcome == RowOutcome.VALID)
            .order_by(ImportRowRow.row)
            .limit(limit)
            .with_for_update()
        )
        found = await self._session.execute(
            update(ImportRowRow)
            .where(ImportRowRow.job_id == job_id, ImportRowRow.row.in_(following))
            .values(outcome=RowOutcome.REQUESTED)
            .returning(ImportRowRow.row, ImportRowRow.customer)
            .execution_options(synchronize_session=False)
        )
        return sorted(((row, cast(dict[str, Any], customer)) for row, customer in found), key=lambda r: r[0])

    async def answer(
        self,
        job_id: UUID,
        row: int,
        outcome: str,
        customer_id: UUID | None,
        number: int | None,
        findings: Sequence[Mapping[str, Any]],
    ) -> bool:
        """What became of a requested row; False when it was answered before, or never requested."""
        unanswered = ImportRowRow.findings.contains([{"code": "unanswered"}])
        return await self._changed(
            update(ImportRowRow)
            .where(
                ImportRowRow.job_id == job_id,
                ImportRowRow.row == row,
                or_(ImportRowRow.outcome == RowOutcome.REQUESTED, unanswered),
            )
            .values(outcome=outcome, customer_id=customer_id, number=number, findings=list(findings))
        )

    async def cancel_unrequested(self, job_id: UUID) -> None:
        """The valid rows that were not requested yet never will be."""
        await self._changed(
            update(ImportRowRow)
            .where(ImportRowRow.job_id == job_id, ImportRowRow.outcome == RowOutcome.VALID)
            .values(outcome=RowOutcome.CANCELLED)
        )

    async def give_up_unanswered(self, job_id: UUID) -> None:
        """Requested rows count as failed; an answer that comes after all still counts."""
        await self._changed(
            update(ImportRowRow)
            .where(ImportRowRow.job_id == job_id, ImportRowRow.outcome == RowOutcome.REQUESTED)
            .values(outcome=RowOutcome.FAILED, findings=[_UNANSWERED])
        )

    async def erase_row(self, job_id: UUID, row: int) -> None:
        """Removes all personal data of one row."""
        await self._erase((ImportRowRow.job_id == job_id) & (ImportRowRow.row == row))

    async def erase_of_customer(self, job_id: UUID, customer_id: UUID) -> None:
        """Removes all personal data of the job's rows that are this customer's."""
        await self._erase((ImportRowRow.job_id == job_id) & (ImportRowRow.customer_id == customer_id))

    async def erase_of_job(self, job_id: UUID) -> None:
        """Removes all personal data of the job's rows; numbers, outcomes and reasons stay."""
        await self._erase(ImportRowRow.job_id == job_id)

    async def _erase(self, condition: Any) -> None:
        await self._session.execute(
            update(ImportRowRow)
            .where(condition)
            .values(dict(ERASED))
            .execution_options(synchronize_session=False)
        )

    async def _changed(self, statement: Any) -> bool:
        result = await self._session.execute(statement.execution_options(synchronize_session=False))
        return cast(CursorResult[Any], result).rowcount > 0


def _stored(job_id: UUID, checked: CheckedRow, hasher: EmailHasher) -> dict[str, Any]:
    customer = RequestedCustomer.model_validate(asdict(checked.customer)) if checked.customer else None
    return {
        "job_id": job_id,
        "row": checked.row,
        "outcome": (RowOutcome.VALID if customer else RowOutcome.REJECTED).value,
        "email_hash": hasher.hash(checked.email) if checked.email else None,
        "customer": customer.model_dump(mode="json", exclude_none=True) if customer else None,
        "findings": [asdict(reason) for reason in checked.findings],
        "customer_id": checked.taken_by,
    }

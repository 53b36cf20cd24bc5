"""The customers service has answered a row."""

from typing import Literal
from uuid import UUID

from importer.application.ports import CustomerEmails, Rows
from importer.domain.job import RowOutcome

_OUTCOMES = {
    "created": RowOutcome.CREATED,
    "duplicate": RowOutcome.DUPLICATE,
    "rejected": RowOutcome.FAILED,
}
_TAKEN = (
    "Diese E-Mail-Adresse gehört inzwischen einem anderen Kunden. Bitte den vorhandenen Kunden bearbeiten und die "
    "Zeile löschen."
)
_REFUSED = (
    "Die Kundenverwaltung hat die Zeile abgelehnt. Bitte das genannte Feld prüfen und erneut importieren."
)


async def record_answer(
    rows: Rows,
    customers: CustomerEmails,
    *,
    job_id: UUID,
    row: int,
    outcome: Literal["created", "duplicate", "rejected"],
    customer_id: UUID | None,
    number: int | None,
    reason: str | None,
    field: str | None,
) -> bool:
    """The row has its outcome; False when it had one. What is of a deleted customer is erased at once."""
    alive = customer_id is None or await customers.is_alive(customer_id)
    findings = []
    if outcome != "created":
        code, message = ("email_taken", _TAKEN) if outcome == "duplicate" else (reason or "refused", _REFUSED)
        findings.append({"column": field, "value": None, "code": code, "message": message})
    answered = await rows.answer(job_id, row, _OUTCOMES[outcome], customer_id, number, findings)
    if answered and not alive:
        await rows.erase_row(job_id, row)
    return answered

"""One row of an import becomes a customer (I4)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.create import NewCustomer, create_customer
from customers.application.ports import Customers, ImportedRow, ImportedRows
from customers.domain.errors import EmailAlreadyUsed, FieldRejected
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import ImportRowDone


async def carry_out_row(
    customers: Customers,
    rows: ImportedRows,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    *,
    job_id: UUID,
    row: int,
    read: Callable[[], NewCustomer],
    now: datetime,
) -> ImportedRow:
    """The row is carried out once, however often it is asked for, and the importer is answered each time.

    A row that names a customer who was deleted since is answered as it was, and creates nobody. `read` raises
    FieldRejected when the row does not pass.
    """
    done = await rows.find(job_id, row)
    if done is None:
        done = await _carry_out(customers, outbox, placeholders, job_id, row, read, now)
        await rows.add(done)
    await outbox.publish(
        ImportRowDone.model_validate(done, from_attributes=True), subject=f"{job_id}:{row}", sequence=1
    )
    return done


async def _carry_out(
    customers: Customers,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    job_id: UUID,
    row: int,
    read: Callable[[], NewCustomer],
    now: datetime,
) -> ImportedRow:
    try:
        customer = await create_customer(customers, outbox, placeholders, read(), now)
    except EmailAlreadyUsed as used:
        return ImportedRow(
            job_id, row, "duplicate", used.candidate.id, used.candidate.number, "email-already-used", "email"
        )
    except FieldRejected as rejected:
        return ImportedRow(job_id, row, "rejected", reason=rejected.code, field=rejected.field)
    return ImportedRow(job_id, row, "created", customer.id, customer.number)

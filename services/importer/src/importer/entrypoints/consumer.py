"""What the importer reacts to."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.consumed import Outcome, Received, on
from chassis.events.outbox import Outbox
from importer.adapters.customers import StoredCustomerEmails, StoredPurges
from importer.adapters.rows import StoredRows
from importer.application.keep_email_hash import keep_email_hash
from importer.application.purge_customer import purge_customer
from importer.application.record_answer import record_answer
from importer.events.consumed import CustomerDeleted, CustomerMerged, CustomerSnapshot, ImportRowDone
from importer.settings import settings


async def keep_customer_email(session: AsyncSession, event: Received[CustomerSnapshot]) -> Outcome:
    """Files are checked against this customer's e-mail from now on."""
    kept = await keep_email_hash(
        StoredCustomerEmails(session),
        settings().hasher,
        customer_id=event.data.customer_id,
        email=event.data.email,
        is_placeholder=event.data.email_is_placeholder,
    )
    return Outcome.APPLIED if kept else Outcome.STALE


async def follow_merge(session: AsyncSession, event: Received[CustomerMerged]) -> Outcome:
    """The customer's e-mail is no reason any more to refuse a row."""
    merged = await StoredCustomerEmails(session).merge(event.data.customer_id, event.data.into)
    return Outcome.APPLIED if merged else Outcome.STALE


async def purge_customer_data(session: AsyncSession, event: Received[CustomerDeleted]) -> None:
    """Nothing of the customer is left but the id, and the deletion is answered."""
    await purge_customer(
        StoredCustomerEmails(session),
        StoredPurges(session),
        Outbox(session),
        customer_id=event.data.customer_id,
        at=datetime.now(UTC),
    )
    announce(session, "customer", event.data.customer_id)


async def record_row_answer(session: AsyncSession, event: Received[ImportRowDone]) -> Outcome:
    """The row shows what became of it; the worker counts it."""
    done = event.data
    answered = await record_answer(
        StoredRows(session),
        StoredCustomerEmails(session),
        job_id=done.job_id,
        row=done.row,
        outcome=done.outcome,
        customer_id=done.customer_id,
        number=done.number,
        reason=done.reason,
        field=done.field,
    )
    return Outcome.APPLIED if answered else Outcome.STALE


SUBSCRIPTIONS = (
    on("customers", "customer.created", CustomerSnapshot, keep_customer_email),
    on("customers", "customer.updated", CustomerSnapshot, keep_customer_email),
    on("customers", "customer.blocked", CustomerSnapshot, keep_customer_email),
    on("customers", "customer.unblocked", CustomerSnapshot, keep_customer_email),
    on("customers", "customer.merged", CustomerMerged, follow_merge),
    on("customers", "customer.deleted", CustomerDeleted, purge_customer_data, terminal=True),
    on("import-results", "import.row_done", ImportRowDone, record_row_answer, ordered=False),
)

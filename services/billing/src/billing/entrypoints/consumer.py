"""What billing reacts to."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.accounts import StoredAccounts
from billing.adapters.customers import StoredCustomers
from billing.adapters.purges import StoredPurges
from billing.application.follow_merges import keep_copy, merge_customer
from billing.application.purge_customer import purge_customer
from billing.domain.customer import Address, CustomerCopy, CustomerStatus, Participant, Recipient
from billing.domain.invoice import business_day
from billing.events.consumed import CustomerDeleted, CustomerMerged, CustomerSnapshot
from chassis.changes import announce
from chassis.events.consumed import Outcome, Received, on
from chassis.events.outbox import Outbox


async def keep_customer_copy(session: AsyncSession, event: Received[CustomerSnapshot]) -> Outcome:
    """Our copy is the customer of this event, unless it is newer or the customer was deleted.

    One who was an alias until now has an account of their own again.
    """
    kept = await keep_copy(
        StoredCustomers(session),
        StoredAccounts(session),
        Outbox(session),
        _copy(event.data),
        today=business_day(datetime.now(UTC)),
    )
    return Outcome.APPLIED if kept else Outcome.STALE


async def follow_merge(session: AsyncSession, event: Received[CustomerMerged]) -> Outcome:
    """What is the customer's is listed with, and counts for, the survivor; no invoice changes."""
    merged = await merge_customer(
        StoredCustomers(session),
        StoredAccounts(session),
        Outbox(session),
        customer_id=event.data.customer_id,
        into=event.data.into,
        version=event.sequence,
        today=business_day(datetime.now(UTC)),
    )
    if not merged:
        return Outcome.STALE
    announce(session, "customer", event.data.customer_id)
    announce(session, "customer", event.data.into)
    return Outcome.APPLIED


async def purge_customer_data(session: AsyncSession, event: Received[CustomerDeleted]) -> None:
    """Only the issued invoices of the customer are left, and the deletion is answered."""
    await purge_customer(
        StoredCustomers(session),
        StoredPurges(session),
        Outbox(session),
        customer_id=event.data.customer_id,
        at=datetime.now(UTC),
    )
    announce(session, "customer", event.data.customer_id)


SUBSCRIPTIONS = (
    on("customers", "customer.created", CustomerSnapshot, keep_customer_copy),
    on("customers", "customer.updated", CustomerSnapshot, keep_customer_copy),
    on("customers", "customer.blocked", CustomerSnapshot, keep_customer_copy),
    on("customers", "customer.unblocked", CustomerSnapshot, keep_customer_copy),
    on("customers", "customer.merged", CustomerMerged, follow_merge),
    on("customers", "customer.deleted", CustomerDeleted, purge_customer_data, terminal=True),
)


def _copy(snapshot: CustomerSnapshot) -> CustomerCopy:
    address = snapshot.address
    return CustomerCopy(
        customer_id=snapshot.customer_id,
        status=CustomerStatus(snapshot.status),
        version=snapshot.version,
        recipient=Recipient(
            customer_number=snapshot.number,
            salutation=snapshot.salutation,
            first_name=snapshot.first_name,
            last_name=snapshot.last_name,
            company_name=snapshot.company_name,
            address=Address(**address.model_dump()) if address else None,
        ),
        email=snapshot.email,
        participants=tuple(Participant(**participant.model_dump()) for participant in snapshot.participants),
    )

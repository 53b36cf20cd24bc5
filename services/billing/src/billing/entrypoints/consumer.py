"""What billing reacts to."""

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.customers import StoredCustomers
from billing.adapters.purges import StoredPurges
from billing.application.purge_customer import purge_customer
from billing.domain.customer import Address, CustomerCopy, CustomerStatus, Participant, Recipient
from billing.events.consumed import CustomerDeleted, CustomerSnapshot
from chassis.changes import announce
from chassis.events.consumed import Outcome, Received, on
from chassis.events.outbox import Outbox


async def keep_customer_copy(session: AsyncSession, event: Received[CustomerSnapshot]) -> Outcome:
    """Our copy is the customer of this event, unless it is newer or the customer was deleted."""
    stored = await StoredCustomers(session).keep(_copy(event.data))
    return Outcome.APPLIED if stored else Outcome.STALE


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

"""What customers say of the newsletter by a link in a mail (M5)."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.tell import tell
from customers.application.ports import Customers
from customers.domain.customer import Customer
from customers.domain.errors import CustomerDeleted, CustomerMerged, CustomerNotFound, WordingUnknown
from customers.domain.newsletter import DOUBLE_OPT_IN, WORDINGS, NewsletterEvidence
from customers.events.published import CustomerUpdated


async def follow_confirmation(
    customers: Customers,
    outbox: Outbox,
    customer_id: UUID,
    email_version: int,
    wording: str,
    at: datetime,
    now: datetime,
) -> bool:
    """The consent and its evidence are the customer's; False when it is no news, or about a former address.

    A merged customer's address is the survivor's or nobody's, so what was confirmed there is void. Raises
    WordingUnknown while this service does not know what was consented to.
    """
    if wording not in WORDINGS:
        raise WordingUnknown(wording)
    try:
        customer = await customers.for_change(customer_id)
    except (CustomerNotFound, CustomerDeleted, CustomerMerged):
        return False
    evidence = NewsletterEvidence(DOUBLE_OPT_IN, at, WORDINGS[wording])
    if not customer.confirm_newsletter(evidence, email_version, now):
        return False
    await _save(customers, outbox, customer)
    return True


async def follow_unsubscribe(
    customers: Customers, outbox: Outbox, customer_id: UUID, at: datetime, now: datetime
) -> UUID | None:
    """Whose newsletter has ended: of a merged customer the survivor's; None when it is no news.

    The alias is not locked before its survivor, as nobody does.
    """
    try:
        customer = await customers.for_change(await _survivor_of(customers, customer_id))
    except (CustomerNotFound, CustomerDeleted):
        return None
    if not customer.unsubscribe_newsletter(at, now):
        return None
    await _save(customers, outbox, customer)
    return customer.id


async def _survivor_of(customers: Customers, customer_id: UUID) -> UUID:
    try:
        return (await customers.read(customer_id)).id
    except CustomerMerged as merged:
        return merged.merged_into


async def _save(customers: Customers, outbox: Outbox, customer: Customer) -> None:
    await customers.save(customer)
    await tell(outbox, customer, CustomerUpdated)

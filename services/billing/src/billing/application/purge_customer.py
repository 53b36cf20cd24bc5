"""A customer was deleted."""

from datetime import datetime
from uuid import UUID

from billing.application.ports import Customers, Invoices, Purges
from billing.events.published import CustomerPurged
from chassis.events.outbox import Outbox

SERVICE = "billing"


async def purge_customer(
    customers: Customers,
    invoices: Invoices,
    purges: Purges,
    outbox: Outbox,
    *,
    customer_id: UUID,
    at: datetime,
) -> None:
    """The copy is an empty mark, drafts are gone, issued invoices stay as they are (§ 147 AO).

    The counts are told, and told again when asked again; so it is for a customer never heard of.
    """
    copies = await customers.erase(customer_id)
    if told := await purges.answer_again(customer_id):
        times, counts = told
    else:
        times = 1
        counts = {
            "customer_copy": copies,
            "drafts_deleted": await invoices.discard_drafts_of(customer_id),
            "invoices_kept": await invoices.count_issued_of(customer_id),
        }
        await purges.store(customer_id, counts, at=at)
    await outbox.publish(
        CustomerPurged(customer_id=customer_id, counts=counts),
        subject=f"{customer_id}:{SERVICE}",
        sequence=times,
    )

"""The law no longer demands what was kept of a deleted customer."""

from datetime import date
from uuid import UUID

from billing.application.ports import Customers, Invoices, Purges
from billing.application.purge_customer import tell_purge
from chassis.events.outbox import Outbox


async def end_retention(
    customers: Customers,
    invoices: Invoices,
    purges: Purges,
    outbox: Outbox,
    *,
    customer_id: UUID,
    today: date,
) -> int:
    """Invoices past their last day are gone, and the certificate says so; answers how many went.

    The deletion is answered once more, with a later sequence: what was kept is less, what was erased more.
    """
    await customers.bury(customer_id)
    gone = await invoices.erase_after_retention(customer_id, today=today)
    if gone:
        await tell_purge(outbox, customer_id, await purges.count_erased(customer_id, gone))
    return gone

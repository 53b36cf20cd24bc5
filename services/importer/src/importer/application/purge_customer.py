"""A customer was deleted."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from importer.application.ports import CustomerEmails, Purges
from importer.events.published import CustomerPurged

SERVICE = "importer"


async def purge_customer(
    customers: CustomerEmails, purges: Purges, outbox: Outbox, *, customer_id: UUID, at: datetime
) -> None:
    """No row holds anything of the customer, nor does a hash; the id alone is remembered.

    Rows are theirs when they became this customer, or carry the e-mail. The counts are told, and told again
    when asked again; so it is for a customer never heard of.
    """
    await customers.bury(customer_id)
    erased = await purges.erase(customer_id)
    if told := await purges.answer_again(customer_id):
        times, counts = told
    else:
        times, counts = 1, erased
        await purges.store(customer_id, counts, at=at)
    await outbox.publish(
        CustomerPurged(customer_id=customer_id, counts=counts),
        subject=f"{customer_id}:{SERVICE}",
        sequence=times,
    )

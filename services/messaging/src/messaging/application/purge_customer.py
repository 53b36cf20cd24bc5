"""Forgetting a customer (C10, G6)."""

from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.ports import Purges, Recipients
from messaging.events.published import CustomerPurged

SERVICE = "messaging"


async def purge_customer(recipients: Recipients, purges: Purges, outbox: Outbox, customer_id: UUID) -> None:
    """Leaves nothing of the customer but the id, and answers with `customer.purged`.

    Waits for everyone who is storing something of theirs; whoever comes later finds them deleted. Asked
    again it publishes the first answer again, also for a customer it never knew.
    """
    await recipients.bury(customer_id)
    counts = await purges.answered(customer_id)
    if counts is None:
        counts = await purges.erase(customer_id)
    subject = f"{customer_id}:{SERVICE}"
    await outbox.publish(
        CustomerPurged(customer_id=customer_id, counts=dict(counts)), subject=subject, sequence=1, key=subject
    )

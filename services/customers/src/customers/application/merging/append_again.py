"""`customer.merged` once more, so that the snapshots before it leave Kafka."""

from chassis.events.outbox import Outbox
from customers.application.ports import Merge
from customers.events.published import CustomerMerged


async def append_again(outbox: Outbox, merge: Merge) -> None:
    """The same record, same id, is on its way again: subscribers know it already.

    The alias is locked and still merged: after an undo this would be an older state as the last record of its key.
    """
    await outbox.publish(
        CustomerMerged(customer_id=merge.merged_id, into=merge.survivor_id),
        subject=merge.merged_id,
        sequence=merge.sequence,
        event_id=merge.event_id,
    )

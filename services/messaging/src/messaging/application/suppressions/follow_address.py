"""A customer has another address, by a change or by a merge."""

from datetime import datetime
from uuid import UUID

from chassis.ids import new_id
from messaging.application.ports import Recipients, Suppressions


async def follow_address(
    recipients: Recipients, suppressions: Suppressions, customer_id: UUID, now: datetime
) -> None:
    """What was said of a former address is over; what is known from a merged customer counts (C11).

    Costs one look when neither is the case, which is nearly always.
    """
    if not await suppressions.may_change_with_address(customer_id):
        return
    recipient = await recipients.hold_for_change(customer_id)
    if recipient is None:
        return
    standing = await suppressions.standing_of(recipient)
    standing.address_changed(now)
    standing.take_over(await suppressions.of_merged_into(customer_id), new_id)
    await suppressions.save(standing)

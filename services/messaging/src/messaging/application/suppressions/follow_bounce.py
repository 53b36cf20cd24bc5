"""A mail that failed for good may mean that its address is not mailed any more."""

from datetime import datetime
from uuid import UUID

from chassis.ids import new_id
from messaging.application.ports import Recipients, Suppressions
from messaging.domain.bounce import Bounce
from messaging.domain.suppression import may_suppress


async def follow_bounce(
    recipients: Recipients,
    suppressions: Suppressions,
    customer_id: UUID,
    email_version: int,
    bounce: Bounce,
    at: datetime,
    message_id: UUID | None,
) -> bool:
    """Whether the address is suppressed because of it.

    Spam, policy, size and network say nothing of the address, and change nothing here; nor does anything of a customer
    who has none: nothing may be stored of one who is deleted (G6). Takes the recipient's row
    exclusively before any message is locked, as everyone does.
    """
    if not may_suppress(bounce):
        return False
    recipient = await recipients.hold_for_change(customer_id)
    if recipient is None or recipient.email is None:
        return False
    standing = await suppressions.standing_of(recipient)
    added = standing.bounced(new_id(), bounce, email_version, at, message_id)
    await suppressions.save(standing)
    return added is not None


async def follow_delivery(
    recipients: Recipients, suppressions: Suppressions, customer_id: UUID, email_version: int
) -> None:
    """A mailbox that takes mail is not full."""
    held = (await recipients.hold([customer_id])).get(customer_id)
    if held is None or not held.mailbox_full_on:
        return
    recipient = await recipients.hold_for_change(customer_id)
    if recipient is not None:
        standing = await suppressions.standing_of(recipient)
        standing.delivered(email_version)
        await suppressions.save(standing)

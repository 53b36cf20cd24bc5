"""Keeping the copy of a customer."""

from datetime import datetime

from chassis.events.outbox import Outbox
from messaging.application.ports import Messages, Recipients
from messaging.application.suppress import suppress
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason


async def keep_recipient(
    recipients: Recipients, messages: Messages, outbox: Outbox, recipient: Recipient, now: datetime
) -> bool:
    """Stores the copy as the snapshot says; False, and nothing changes, when the customer is deleted.

    One who was merged is nobody's alias any more. A snapshot that says `blocked` ends the waiting mails of the
    customer, and of those merged into it, as suppressed at once (M4), unless their writer confirmed that they go to
    a blocked customer.
    """
    if not await recipients.keep(recipient):
        return False
    if recipient.status is RecipientStatus.BLOCKED:
        for message in await messages.lock_waiting(recipient.customer_id):
            if not message.confirm_blocked:
                await suppress(messages, outbox, message, recipient, SuppressedReason.BLOCKED, now)
    return True

"""A customer told their provider that our mail is unwanted (a feedback report, RFC 5965)."""

from datetime import datetime
from uuid import UUID

from chassis.ids import new_id
from messaging.application.ports import Recipients, Suppressions
from messaging.domain.recipient import RecipientStatus


async def follow_complaint(
    recipients: Recipients, suppressions: Suppressions, customer_id: UUID, at: datetime, message_id: UUID
) -> None:
    """They get no newsletter any more; invoices and what else they need they do."""
    recipient = await recipients.hold_for_change(customer_id)
    if recipient is None or recipient.status is RecipientStatus.DELETED:
        return
    standing = await suppressions.standing_of(recipient)
    standing.complained(new_id(), at, message_id)
    await suppressions.save(standing)

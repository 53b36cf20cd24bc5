"""A customer told their provider that our mail is unwanted (a feedback report, RFC 5965)."""

from datetime import datetime
from uuid import UUID

from chassis.ids import new_id
from messaging.application.ports import Recipients, Suppressions
from messaging.domain.recipient import RecipientStatus


async def follow_complaint(
    recipients: Recipients, suppressions: Suppressions, customer_id: UUID, at: datetime, message_id: UUID
) -> None:
    """They get no newsletter any more; invoices and what else they need they do.

    Of a merged one neither does the survivor, who is the same person; theirs stays should the merge be taken back.
    Hold both exclusively.
    """
    survivor_id = (await recipients.survivors([customer_id]))[customer_id]
    for id in sorted({customer_id, survivor_id or customer_id}):
        recipient = await recipients.hold_for_change(id)
        if recipient is None or recipient.status is RecipientStatus.DELETED:
            continue
        standing = await suppressions.standing_of(recipient)
        standing.complained(new_id(), at, message_id)
        await suppressions.save(standing)

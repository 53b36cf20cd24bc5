"""Whether a message may reach its recipient."""

from messaging.domain.message import Channel, Kind, Message
from messaging.domain.newsletter import NEWSLETTER_CONFIRMATION
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason


def reason_to_suppress(
    recipient: Recipient, kind: Kind, channel: Channel, *, confirm_blocked: bool
) -> SuppressedReason | None:
    """Why no such message may go to them now; None when it may.

    A blocked customer hears nothing unless the clerk confirmed it after the notice (M4).
    A placeholder address has no login and is never mailed (C12), by no channel. Nor is an alias: what was asked
    for it is void since the merge (C11). An address that does not work, or is not to be mailed, gets no mail of any
    kind, a clerk's own included. A newsletter by mail needs consent (M5).
    """
    if recipient.status is RecipientStatus.MERGED:
        return SuppressedReason.OBSOLETE
    if recipient.status is RecipientStatus.BLOCKED and not confirm_blocked:
        return SuppressedReason.BLOCKED
    if recipient.email_is_placeholder:
        return SuppressedReason.PLACEHOLDER
    if not recipient.email:
        return SuppressedReason.NO_ADDRESS
    if channel is Channel.EMAIL and recipient.mail_suppressed:
        return SuppressedReason.SUPPRESSED
    if kind is Kind.NEWSLETTER and channel is Channel.EMAIL and not recipient.wants_newsletter:
        return SuppressedReason.NO_CONSENT
    return None


def reason_not_to_send(message: Message, recipient: Recipient) -> SuppressedReason | None:
    """The same for a message that is written. Who is not waited for to confirm a newsletter is not asked to (M5)."""
    if message.template == NEWSLETTER_CONFIRMATION and recipient.newsletter_state != "requested":
        return SuppressedReason.OBSOLETE
    return reason_to_suppress(
        recipient, message.kind, message.channel, confirm_blocked=message.confirm_blocked
    )

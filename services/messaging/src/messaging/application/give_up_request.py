"""A requested mail that nobody wants any more."""

from datetime import datetime

from chassis.events.outbox import Outbox
from messaging.application.facts import publish
from messaging.application.ports import Messages
from messaging.domain.message import Happening, Message
from messaging.domain.recipient import Recipient, SuppressedReason
from messaging.events.published import MailSuppressed


async def give_up_request(
    messages: Messages, outbox: Outbox, message: Message, recipient: Recipient, now: datetime
) -> None:
    """The locked message never leaves: its link was used or followed by another, or its account is gone."""
    reason = SuppressedReason.OBSOLETE
    message.suppress(reason)
    await messages.save(message)
    await messages.note(message, Happening.SUPPRESSED, now, reason=reason)
    await publish(outbox, MailSuppressed, message, recipient.email_version, now, reason=reason)

"""A requested mail that nobody wants any more."""

from datetime import datetime

from chassis.events.outbox import Outbox
from messaging.application.facts import publish_suppressed
from messaging.application.ports import Messages
from messaging.domain.message import Happening, Message
from messaging.domain.recipient import Recipient, SuppressedReason


async def give_up_request(
    messages: Messages, outbox: Outbox, message: Message, recipient: Recipient, now: datetime
) -> None:
    """The locked message never leaves: its link was used or followed by another, or its account is gone."""
    reason = SuppressedReason.OBSOLETE
    message.suppress(reason)
    await messages.save(message)
    await messages.note(message, Happening.SUPPRESSED, now, reason=reason)
    await publish_suppressed(outbox, message, recipient, now, reason)

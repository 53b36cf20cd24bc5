"""A message that does not leave (M4): in its state, in its history, and told."""

from datetime import datetime

from chassis.events.outbox import Outbox
from messaging.application.facts import publish
from messaging.application.ports import WrittenMessages
from messaging.domain.message import Happening, Message
from messaging.domain.recipient import Recipient, SuppressedReason
from messaging.events.published import MailSuppressed


async def suppress(
    messages: WrittenMessages,
    outbox: Outbox,
    message: Message,
    recipient: Recipient,
    reason: SuppressedReason,
    now: datetime,
) -> None:
    """The locked message never leaves."""
    message.suppress(reason)
    await messages.save(message)
    await tell_suppressed(messages, outbox, message, recipient, reason, now)


async def tell_suppressed(
    messages: WrittenMessages,
    outbox: Outbox,
    message: Message,
    recipient: Recipient,
    reason: SuppressedReason,
    now: datetime,
) -> None:
    """The history and the topic say that the suppressed message does not go to this recipient."""
    await messages.note(message, Happening.SUPPRESSED, now, reason=reason)
    await publish(outbox, MailSuppressed, message, recipient, now, reason=reason)

"""A person knows what became of a mail that nobody knew of (G7)."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.facts import Addressee, publish
from messaging.application.ports import Attempts, Messages, Recipients
from messaging.domain.errors import MessageDoesNotExist, MessageNotUncertain
from messaging.domain.message import NOT_SENT, Happening, Message
from messaging.events.published import MailAccepted, MailFailed


async def lock_held(recipients: Recipients, messages: Messages, message_id: UUID) -> Message:
    """The message, locked after the row of its customer. Raises MessageDoesNotExist."""
    customer_id = await messages.customer_of(message_id)
    if customer_id is not None:
        await recipients.hold([customer_id])
        if message := await messages.lock(message_id):
            return message
    raise MessageDoesNotExist(message_id)


async def resolve_uncertain(
    messages: Messages,
    attempts: Attempts,
    outbox: Outbox,
    message: Message,
    now: datetime,
    *,
    sent: bool,
    by: UUID,
) -> None:
    """The locked message is accepted, or has failed; others are told. Raises MessageNotUncertain."""
    if not message.resolve(now, sent=sent):
        raise MessageNotUncertain(message.id)
    to: Addressee | None = await attempts.last_of(message.id)
    assert to is not None, "only an attempt makes a message uncertain"
    if sent:
        await messages.note(message, Happening.ACCEPTED, now, by=by)
        await publish(outbox, MailAccepted, message, to, now)
    else:
        await messages.note(message, Happening.FAILED, now, reason=NOT_SENT, by=by)
        await publish(outbox, MailFailed, message, to, now, reason=NOT_SENT)
    await messages.save(message)

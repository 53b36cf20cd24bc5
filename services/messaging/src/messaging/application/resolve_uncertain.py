"""A person knows what became of a mail that nobody knew of (G7)."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.facts import publish
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
    """The locked message is accepted, or has failed; others are told. Raises MessageNotUncertain.

    Nobody is told when its attempt went with the survivor of a merge whom it was sent to.
    """
    to = await attempts.last_of(message.id)
    if not message.resolve(to.started_at if to else now, sent=sent):
        raise MessageNotUncertain(message.id)
    happening, reason = (Happening.ACCEPTED, None) if sent else (Happening.FAILED, NOT_SENT)
    await messages.note(message, happening, now, reason=reason, by=by)
    await messages.save(message)
    if to is None:
        return
    if sent:
        await publish(outbox, MailAccepted, message, to, now)
    else:
        await publish(outbox, MailFailed, message, to, now, reason=NOT_SENT)

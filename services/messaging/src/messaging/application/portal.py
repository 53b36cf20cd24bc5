"""Messages on the customer's shelf in the portal."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.ports import Messages
from messaging.application.suppress import suppress
from messaging.domain.errors import MessageDoesNotExist
from messaging.domain.message import Happening, Message
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import Recipient


async def put_on_shelf(
    messages: Messages, outbox: Outbox, message: Message, recipient: Recipient, now: datetime
) -> None:
    """The locked message that was written for now is in the portal, unless it must not reach its customer (M4)."""
    reason = reason_not_to_send(message, recipient)
    if reason is not None:
        await suppress(messages, outbox, message, recipient, reason, now)
        return
    message.accept(now)
    await messages.note(message, Happening.ACCEPTED, now)
    await messages.save(message)


async def note_read(messages: Messages, message: Message | None, message_id: UUID, now: datetime) -> Message:
    """The customer has opened it: once, and called delivered. Raises MessageDoesNotExist."""
    if message is None:
        raise MessageDoesNotExist(message_id)
    if message.read(now):
        await messages.note(message, Happening.DELIVERED, now)
        await messages.save(message)
    return message

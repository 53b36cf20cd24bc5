"""What is learned about a mail, by us or by another system, reaches its status and its history."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from messaging.application.ports import Messages, Recipients
from messaging.domain.bounce import Bounce
from messaging.domain.message import Happening, Message, Status


async def apply_report(
    recipients: Recipients,
    messages: Messages,
    customer_id: UUID,
    message_id: UUID,
    happening: Happening,
    at: datetime,
    change: Callable[[Message, datetime], bool],
    *,
    reason: str | None = None,
    bounce: Bounce | None = None,
) -> bool:
    """Adds it to the message's history and lets the status climb; False when there is no such message.

    Of one that nobody has tried to hand over yet nothing can be known: whoever tells of it is mistaken, and it leaves.
    `change` gets the message and when its last attempt began. The status only moves up its ladder: a message that is
    over keeps its end, and the history tells the rest.
    """
    await recipients.hold([customer_id])
    message = await messages.lock(message_id)
    if message is None or message.status is Status.QUEUED:
        return False
    if not await messages.was_sent_to(message, customer_id):
        return False
    change(message, await messages.tried_at(message) or at)
    await messages.note(message, happening, at, reason=reason, bounce=bounce)
    await messages.save(message)
    return True

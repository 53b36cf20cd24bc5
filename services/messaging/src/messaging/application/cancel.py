"""What has not left yet does not leave."""

from datetime import datetime
from uuid import UUID

from messaging.application.ports import Broadcasts, Messages
from messaging.domain.broadcast import Broadcast
from messaging.domain.errors import (
    BroadcastNotCancellable,
    MessageDoesNotExist,
    MessageNotCancellable,
)
from messaging.domain.message import Happening, Message


async def cancel_message(
    messages: Messages, message: Message | None, message_id: UUID, now: datetime, by: UUID
) -> None:
    """The locked message never leaves, and its history says who took it back.

    Raises MessageDoesNotExist and MessageNotCancellable.
    """
    if message is None:
        raise MessageDoesNotExist(message_id)
    if not message.can_be_cancelled:
        raise MessageNotCancellable(message_id)
    message.cancel()
    await messages.note(message, Happening.CANCELLED, now, by=by)
    await messages.save(message)


async def cancel_broadcast(broadcasts: Broadcasts, broadcast: Broadcast, now: datetime) -> None:
    """Of the locked broadcast nobody more is planned; what waits is taken back afterwards, part by part.

    Raises BroadcastNotCancellable when it is over and nothing of it waits.
    """
    if broadcast.is_over and not await broadcasts.anything_waits(broadcast.id):
        raise BroadcastNotCancellable(broadcast.id)
    broadcast.cancel(now)
    await broadcasts.save(broadcast)

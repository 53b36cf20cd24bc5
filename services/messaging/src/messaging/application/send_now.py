"""A person does not want to wait for the time that a broadcast was planned for."""

from datetime import datetime

from messaging.application.ports import Broadcasts
from messaging.domain.broadcast import Broadcast, BroadcastStatus
from messaging.domain.errors import BroadcastNotScheduled


async def send_now(broadcasts: Broadcasts, broadcast: Broadcast, now: datetime) -> None:
    """The locked broadcast is due. Raises BroadcastNotScheduled unless it waits for its time."""
    if broadcast.status is not BroadcastStatus.SCHEDULED:
        raise BroadcastNotScheduled(broadcast.id)
    broadcast.advance(now)
    await broadcasts.save(broadcast)

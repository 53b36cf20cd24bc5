"""A person does not want to wait for the time that a broadcast was planned for."""

from datetime import datetime

from messaging.application.change_broadcast import check_scheduled
from messaging.application.ports import Broadcasts
from messaging.domain.broadcast import Broadcast


async def send_now(broadcasts: Broadcasts, broadcast: Broadcast, now: datetime) -> None:
    """The locked broadcast is due. Raises BroadcastNotScheduled unless it waits for its time."""
    check_scheduled(broadcast)
    broadcast.advance(now)
    await broadcasts.save(broadcast)

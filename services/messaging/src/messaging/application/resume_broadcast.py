"""A person takes up again what could not be planned."""

from messaging.application.ports import Broadcasts
from messaging.domain.broadcast import Broadcast, BroadcastStatus
from messaging.domain.errors import BroadcastNotResumable


async def resume_broadcast(broadcasts: Broadcasts, broadcast: Broadcast) -> None:
    """The locked broadcast is planned on from its position. Raises BroadcastNotResumable unless it has failed."""
    if broadcast.status is not BroadcastStatus.FAILED:
        raise BroadcastNotResumable(broadcast.id)
    broadcast.resume()
    await broadcasts.save(broadcast)

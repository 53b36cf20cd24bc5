"""The terminal record once more.

Only closed segments are compacted, and a segment closes only on an append: in a quiet partition the snapshots
of the deleted would stay for ever. So the same record follows after the topic's `segment.ms`.
"""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.ports import Erasures
from customers.domain.erasure import Erasure
from customers.events.published import CustomerDeleted


async def append_again(erasures: Erasures, outbox: Outbox, erasure: Erasure, now: datetime) -> None:
    """The same terminal record, same id, is on its way again: subscribers know it already."""
    await _publish(outbox, erasure, erasure.terminal_id)
    erasure.appends += 1
    erasure.appended_at = now
    await erasures.save(erasure)


async def ask_again(erasures: Erasures, outbox: Outbox, erasure: Erasure, now: datetime) -> None:
    """The terminal record with a new id is on its way: every service answers once more what it purged."""
    await _publish(outbox, erasure, None)
    erasure.asked_at = now
    await erasures.save(erasure)


async def _publish(outbox: Outbox, erasure: Erasure, event_id: UUID | None) -> None:
    await outbox.publish(
        CustomerDeleted(customer_id=erasure.customer_id),
        subject=erasure.customer_id,
        sequence=erasure.terminal_sequence,
        event_id=event_id,
    )

"""Two customers are one from now on (C11)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.ports import Messages, Recipients
from messaging.application.suppress import suppress
from messaging.domain.message import Message, Status
from messaging.domain.recipient import SuppressedReason

_REACHES_NOBODY = frozenset({Status.SUPPRESSED, Status.CANCELLED, Status.FAILED, Status.BOUNCED})


async def keep_one_of_each(
    recipients: Recipients, messages: Messages, outbox: Outbox, customer_id: UUID, now: datetime
) -> None:
    """What was written to both in one go, and waits, reaches the survivor once (M2); the other one is obsolete.

    Hold the customer exclusively.
    """
    survivor_id = (await recipients.survivors([customer_id]))[customer_id]
    survivor = await recipients.read(survivor_id) if survivor_id else None
    if survivor is None:
        return
    waiting = await messages.lock_doubles(survivor.customer_id)
    for message in _doubles(waiting, survivor.customer_id):
        await suppress(messages, outbox, message, survivor, SuppressedReason.OBSOLETE, now)


def _doubles(messages: Sequence[Message], survivor_id: UUID) -> list[Message]:
    """Those that can be taken back, besides the one that is on its way already, else the survivor's own."""
    found: list[Message] = []
    reaching = [message for message in messages if message.status not in _REACHES_NOBODY]
    reaching.sort(
        key=lambda message: (
            message.submission_id,
            message.can_be_cancelled,
            message.customer_id != survivor_id,
            message.id,
        )
    )
    for _, together in groupby(reaching, key=lambda message: message.submission_id):
        found += [message for message in list(together)[1:] if message.can_be_cancelled]
    return found

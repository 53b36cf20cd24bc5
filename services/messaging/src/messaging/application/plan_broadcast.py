"""From a broadcast to its messages, a chunk of customers at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from messaging.application.facts import publish
from messaging.application.ports import Broadcasts, Messages, Recipients
from messaging.domain.broadcast import Broadcast
from messaging.domain.message import Channel, Happening, Message
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason
from messaging.events.published import MailSuppressed


async def plan_chunk(
    recipients: Recipients,
    messages: Messages,
    broadcasts: Broadcasts,
    outbox: Outbox,
    broadcast: Broadcast,
    now: datetime,
) -> None:
    """The next customers of the locked broadcast have their message, and its position is behind them.

    Both in one transaction, so that whoever goes on after a crash finds each customer done or not begun. Who was
    merged is written to as the survivor, once. Left out with a reason get a suppressed message, those without
    consent are only remembered (M5): nothing was to be told to them.
    """
    broadcast.begin(now)
    size = broadcast.chunk
    members = await broadcasts.next_members(broadcast, size)
    held = await _alive(recipients, members)
    planned = await broadcasts.planned(broadcast.id, list(held))
    written, told = [], []
    left_out: dict[UUID, SuppressedReason] = {}
    for customer_id, recipient in held.items():
        if customer_id in planned:
            continue
        message = broadcast.message_to(recipient, new_id(), now)
        reason = reason_not_to_send(message, recipient)
        if reason is None:
            broadcast.recipients += 1
        else:
            broadcast.exclude(reason)
            left_out[customer_id] = reason
            message.suppress(reason)
            if reason is not SuppressedReason.NO_CONSENT:
                told.append((message, recipient, reason))
        if reason is not SuppressedReason.NO_CONSENT:
            written.append(message)
    await broadcasts.leave_out(broadcast.id, left_out)
    await _store(messages, written, now)
    for message, recipient, reason in told:
        await publish(outbox, MailSuppressed, message, recipient, now, reason=reason)
    if members:
        broadcast.get_on(members[-1])
    if len(members) < size:
        broadcast.finish(now)
    await broadcasts.save(broadcast)


async def _alive(recipients: Recipients, members: Sequence[UUID]) -> dict[UUID, Recipient]:
    """Who is written to for these, held; whoever was merged while we waited for the lock is looked up again."""
    while True:
        survivors = await recipients.survivors(members)
        held = await recipients.hold({id_ for id_ in survivors.values() if id_ is not None})
        if all(recipient.status is not RecipientStatus.MERGED for recipient in held.values()):
            return {id_: held[id_] for id_ in held if held[id_].status is not RecipientStatus.DELETED}


async def _store(messages: Messages, written: Sequence[Message], now: datetime) -> None:
    suppressed = [message for message in written if message.suppressed_reason is not None]
    shelved = [
        message
        for message in written
        if message.channel is Channel.PORTAL and message.suppressed_reason is None
    ]
    for message in shelved:
        message.accept(now)
    await messages.add_many(written)
    await messages.note_many(suppressed, Happening.SUPPRESSED, now)
    await messages.note_many(shelved, Happening.ACCEPTED, now)

"""A clerk writes to picked customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from messaging.application.ports import Attachments, Messages, Recipients
from messaging.application.suppress import tell_suppressed
from messaging.domain.errors import CustomersDeleted, UnknownCustomers
from messaging.domain.message import Channel, Happening, Kind, Message
from messaging.domain.placeholders import fill_in, fill_in_html
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import Recipient, RecipientStatus


@dataclass(frozen=True)
class Draft:
    """What the clerk wrote, with placeholders, and to whom.

    `confirm_blocked`: after the notice, also to blocked ones (M4). `send_at`: not before.
    """

    customer_ids: Sequence[UUID]
    channel: Channel
    subject: str
    body: str
    confirm_blocked: bool
    author: UUID
    html: str | None = None
    attachment_ids: Sequence[UUID] = ()
    send_at: datetime | None = None


async def queue_messages(
    recipients: Recipients,
    messages: Messages,
    attachments: Attachments,
    outbox: Outbox,
    draft: Draft,
    submission_id: UUID,
    now: datetime,
) -> list[Message]:
    """Stores one message per customer, in the order given, each customer once; to a merged one means the survivor.

    E-mails wait for the sender, portal messages are on the portal's shelf (`accepted`); those who must not
    or cannot be written to get theirs as `suppressed` with the reason.
    Raises UnknownCustomers, CustomersDeleted, UnknownAttachments and AttachmentsTooLarge; then nothing at all
    is stored.
    """
    customer_ids, known = await _held(recipients, draft.customer_ids)
    if deleted := [id_ for id_ in customer_ids if known[id_].status is RecipientStatus.DELETED]:
        raise CustomersDeleted(deleted)
    await attachments.attach(draft.attachment_ids, submission_id)
    written = [_write(draft, known[customer_id], submission_id, now) for customer_id in customer_ids]
    for message in written:
        await dispatch(messages, outbox, message, known[message.customer_id], now)
    return written


async def _held(recipients: Recipients, asked: Sequence[UUID]) -> tuple[list[UUID], dict[UUID, Recipient]]:
    """Who is written to, held; whoever was merged while we waited for the lock is looked up again."""
    while True:
        survivors = await recipients.survivors(asked)
        customer_ids = list(dict.fromkeys(survivors[id_] or id_ for id_ in asked))
        known = await recipients.hold(customer_ids)
        if unknown := [id_ for id_ in asked if survivors[id_] not in known]:
            raise UnknownCustomers(unknown)
        if all(recipient.status is not RecipientStatus.MERGED for recipient in known.values()):
            return customer_ids, known


def _write(draft: Draft, recipient: Recipient, submission_id: UUID, now: datetime) -> Message:
    return Message(
        id=new_id(),
        customer_id=recipient.customer_id,
        submission_id=submission_id,
        channel=draft.channel,
        kind=Kind.PERSONAL,
        subject=fill_in(draft.subject, recipient),
        body=fill_in(draft.body, recipient),
        html=None if draft.html is None else fill_in_html(draft.html, recipient),
        confirm_blocked=draft.confirm_blocked,
        created_at=now,
        created_by=draft.author,
        send_at=draft.send_at,
        attachments=len(draft.attachment_ids),
        next_attempt_at=(draft.send_at or now) if draft.channel is Channel.EMAIL else None,
    )


async def dispatch(
    messages: Messages, outbox: Outbox, message: Message, recipient: Recipient, now: datetime
) -> None:
    """Stores the new message: for the sender, on the shelf of the portal, for later, or suppressed with the reason."""
    reason = reason_not_to_send(message, recipient)
    if reason is not None:
        message.suppress(reason)
        await messages.add(message)
        await tell_suppressed(messages, outbox, message, recipient, reason, now)
        return
    shelved_now = message.channel is Channel.PORTAL and message.send_at is None
    if shelved_now:
        message.accept(now)
    await messages.add(message)
    if shelved_now:
        await messages.note(message, Happening.ACCEPTED, now)

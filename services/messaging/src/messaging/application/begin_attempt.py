"""The last look before a mail leaves."""

import secrets
from datetime import datetime

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from messaging.application.ports import WrittenAttempts, WrittenMessages
from messaging.application.suppress import suppress
from messaging.domain.attempt import Attempt
from messaging.domain.message import Message
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import Recipient


async def begin_attempt(
    messages: WrittenMessages,
    attempts: WrittenAttempts,
    outbox: Outbox,
    message: Message,
    recipient: Recipient,
    owner: int,
    now: datetime,
) -> Attempt | None:
    """The attempt under which the mail may be handed over within a second; None when it must not leave (M4).

    Needs the message locked and the recipient's row held. The attempt is committed before MAIL FROM, so that
    a crash leaves its trace (G7). It is the recipient's: the survivor's when the message was written to somebody who
    was merged since. Its token is random: a return path tells nobody whom it belongs to.
    """
    reason = reason_not_to_send(message, recipient)
    if reason is not None:
        await suppress(messages, outbox, message, recipient, reason, now)
        return None
    assert recipient.email is not None
    attempt = Attempt(
        id=new_id(),
        message_id=message.id,
        customer_id=recipient.customer_id,
        number=message.begin_attempt(),
        owner=owner,
        token=secrets.token_hex(16),
        address=recipient.email,
        email_version=recipient.email_version,
        started_at=now,
    )
    await messages.save(message)
    await attempts.add(attempt)
    return attempt

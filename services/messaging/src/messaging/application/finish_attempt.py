"""Writing down what became of an attempt."""

from datetime import datetime

from chassis.events.outbox import Outbox
from messaging.application.facts import publish, publish_bounced
from messaging.application.ports import Attempts, WrittenAttempts, WrittenMessages
from messaging.domain.attempt import (
    Attempt,
    AttemptResult,
    Interrupted,
    NeverBegun,
    Outcome,
    Refused,
    Reply,
    TakenOver,
    Unknown,
    Unsendable,
)
from messaging.domain.bounce import Bounce, BounceReason
from messaging.domain.bounces import classify_reply
from messaging.domain.message import Happening, Message
from messaging.domain.retry import is_given_up, next_attempt_at
from messaging.events.published import MailAccepted, MailDeferred, MailFailed


async def finish_attempt(
    messages: WrittenMessages,
    attempts: WrittenAttempts,
    outbox: Outbox,
    attempt: Attempt,
    outcome: Outcome,
    now: datetime,
) -> None:
    """Brings message, attempt and history up to what the relay answered.

    A final refusal takes the same path as a bounce: it is published, and what reads the topic changes the
    status. An outcome that comes late, after the attempt was called uncertain, settles it. Nothing happens
    when the message is gone: its customer was deleted meanwhile.
    """
    message = await messages.lock(attempt.message_id)
    if message is None:
        return
    match outcome:
        case TakenOver(reply):
            attempt.finish(AttemptResult.ACCEPTED, now, reply)
            # Its report may be quicker than the answer, but not than the attempt's begin: so the order is the true one.
            message.accept(attempt.started_at)
            await messages.note(message, Happening.ACCEPTED, attempt.started_at)
            await publish(outbox, MailAccepted, message, attempt, attempt.started_at)
        case Refused(reply) if reply.is_final:
            attempt.finish(AttemptResult.REJECTED, now, reply)
            message.next_attempt_at = None
            await publish_bounced(outbox, message, attempt, now, _source(attempt), classify_reply(reply))
        case Refused(reply):
            await _defer(outbox, message, attempt, reply, now)
        case Interrupted():
            await _defer(outbox, message, attempt, None, now)
        case NeverBegun():
            message.undo_attempt(now)
            await attempts.remove(attempt)
            await messages.save(message)
            return
        case Unsendable(reason):
            attempt.finish(AttemptResult.UNSENDABLE, now)
            message.next_attempt_at = None
            await publish(outbox, MailFailed, message, attempt, now, _source(attempt), reason=reason)
        case Unknown():
            await _doubt(messages, message, attempt, now)
    await attempts.save(attempt)
    await messages.save(message)


async def doubt_attempt(
    messages: WrittenMessages, attempts: Attempts, attempt: Attempt, now: datetime
) -> None:
    """Calls an attempt uncertain whose sender vanished; the mail is never sent again by itself (G7)."""
    message = await messages.lock(attempt.message_id)
    current = await attempts.get(attempt.id)
    if message is None or current is None or current.result is not AttemptResult.SENDING:
        return
    await _doubt(messages, message, current, now)
    await attempts.save(current)
    await messages.save(message)


async def _doubt(messages: WrittenMessages, message: Message, attempt: Attempt, now: datetime) -> None:
    attempt.finish(AttemptResult.UNCERTAIN, now)
    if message.doubt():
        await messages.note(message, Happening.UNCERTAIN, now)


async def _defer(
    outbox: Outbox, message: Message, attempt: Attempt, reply: Reply | None, now: datetime
) -> None:
    attempt.finish(AttemptResult.DEFERRED, now, reply)
    if is_given_up(message.due_since, now):
        message.next_attempt_at = None
        await publish_bounced(outbox, message, attempt, now, _source(attempt), _expired(reply))
        return
    message.retry_at(next_attempt_at(now, message.attempts))
    await publish(outbox, MailDeferred, message, attempt, now, _source(attempt))


def _expired(reply: Reply | None) -> Bounce:
    if reply is None:
        return Bounce.of(BounceReason.NETWORK)
    bounce = classify_reply(reply)
    if bounce.reason is BounceReason.MAILBOX_FULL:
        return bounce
    return Bounce.of(BounceReason.EXPIRED, bounce.status)


def _source(attempt: Attempt) -> str:
    return f"attempt:{attempt.id}"

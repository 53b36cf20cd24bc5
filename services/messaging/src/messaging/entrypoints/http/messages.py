"""Messages: write to customers, and see what became of it."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Actor, Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.preconditions import OptionalIfMatch, etag
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from messaging.adapters.attachments import SqlAttachments, file_of
from messaging.adapters.messages import SqlMessages
from messaging.adapters.queries import message_details
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.tables import MessageRow
from messaging.application.cancel import cancel_message
from messaging.application.queue_messages import Draft, queue_messages
from messaging.domain.errors import MessageDoesNotExist, MessagesGone
from messaging.domain.message import Message
from messaging.entrypoints.http.bodies import MessagesTaken, MessageTaken, SingleMessageOut
from messaging.entrypoints.http.content import MessageIn, check_send_at
from messaging.entrypoints.http.deadlocks import again_after_deadlock
from messaging.entrypoints.http.files import FILE_RESPONSE, file_response
from messaging.entrypoints.http.waiting import wait_for_copies

router = APIRouter(prefix="/api/messages", tags=["messages"], responses=problem_responses(401, 403, 422))


@router.post("", status_code=202, responses=problem_responses(409, 410))
async def write(
    body: MessageIn, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> MessagesTaken:
    """Takes one message per customer, or none at all, and answers with their ids and where they stand.

    `queued`: the mail leaves in a moment. `accepted`: it is in the portal. `suppressed`: it never leaves,
    with the reason in `suppressed_reason` (`blocked`, `placeholder`, `no_address`). With `send_at` it stays `queued`
    until then. Placeholders are filled in for each customer.
    """
    await wait_for_copies(db, body.customer_ids)
    written = await again_after_deadlock(lambda: _write(body, request, actor, db, key))
    return MessagesTaken(items=[MessageTaken.of(message) for message in written])


async def _write(
    body: MessageIn, request: Request, actor: Actor, db: Database, key: str | None
) -> list[Message]:
    async with db.transaction() as session:
        messages = SqlMessages(session)
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            submission_id = entry.previous.resource_id
            written = await messages.of_submission(submission_id) if submission_id else []
            if not written:
                raise MessagesGone(submission_id or UUID(int=0))
            return written
        now = datetime.now(UTC)
        check_send_at(body.send_at, now)
        draft = Draft(
            customer_ids=body.customer_ids,
            channel=body.channel,
            subject=body.subject,
            body=body.body,
            confirm_blocked=body.confirm_blocked,
            author=actor.account_id,
            html=body.html,
            attachment_ids=body.attachment_ids,
            send_at=body.send_at,
        )
        submission_id = new_id()
        written = await queue_messages(
            SqlRecipients(session),
            messages,
            SqlAttachments(session),
            Outbox(session),
            draft,
            submission_id,
            now,
        )
        only = written[0].customer_id if len(written) == 1 else None
        await entry.finish(202, submission_id, customer_id=only)
        return written


@router.get("/{message_id}", responses=problem_responses(404))
async def read(message_id: UUID, response: Response, _: Staff, db: Db) -> SingleMessageOut:
    """One message with its text, its attempts and its history."""
    async with db.reading() as session:
        details = await message_details(session, message_id)
        if details is None:
            raise MessageDoesNotExist(message_id)
        etag(response, details.message.version)
        return SingleMessageOut.of_details(details)


@router.post("/{message_id}/cancel", responses=problem_responses(404, 409, 412))
async def cancel(
    message_id: UUID, response: Response, actor: Staff, db: Db, precondition: OptionalIfMatch
) -> SingleMessageOut:
    """Takes back a message that has not been handed over."""
    async with db.transaction() as session:
        messages = SqlMessages(session)
        message = await messages.lock(message_id)
        details = await message_details(session, message_id)
        if details is not None:
            precondition.require(details.message.version)
        await cancel_message(messages, message, message_id, datetime.now(UTC), actor.account_id)
    return await read(message_id, response, actor, db)


@router.get(
    "/{message_id}/attachments/{attachment_id}",
    response_class=Response,
    responses=FILE_RESPONSE | problem_responses(404),
)
async def download(message_id: UUID, attachment_id: UUID, _: Staff, db: Db) -> Response:
    """A file that the message carries."""
    async with db.reading() as session:
        message = await session.get(MessageRow, message_id)
        if message is None:
            raise MessageDoesNotExist(message_id)
        return file_response(await file_of(session, message.submission_id, attachment_id))

"""What is planned for later is changed in place."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Response

from chassis.database import Database
from chassis.http.actors import Actor, Staff
from chassis.http.dependencies import Db
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import FieldError, invalid_fields, problem_responses
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.broadcast_lists import broadcast_details
from messaging.adapters.broadcasts import SqlBroadcasts
from messaging.adapters.course_dates import SqlCourseDates
from messaging.adapters.recipients import SqlRecipients
from messaging.application.change_broadcast import change_broadcast, check_scheduled
from messaging.domain.broadcast import Broadcast
from messaging.domain.errors import BroadcastDoesNotExist
from messaging.entrypoints.http.broadcast_bodies import BroadcastChange, BroadcastOut
from messaging.entrypoints.http.content import check_send_at
from messaging.entrypoints.http.deadlocks import again_after_deadlock
from messaging.entrypoints.http.waiting import wait_for_copies

router = APIRouter(prefix="/api/broadcasts", tags=["broadcasts"], responses=problem_responses(401, 403, 422))

_SAYS = ("kind", "channel", "subject", "body", "html")


@router.patch("/{broadcast_id}", responses=problem_responses(404, 409, 412, 428))
async def change(
    broadcast_id: UUID,
    body: BroadcastChange,
    response: Response,
    actor: Staff,
    db: Db,
    precondition: IfMatch,
) -> BroadcastOut:
    """Changes what is given of one that waits for its time.

    Once it is being sent, or cancelled, that is 409 `not-scheduled`, whatever version the caller saw.
    """
    _check_nothing_is_emptied(body)
    if body.audience is not None:
        await wait_for_copies(db, body.audience.customer_ids)

    async def write() -> BroadcastOut:
        return await _change(broadcast_id, body, actor, db, precondition)

    answer = await again_after_deadlock(write)
    etag(response, answer.version)
    return answer


async def _change(
    broadcast_id: UUID, body: BroadcastChange, actor: Actor, db: Database, precondition: IfMatch
) -> BroadcastOut:
    async with db.transaction() as session:
        broadcasts = SqlBroadcasts(session)
        broadcast = await broadcasts.lock(broadcast_id)
        if broadcast is None:
            raise BroadcastDoesNotExist(broadcast_id)
        check_scheduled(broadcast)
        details = await broadcast_details(session, broadcast_id)
        precondition.require(details.row.version, lambda: BroadcastOut.of(details))
        await change_broadcast(
            SqlRecipients(session),
            broadcasts,
            SqlCourseDates(session),
            SqlAttachments(session),
            _changed(broadcast, body, actor, datetime.now(UTC)),
            None if body.audience is None else body.audience.selection(),
            body.attachment_ids,
        )
        return BroadcastOut.of(await broadcast_details(session, broadcast_id))


def _changed(broadcast: Broadcast, body: BroadcastChange, actor: Actor, now: datetime) -> Broadcast:
    given = body.model_fields_set
    _check_one_text(broadcast, body)
    said = {name: getattr(body, name) for name in _SAYS if name in given}
    changed = replace(broadcast, **said, changed_at=now, changed_by=actor.account_id)
    if "send_at" in given and body.send_at != broadcast.send_at:
        check_send_at(body.send_at, now)
        changed.send_at = body.send_at
        if body.send_at is None:
            changed.advance(now)
    return changed


def _check_nothing_is_emptied(body: BroadcastChange) -> None:
    emptied = [
        name for name in sorted(body.model_fields_set - {"html", "send_at"}) if getattr(body, name) is None
    ]
    if emptied:
        raise invalid_fields(
            *(
                FieldError(name, "empty", "Hier muss etwas stehen.", "Something must be written here.")
                for name in emptied
            )
        )


def _check_one_text(broadcast: Broadcast, body: BroadcastChange) -> None:
    """A mail must not say one thing in its text and another in its HTML."""
    given = body.model_fields_set
    missing = None
    if "body" in given and "html" not in given and broadcast.html is not None:
        missing = "html"
    elif body.html is not None and "body" not in given:
        missing = "body"
    if missing:
        raise invalid_fields(
            FieldError(
                missing,
                "missing",
                "Text und HTML sagen dasselbe: Bitte beides angeben.",
                "Text and HTML say the same: please give both.",
            )
        )

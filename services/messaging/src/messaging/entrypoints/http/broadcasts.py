"""Broadcasts: write to an audience, see whom it reaches, and what became of it."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse

from chassis.database import Database
from chassis.http import idempotency
from chassis.http.actors import Actor, Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import OptionalIfMatch, etag
from chassis.http.problems import FieldError, invalid_fields, problem_responses
from chassis.ids import new_id
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.audiences import reach_of
from messaging.adapters.broadcast_lists import broadcast_details, broadcasts_page, counts_of
from messaging.adapters.broadcasts import SqlBroadcasts
from messaging.adapters.course_dates import SqlCourseDates
from messaging.adapters.left_out import left_out_of
from messaging.adapters.picked import NOBODY, picked_of, picked_page
from messaging.adapters.queries import unknown_recipients
from messaging.adapters.recipients import SqlRecipients
from messaging.application.cancel import cancel_broadcast
from messaging.application.resume_broadcast import resume_broadcast
from messaging.application.send_now import send_now
from messaging.application.start_broadcast import check_course_dates, start_broadcast
from messaging.domain.broadcast import Broadcast, BroadcastStatus
from messaging.domain.errors import BroadcastDoesNotExist, UnknownCustomers
from messaging.domain.recipient import SuppressedReason
from messaging.entrypoints.http.broadcast_bodies import (
    BroadcastIn,
    BroadcastItem,
    BroadcastOut,
    ExcludedOut,
    NamedOut,
    ReachOut,
)
from messaging.entrypoints.http.content import check_send_at
from messaging.entrypoints.http.deadlocks import again_after_deadlock
from messaging.entrypoints.http.waiting import wait_for_copies

router = APIRouter(prefix="/api/broadcasts", tags=["broadcasts"], responses=problem_responses(401, 403, 422))

_DRY_RUN: dict[int | str, dict[str, Any]] = {
    200: {"model": ReachOut, "description": "With `dry_run`: nothing is written"}
}
CANCEL_AT_ONCE = 1_000


@router.post(
    "",
    status_code=202,
    response_model=BroadcastOut,
    responses=_DRY_RUN | problem_responses(410),
)
async def start(
    body: BroadcastIn,
    request: Request,
    response: Response,
    actor: Staff,
    db: Db,
    key: IdempotencyKey,
    dry_run: Annotated[
        bool, Query(description="Count whom it would reach, and name who is left out")
    ] = False,
) -> Any:
    """Takes the broadcast; the worker writes one message to each customer of its audience as soon as it is due.

    Picked customers, groups and course dates are united, each customer once; deleted and merged ones are none.
    Subject and body may only be missing with `dry_run`.
    """
    await wait_for_copies(db, body.audience.customer_ids)
    if dry_run:
        return await _reach(body, db)
    _check_complete(body)

    async def write() -> BroadcastOut:
        return await _start(body, request, actor, db, key)

    answer = await again_after_deadlock(write)
    etag(response, answer.version)
    response.headers["Location"] = f"/api/broadcasts/{answer.id}"
    return answer


async def _start(
    body: BroadcastIn, request: Request, actor: Actor, db: Database, key: str | None
) -> BroadcastOut:
    now = datetime.now(UTC)
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            broadcast_id = entry.previous.resource_id or UUID(int=0)
        else:
            check_send_at(body.send_at, now)
            broadcast_id = new_id()
            broadcast = Broadcast(
                id=broadcast_id,
                kind=body.kind,
                channel=body.channel,
                subject=body.subject,
                body=body.body,
                html=body.html,
                audience=body.audience.selection(),
                created_at=now,
                created_by=actor.account_id,
                send_at=body.send_at,
            )
            await start_broadcast(
                SqlRecipients(session),
                SqlBroadcasts(session),
                SqlCourseDates(session),
                SqlAttachments(session),
                broadcast,
                body.attachment_ids,
            )
            await entry.finish(202, broadcast_id)
        try:
            return BroadcastOut.of(await broadcast_details(session, broadcast_id))
        except BroadcastDoesNotExist:  # it went with the last customer it was for
            raise idempotency.gone() from None


async def _reach(body: BroadcastIn, db: Database) -> JSONResponse:
    audience = body.audience.selection()
    async with db.reading() as session:
        await check_course_dates(SqlCourseDates(session), audience)
        if unknown := await unknown_recipients(session, list(audience.customer_ids)):
            raise UnknownCustomers(unknown)
        texts = [body.subject, body.body, body.html or ""]
        reach = await reach_of(session, audience, body.kind, body.channel, texts)
    return JSONResponse(ReachOut.of(reach).model_dump(mode="json"))


@router.get("")
async def list_all(
    _: Staff, db: Db, paging: Page, status: BroadcastStatus | None = None
) -> PageOf[BroadcastItem]:
    """The broadcasts, newest first, with what became of their messages."""
    order = paging.order({"created_at"}, default="-created_at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        rows, total = await broadcasts_page(
            session,
            status=status,
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
        shown = rows[: paging.limit]
        ids = [row.id for row in shown]
        counts, picked = await counts_of(session, ids), await picked_of(session, ids)
    last = shown[-1] if len(rows) > paging.limit else None
    cursor = encode_cursor(last.created_at, last.id) if last else None
    items = [BroadcastItem.of_row(row, counts.get(row.id, {}), picked.get(row.id, NOBODY)) for row in shown]
    return page(items, cursor, total)


@router.get("/{broadcast_id}", responses=problem_responses(404))
async def read(broadcast_id: UUID, response: Response, _: Staff, db: Db) -> BroadcastOut:
    """One broadcast with its text and its figures."""
    async with db.reading() as session:
        answer = BroadcastOut.of(await broadcast_details(session, broadcast_id))
    etag(response, answer.version)
    return answer


@router.get("/{broadcast_id}/left-out", responses=problem_responses(404))
async def left_out(
    broadcast_id: UUID, _: Staff, db: Db, paging: Page, reason: SuppressedReason | None = None
) -> PageOf[ExcludedOut]:
    """Who got nothing when it was planned, and why; not those who are deleted since."""
    descending = paging.order({"customer_id"}, default="customer_id").descending
    after = paging.after(UUID)
    async with db.reading() as session:
        await broadcast_details(session, broadcast_id)
        found, total = await left_out_of(
            session,
            broadcast_id,
            reason,
            after[0] if after else None,
            paging.limit + 1,
            descending=descending,
        )
    shown = found[: paging.limit]
    cursor = encode_cursor(shown[-1].customer_id) if len(found) > paging.limit else None
    return page([ExcludedOut.model_validate(one, from_attributes=True) for one in shown], cursor, total)


@router.get("/{broadcast_id}/customers", responses=problem_responses(404))
async def picked_customers(broadcast_id: UUID, _: Staff, db: Db, paging: Page) -> PageOf[NamedOut]:
    """All customers who were picked for it and are still there."""
    descending = paging.order({"customer_id"}, default="customer_id").descending
    after = paging.after(UUID)
    async with db.reading() as session:
        await broadcast_details(session, broadcast_id)
        found, total = await picked_page(
            session, broadcast_id, after[0] if after else None, paging.limit + 1, descending=descending
        )
    shown = found[: paging.limit]
    cursor = encode_cursor(shown[-1].customer_id) if len(found) > paging.limit else None
    return page([NamedOut.model_validate(one, from_attributes=True) for one in shown], cursor, total)


@router.post("/{broadcast_id}/cancel", responses=problem_responses(404, 409, 412))
async def cancel(
    broadcast_id: UUID, response: Response, actor: Staff, db: Db, precondition: OptionalIfMatch
) -> BroadcastOut:
    """Nobody more is written to, and what is not handed over yet never leaves."""
    async with db.transaction() as session:
        broadcasts = SqlBroadcasts(session)
        broadcast = await _locked(broadcasts, session, broadcast_id, precondition)
        await cancel_broadcast(broadcasts, broadcast, datetime.now(UTC))
    taken_back = CANCEL_AT_ONCE
    while taken_back == CANCEL_AT_ONCE:
        async with db.transaction() as session:
            taken_back = await SqlBroadcasts(session).cancel_waiting(
                broadcast_id, CANCEL_AT_ONCE, datetime.now(UTC), actor.account_id
            )
    async with db.reading() as session:
        answer = BroadcastOut.of(await broadcast_details(session, broadcast_id))
    etag(response, answer.version)
    return answer


@router.post("/{broadcast_id}/send-now", responses=problem_responses(404, 409, 412))
async def send_at_once(
    broadcast_id: UUID, response: Response, _: Staff, db: Db, precondition: OptionalIfMatch
) -> BroadcastOut:
    """What was planned for later leaves at once (409 `not-scheduled` when it does not wait)."""
    async with db.transaction() as session:
        broadcasts = SqlBroadcasts(session)
        broadcast = await _locked(broadcasts, session, broadcast_id, precondition)
        await send_now(broadcasts, broadcast, datetime.now(UTC))
        answer = BroadcastOut.of(await broadcast_details(session, broadcast_id))
    etag(response, answer.version)
    return answer


@router.post("/{broadcast_id}/resume", responses=problem_responses(404, 409, 412))
async def resume(
    broadcast_id: UUID, response: Response, _: Staff, db: Db, precondition: OptionalIfMatch
) -> BroadcastOut:
    """A failed one is planned on from where it was; whoever has their message gets no second one."""
    async with db.transaction() as session:
        broadcasts = SqlBroadcasts(session)
        broadcast = await _locked(broadcasts, session, broadcast_id, precondition)
        await resume_broadcast(broadcasts, broadcast)
        answer = BroadcastOut.of(await broadcast_details(session, broadcast_id))
    etag(response, answer.version)
    return answer


async def _locked(
    broadcasts: SqlBroadcasts, session: AsyncSession, broadcast_id: UUID, precondition: OptionalIfMatch
) -> Broadcast:
    """It and no other change of it. Raises BroadcastDoesNotExist, and what a precondition that does not hold does."""
    broadcast = await broadcasts.lock(broadcast_id)
    if broadcast is None:
        raise BroadcastDoesNotExist(broadcast_id)
    details = await broadcast_details(session, broadcast_id)
    precondition.require(details.row.version, lambda: BroadcastOut.of(details))
    return broadcast


def _check_complete(body: BroadcastIn) -> None:
    missing = [name for name in ("subject", "body") if not getattr(body, name).strip()]
    if missing:
        raise invalid_fields(
            *(
                FieldError(name, "empty", "Hier muss etwas stehen.", "Something must be written here.")
                for name in missing
            )
        )

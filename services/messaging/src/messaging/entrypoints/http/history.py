"""The history: every message of a customer and across all (M3), and a person's word on what nobody knows."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from chassis.events.outbox import Outbox
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import OptionalIfMatch, etag
from chassis.http.problems import FieldError, invalid_fields, problem_responses
from messaging.adapters.attempts import SqlAttempts
from messaging.adapters.messages import SqlMessages
from messaging.adapters.queries import (
    COUNTED,
    NOBODY,
    MessageFilter,
    addressees_of,
    count_messages,
    list_messages,
    message_details,
    message_version,
    united_with,
)
from messaging.adapters.recipients import SqlRecipients
from messaging.application.resolve_uncertain import lock_held, resolve_uncertain
from messaging.domain.bounce import BounceReason
from messaging.domain.days import begin_of, end_of
from messaging.domain.errors import MessageDoesNotExist
from messaging.domain.message import Channel, Kind, Status
from messaging.domain.recipient import SuppressedReason
from messaging.entrypoints.http.bodies import MessageOut, ResolutionIn, SingleMessageOut

router = APIRouter(prefix="/api/messages", tags=["messages"], responses=problem_responses(401, 403, 422))

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_Moment = Annotated[str | None, Query(max_length=40, description="A day, or a moment as RFC 3339 writes it")]


class MessagePage(PageOf[MessageOut]):
    """One page of messages. `total` is exact up to 10,000; with more hits it stays there."""

    total_is_exact: bool


async def _wanted(
    status: Status | None = None,
    channel: Channel | None = None,
    kind: Kind | None = None,
    reason: Annotated[
        BounceReason | SuppressedReason | None, Query(description="Why it bounced, or was suppressed")
    ] = None,
    since: Annotated[_Moment, Query(alias="from")] = None,
    until: Annotated[_Moment, Query(alias="to")] = None,
    broadcast_id: UUID | None = None,
    q: Annotated[
        str | None, Query(max_length=200, description="Words in subject, text, name or address")
    ] = None,
) -> MessageFilter:
    return MessageFilter(
        status=status,
        channel=channel,
        kind=kind,
        reason=reason,
        since=_moment("from", since, begin_of, timedelta()),
        before=_moment("to", until, end_of, timedelta(microseconds=1)),
        broadcast_id=broadcast_id,
        text=q,
    )


Wanted = Annotated[MessageFilter, Depends(_wanted)]


@router.get("")
async def list_all(
    _: Staff, db: Db, paging: Page, wanted: Wanted, customer_id: UUID | None = None
) -> MessagePage:
    """The messages by when they were written, newest first; of a customer together with those merged into it.

    `to` includes the day, or the moment, that it names.
    """
    order = paging.order({"created_at"}, default="-created_at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        if customer_id is not None:
            wanted = wanted.of_customers(await united_with(session, customer_id))
        found = await count_messages(session, wanted)
        rows = await list_messages(
            session,
            wanted,
            paging.limit + 1,
            (after[0], after[1]) if after else None,
            found=found,
            newest_first=order.descending,
        )
        shown = rows[: paging.limit]
        addressees = await addressees_of(session, shown)
    last = shown[-1] if len(rows) > paging.limit else None
    return MessagePage.model_construct(
        items=[MessageOut.of(row, addressees.get(row.id, NOBODY)) for row in shown],
        next_cursor=encode_cursor(last.created_at, last.id) if last else None,
        total=min(found.total, COUNTED),
        total_is_exact=found.total <= COUNTED,
    )


@router.post("/{message_id}/resolve", responses=problem_responses(404, 409, 412))
async def resolve(
    message_id: UUID,
    body: ResolutionIn,
    response: Response,
    actor: Staff,
    db: Db,
    precondition: OptionalIfMatch,
) -> SingleMessageOut:
    """A person found out what became of an uncertain mail (G7): it was sent, or it was not and has failed."""
    async with db.transaction() as session:
        messages = SqlMessages(session)
        message = await lock_held(SqlRecipients(session), messages, message_id)
        precondition.require(await message_version(session, message_id))
        await resolve_uncertain(
            messages,
            SqlAttempts(session),
            Outbox(session),
            message,
            datetime.now(UTC),
            sent=body.outcome == "sent",
            by=actor.account_id,
        )
        details = await message_details(session, message_id)
        if details is None:
            raise MessageDoesNotExist(message_id)
        etag(response, details.message.version)
        return SingleMessageOut.of_details(details)


def _moment(
    field: str, text: str | None, of_day: Callable[[date], datetime], included: timedelta
) -> datetime | None:
    """The moment that a filter begins or ends with; 422 when it is none."""
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return of_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a moment without a zone")
        return moment + included
    except (ValueError, OverflowError):
        raise invalid_fields(
            FieldError(
                field,
                "bad_moment",
                "Das ist weder ein Tag (2026-11-27) noch ein Zeitpunkt mit Zone.",
                "This is neither a day (2026-11-27) nor a moment with its zone.",
            )
        ) from None

"""Suppressions: who is not mailed and why, and the clerk's word on it."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import OptionalIfMatch, etag
from chassis.http.problems import problem_responses
from messaging.adapters.queries import united_with
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.suppression_lists import (
    Listed,
    SuppressionFilter,
    count_suppressions,
    list_suppressions,
    listed_suppression,
)
from messaging.adapters.suppressions import SqlSuppressions
from messaging.application.suppressions.suppress_by_hand import lift_suppression, suppress_by_hand
from messaging.domain.errors import SuppressionDoesNotExist
from messaging.domain.suppression import Scope, SuppressionReason
from messaging.entrypoints.http.waiting import wait_for_copies

router = APIRouter(
    prefix="/api/suppressions", tags=["suppressions"], responses=problem_responses(401, 403, 422)
)


class SuppressionIn(BaseModel):
    """A clerk's word that a customer gets no mail, or no newsletter."""

    model_config = ConfigDict(extra="forbid")

    customer_id: UUID
    scope: Scope = Scope.MAIL
    reason: Literal[SuppressionReason.MANUAL]


class SuppressionOut(BaseModel):
    """A suppression. In force while `lifted_at` is null; `…_by` are accounts, null where no clerk did it."""

    id: UUID
    customer_id: UUID
    customer_name: str
    address: str | None
    """The one it was made for."""
    scope: Scope
    reason: SuppressionReason
    created_at: datetime
    created_by: UUID | None
    message_id: UUID | None
    lifted_at: datetime | None
    lifted_by: UUID | None

    @classmethod
    def of(cls, listed: Listed) -> Self:
        """As the list shows it."""
        row = listed.suppression
        return cls(
            id=row.id,
            customer_id=row.customer_id,
            customer_name=listed.customer_name,
            address=row.address,
            scope=Scope(row.scope),
            reason=SuppressionReason(row.reason),
            created_at=row.created_at,
            created_by=row.created_by,
            message_id=row.message_id,
            lifted_at=row.lifted_at,
            lifted_by=row.lifted_by,
        )


@router.get("")
async def list_all(
    _: Staff,
    db: Db,
    paging: Page,
    customer_id: UUID | None = None,
    scope: Scope | None = None,
    active: bool | None = None,
    q: Annotated[str | None, Query(max_length=200, description="Words in name or address")] = None,
) -> PageOf[SuppressionOut]:
    """Who is or was not mailed, newest first; of a customer together with those merged into it."""
    order = paging.order({"created_at"}, default="-created_at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        customer_ids = None if customer_id is None else await united_with(session, customer_id)
        wanted = SuppressionFilter(customer_ids, scope, active, q)
        rows = await list_suppressions(
            session,
            wanted,
            paging.limit + 1,
            (after[0], after[1]) if after else None,
            newest_first=order.descending,
        )
        total = await count_suppressions(session, wanted)
    last = rows[paging.limit - 1].suppression if len(rows) > paging.limit else None
    cursor = encode_cursor(last.created_at, last.id) if last else None
    return page([SuppressionOut.of(row) for row in rows[: paging.limit]], cursor, total)


@router.post("", status_code=201, responses=problem_responses(409, 410))
async def suppress(
    body: SuppressionIn, request: Request, response: Response, actor: Staff, db: Db, key: IdempotencyKey
) -> SuppressionOut:
    """The customer gets no mail (or no newsletter) until somebody lifts it; a change of the address does not."""
    await wait_for_copies(db, [body.customer_id])
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            suppression_id = entry.previous.resource_id or UUID(int=0)
        else:
            suppression = await suppress_by_hand(
                SqlRecipients(session),
                SqlSuppressions(session),
                body.customer_id,
                body.scope,
                actor.account_id,
                datetime.now(UTC),
            )
            suppression_id = suppression.id
            await entry.finish(201, suppression.id, suppression.customer_id)
        listed = await listed_suppression(session, suppression_id)
        if listed is None:
            raise idempotency.gone()
    return _answered(response, listed)


@router.post("/{suppression_id}/lift", responses=problem_responses(404, 409, 412))
async def lift(
    suppression_id: UUID, response: Response, actor: Staff, db: Db, precondition: OptionalIfMatch
) -> SuppressionOut:
    """The customer is mailed again. Who has unsubscribed can only take that back themselves (M5): 409."""
    async with db.transaction() as session:
        await lift_suppression(
            SqlRecipients(session),
            SqlSuppressions(session),
            suppression_id,
            actor.account_id,
            datetime.now(UTC),
            precondition.require,
        )
        listed = await listed_suppression(session, suppression_id)
        if listed is None:
            raise SuppressionDoesNotExist(suppression_id)
    return _answered(response, listed)


def _answered(response: Response, listed: Listed) -> SuppressionOut:
    etag(response, 1 if listed.suppression.lifted_at is None else 2)
    return SuppressionOut.of(listed)

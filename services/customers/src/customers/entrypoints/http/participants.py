"""Participants of a customer. The ETag of one is its own version."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.adapters.reading import list_participants, read_participant
from customers.application.customers.participants import (
    add_participant,
    change_participant,
    remove_participant,
)
from customers.domain.errors import FieldRejected, ParticipantNotFound
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body, ParticipantBody
from customers.entrypoints.http.answers import JsonAnswer, ParticipantOut
from customers.entrypoints.http.customers import require_shown

router = APIRouter(prefix="/api", tags=["participants"], responses=problem_responses(401, 403, 422))


class ParticipantPatch(Body):
    """What changes; what is left out stays, a null birth date is removed."""

    first_name: fields.RequiredName | None = None
    last_name: fields.RequiredName | None = None
    birth_date: fields.BirthDate = None


@router.get(
    "/customers/{customer_id}/participants",
    response_model=PageOf[ParticipantOut],
    responses=problem_responses(404, 410),
)
async def find(customer_id: UUID, _: Staff, db: Db, paging: Page) -> JsonAnswer:
    """The participants with the notes on them (C6), in the order they were added."""
    order = paging.order({"created_at"}, default="created_at")
    after = paging.after(UUID)
    async with db.reading() as session:
        shown_customer = await require_shown(session, customer_id)
        items, total = await list_participants(
            session,
            customer_id=shown_customer["id"],
            descending=order.descending,
            after=after[0] if after else None,
            limit=paging.limit + 1,
        )
    shown = items[: paging.limit]
    next_cursor = encode_cursor(shown[-1]["id"]) if len(items) > paging.limit else None
    return JsonAnswer({"items": shown, "next_cursor": next_cursor, "total": total})


@router.post(
    "/customers/{customer_id}/participants",
    status_code=201,
    response_model=ParticipantOut,
    responses=problem_responses(404, 409, 410),
)
async def add(
    customer_id: UUID, body: ParticipantBody, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> JsonAnswer:
    """Adds a participant."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            answer = await read_participant(session, entry.previous.resource_id or UUID(int=0))
            if answer is None:
                raise idempotency.gone()
            return _answer(answer, 201)
        customers = StoredCustomers(session)
        customer = await customers.for_change(customer_id)
        participant = body.participant()
        await add_participant(customers, Outbox(session), customer, participant, datetime.now(UTC))
        await record_audit(
            session, actor, "participant.created", "participant", participant.id, customer_id=customer_id
        )
        announce(session, "customer", customer_id)
        await entry.finish(201, participant.id, customer_id)
        return _answer(await _read(session, participant.id), 201)


@router.patch(
    "/participants/{participant_id}",
    response_model=ParticipantOut,
    responses=problem_responses(404, 412, 428),
)
async def change(
    participant_id: UUID, body: ParticipantPatch, actor: Staff, db: Db, precondition: IfMatch
) -> JsonAnswer:
    """Changes names or birth date."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    for name in ("first_name", "last_name"):
        if name in given and given[name] is None:
            raise FieldRejected("missing", name)
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await customers.for_change_of_participant(participant_id)
        current = await _read(session, participant_id)
        participant = customer.participant(participant_id)
        precondition.require(participant.version, lambda: current)
        changed = replace(participant, **given)
        await change_participant(customers, Outbox(session), customer, changed, datetime.now(UTC))
        if changed != participant:
            differing = sorted(name for name, value in given.items() if value != getattr(participant, name))
            await record_audit(
                session,
                actor,
                "participant.changed",
                "participant",
                participant_id,
                {"fields": differing},
                customer_id=customer.id,
            )
        announce(session, "customer", customer.id)
        return _answer(await _read(session, participant_id))


@router.delete("/participants/{participant_id}", status_code=204, responses=problem_responses(404, 412, 428))
async def remove(participant_id: UUID, actor: Staff, db: Db, precondition: IfMatch) -> None:
    """Removes the participant and the notes on them."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await customers.for_change_of_participant(participant_id)
        current = await _read(session, participant_id)
        precondition.require(customer.participant(participant_id).version, lambda: current)
        await remove_participant(customers, Outbox(session), customer, participant_id, datetime.now(UTC))
        await record_audit(
            session, actor, "participant.deleted", "participant", participant_id, customer_id=customer.id
        )
        announce(session, "customer", customer.id)


async def _read(session: AsyncSession, participant_id: UUID) -> dict[str, Any]:
    answer = await read_participant(session, participant_id)
    if answer is None:
        raise ParticipantNotFound(participant_id)
    return answer


def _answer(answer: dict[str, Any], status: int = 200) -> JsonAnswer:
    response = JsonAnswer(answer, status)
    etag(response, answer["version"])
    return response

"""Merging customers with a preview, and taking it back (C11)."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.preconditions import OptionalIfMatch, Precondition
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.bank_data import BankVault
from customers.adapters.customers import StoredCustomers
from customers.adapters.merges import StoredMerges
from customers.adapters.queries import read_customer
from customers.application.merging.list_merges import list_merges
from customers.application.merging.merge_customers import merge_customers
from customers.application.merging.undo_merge import undo_merge
from customers.domain.customer import Customer
from customers.domain.errors import CustomerNotFound, FieldRejected
from customers.domain.merge import FIELDS, Side, plan_merge
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.answers import CustomerOut, JsonAnswer, MergePreviewOut, MergesOut
from customers.entrypoints.http.customers import answer_of, require_shown
from customers.entrypoints.http.dependencies import Environment, Vault
from customers.entrypoints.http.merge_preview import preview
from customers.entrypoints.rejections import rejected_value

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


def _known(choices: dict[str, Side]) -> dict[str, Side]:
    if not choices.keys() <= set(FIELDS):
        raise rejected_value(FieldRejected("unknown_choice", allowed=", ".join(FIELDS)))
    return choices


class MergeBody(Body):
    """Into whom, and whose value is kept for which field; left out: the survivor's (see the preview)."""

    into: UUID
    choices: Annotated[dict[str, Side], AfterValidator(_known)] = Field(default_factory=dict)


@router.post(
    "/{customer_id}/merge",
    response_model=CustomerOut | MergePreviewOut,
    responses=problem_responses(404, 409, 410, 412),
)
async def merge(
    customer_id: UUID,
    body: MergeBody,
    request: Request,
    actor: Staff,
    db: Db,
    environment: Environment,
    vault: Vault,
    precondition: OptionalIfMatch,
    key: IdempotencyKey,
    dry_run: Annotated[bool, Query(description="Only shows what would become of it")] = False,
) -> JsonAnswer:
    """Merges this customer into another one, who is answered; its id stays as an alias.

    `If-Match` is the version of the customer that is merged.
    """
    if dry_run:
        return await _preview(db, vault, customer_id, body, precondition)
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            return answer_of(await require_shown(session, entry.previous.resource_id or body.into))
        customers = StoredCustomers(session)
        source, survivor = await _both(session, customers, customer_id, body.into, precondition)
        await merge_customers(
            customers,
            StoredMerges(session),
            Outbox(session),
            environment.placeholders,
            source,
            survivor,
            body.choices,
            by=actor.account_id,
            now=datetime.now(UTC),
        )
        announce(session, "customer", source.id)
        announce(session, "customer", survivor.id)
        await record_audit(
            session,
            actor,
            "customer.merged",
            "customer",
            survivor.id,
            {
                "merged_id": str(source.id),
                "fields": [name for name, side in body.choices.items() if side is Side.SOURCE],
            },
        )
        await entry.finish(200, survivor.id, survivor.id)
        return answer_of(await require_shown(session, survivor.id))


@router.post(
    "/{customer_id}/merge/undo", response_model=CustomerOut, responses=problem_responses(404, 409, 410, 412)
)
async def undo(
    customer_id: UUID, actor: Staff, db: Db, environment: Environment, precondition: OptionalIfMatch
) -> JsonAnswer:
    """Takes a merge back within 30 days; answers the customer that was merged, as it is again.

    `If-Match` is the version of the survivor, which the merged id answers with.
    """
    async with db.transaction() as session:
        merges = StoredMerges(session)
        found = await merges.find(customer_id)
        current = await read_customer(session, found.survivor_id) if found else None
        restored = await undo_merge(
            StoredCustomers(session),
            merges,
            Outbox(session),
            environment.placeholders,
            customer_id,
            datetime.now(UTC),
            check=lambda survivor: precondition.require(survivor.version, lambda: current),
        )
        await record_audit(session, actor, "customer.merge_undone", "customer", restored.id)
        announce(session, "customer", restored.id)
        if found:
            announce(session, "customer", found.survivor_id)
        return answer_of(await require_shown(session, restored.id))


@router.get("/{customer_id}/merges", response_model=MergesOut, responses=problem_responses(404, 410))
async def find(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """Who was merged into this customer, the last first, and what can be undone until when.

    After the 30 days the name is forgotten.
    """
    async with db.reading() as session:
        shown = await require_shown(session, customer_id)
        merges = await list_merges(
            StoredCustomers(session), StoredMerges(session), shown["id"], datetime.now(UTC)
        )
    return JsonAnswer({"items": [vars(merge) for merge in merges]})


async def _preview(
    db: Database, vault: BankVault, customer_id: UUID, body: MergeBody, precondition: Precondition
) -> JsonAnswer:
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        source, survivor = await _both(session, customers, customer_id, body.into, precondition)
        plan = plan_merge(source, survivor, body.choices)
        return JsonAnswer(await preview(session, vault, source, survivor, plan))


async def _both(
    session: AsyncSession,
    customers: StoredCustomers,
    customer_id: UUID,
    into: UUID,
    precondition: Precondition,
) -> tuple[Customer, Customer]:
    """Source and survivor, locked in the order of their ids, so that two merges cannot wait for each other."""
    if customer_id == into:
        raise FieldRejected("merge_into_itself", "into")
    locked: dict[UUID, Any] = {}
    for each in sorted((customer_id, into)):
        try:
            locked[each] = await customers.for_change(each)
        except CustomerNotFound:
            if each == into:
                raise FieldRejected("unknown_customer", "into") from None
            raise
    current = await read_customer(session, customer_id)
    precondition.require(locked[customer_id].version, lambda: current)
    return locked[customer_id], locked[into]

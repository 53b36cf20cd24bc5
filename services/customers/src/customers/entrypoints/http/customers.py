"""`/api/customers`: create, find, read, change, block, delete."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.preconditions import IfMatch, OptionalIfMatch, Precondition, etag
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.copies import StoredImportedRows
from customers.adapters.customers import StoredCustomers
from customers.adapters.erasures import StoredErasures
from customers.adapters.look_alikes import StoredLookAlikes
from customers.adapters.queries import Answer, read_customer
from customers.adapters.sessions import StoredSessions
from customers.application.customers.block import block_customer, unblock_customer
from customers.application.customers.change import change_customer
from customers.application.customers.create import create_customer
from customers.application.erasure.delete_customer import delete_customer
from customers.domain.customer import Customer, CustomerStatus
from customers.domain.errors import CustomerDeleted, CustomerNotFound
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body, CustomerBody, CustomerPatch, fingerprints
from customers.entrypoints.http.answers import CustomerOut, ErasureOut, JsonAnswer
from customers.entrypoints.http.dependencies import Environment, Vault
from customers.entrypoints.http.erasures import certificate
from customers.entrypoints.kafka_time import kafka_takes

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


class BlockBody(Body):
    """Why a customer is blocked."""

    reason: fields.Reason


@router.post("", status_code=201, response_model=CustomerOut, responses=problem_responses(409, 410))
async def create(
    body: CustomerBody,
    request: Request,
    actor: Staff,
    db: Db,
    environment: Environment,
    vault: Vault,
    key: IdempotencyKey,
    force: Annotated[
        bool, Query(description="Also when it resembles others; never past a used e-mail")
    ] = False,
) -> JsonAnswer:
    """Creates a customer with the next number (C1, C12), unless it resembles others (C11)."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            answer = await read_customer(session, entry.previous.resource_id or UUID(int=0))
            if answer is None or answer["status"] == CustomerStatus.DELETED:
                raise idempotency.gone()
            answer = await require_shown(session, answer["id"])
        else:
            customer = await create_customer(
                StoredCustomers(session),
                Outbox(session),
                environment.placeholders,
                body.new_customer(vault),
                datetime.now(UTC),
                look_alikes=None if force else StoredLookAlikes(session),
                iban_fingerprints=fingerprints(vault, body.bank_details),
            )
            announce(session, "customer", customer.id)
            await record_audit(session, actor, "customer.created", "customer", customer.id)
            await entry.finish(201, customer.id, customer.id)
            answer = await require_shown(session, customer.id)
    response = answer_of(answer, 201)
    response.headers["Location"] = f"/api/customers/{answer['id']}"
    return response


@router.get("/{customer_id}", response_model=CustomerOut, responses=problem_responses(404, 410))
async def read(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """One customer."""
    async with db.reading() as session:
        return answer_of(await require_shown(session, customer_id))


@router.patch(
    "/{customer_id}", response_model=CustomerOut, responses=problem_responses(404, 409, 410, 412, 428)
)
async def change(
    customer_id: UUID,
    body: CustomerPatch,
    actor: Staff,
    db: Db,
    environment: Environment,
    vault: Vault,
    precondition: IfMatch,
) -> JsonAnswer:
    """Changes what is given and leaves the rest (C4)."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await _locked(session, customers, customer_id, precondition)
        before = replace(customer)
        await change_customer(
            customers,
            Outbox(session),
            environment.placeholders,
            customer,
            body.change(customer, vault),
            datetime.now(UTC),
        )
        if changed := customer.changed_since(before):
            await record_audit(
                session, actor, "customer.changed", "customer", customer_id, {"fields": changed}
            )
        announce(session, "customer", customer_id)
        return answer_of(await require_shown(session, customer_id))


@router.post(
    "/{customer_id}/block", response_model=CustomerOut, responses=problem_responses(404, 409, 410, 412)
)
async def block(
    customer_id: UUID, body: BlockBody, actor: Staff, db: Db, precondition: OptionalIfMatch
) -> JsonAnswer:
    """Blocks: no login, no sign-up, no system e-mail (C9). A blocked customer keeps the first reason."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await _locked(session, customers, customer_id, precondition)
        now = datetime.now(UTC)
        sessions = StoredSessions(session)
        before = customer.version
        await block_customer(
            customers, sessions, Outbox(session), customer, body.reason, actor.account_id, now
        )
        if customer.version != before:
            await record_audit(session, actor, "customer.blocked", "customer", customer_id)
        announce(session, "customer", customer_id)
        return answer_of(await require_shown(session, customer_id))


@router.post(
    "/{customer_id}/unblock", response_model=CustomerOut, responses=problem_responses(404, 409, 410, 412)
)
async def unblock(customer_id: UUID, actor: Staff, db: Db, precondition: OptionalIfMatch) -> JsonAnswer:
    """Lifts the block."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await _locked(session, customers, customer_id, precondition)
        before = customer.version
        await unblock_customer(customers, Outbox(session), customer, datetime.now(UTC))
        if customer.version != before:
            await record_audit(session, actor, "customer.unblocked", "customer", customer_id)
        announce(session, "customer", customer_id)
        return answer_of(await require_shown(session, customer_id))


@router.delete(
    "/{customer_id}", response_model=ErasureOut, responses=problem_responses(404, 409, 410, 412, 428)
)
async def delete(
    customer_id: UUID, actor: Staff, db: Db, environment: Environment, precondition: IfMatch
) -> JsonAnswer:
    """Deletes for good, here and in every service (C10); answers the certificate as it is at this moment."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await _locked(session, customers, customer_id, precondition)
        now = datetime.now(UTC)
        aliases = await customers.aliases_of(customer_id)
        imported = await StoredImportedRows(session).rows_of([customer_id, *(id for id, _ in aliases)])
        imported_at = now if imported else None
        if imported.keys() == {customer_id}:
            imported_at = customer.created_at
        erasure = await delete_customer(
            customers,
            StoredErasures(session),
            Outbox(session),
            customer,
            by=actor.account_id,
            now=now,
            kafka_takes=kafka_takes(environment, imported_at, now),
        )
        await record_audit(session, actor, "customer.deleted", "customer", customer_id)
        announce(session, "customer", customer_id)
        announce(session, "erasure", customer_id)
    return JsonAnswer(certificate(erasure, now, environment.erasure_deadline))


async def _locked(
    session: AsyncSession, customers: StoredCustomers, customer_id: UUID, precondition: Precondition
) -> Customer:
    customer = await customers.for_change(customer_id)
    current = await read_customer(session, customer_id)
    precondition.require(customer.version, lambda: current)
    return customer


async def require_shown(session: AsyncSession, customer_id: UUID) -> Answer:
    """The live customer as the desk sees it; a merged one's id answers with the survivor (C11).

    Raises CustomerNotFound or CustomerDeleted.
    """
    answer = await read_customer(session, customer_id)
    if answer is None:
        raise CustomerNotFound(customer_id)
    if answer["status"] == CustomerStatus.DELETED:
        raise CustomerDeleted(customer_id)
    if survivor_id := answer["merged_into"]:
        return await require_shown(session, survivor_id) | {"merged_into": survivor_id}
    return answer


def answer_of(answer: Answer, status: int = 200) -> JsonAnswer:
    """The customer with its version as the entity tag."""
    response = JsonAnswer(answer, status)
    etag(response, answer["version"])
    return response

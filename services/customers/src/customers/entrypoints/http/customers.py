"""`/api/customers`: create, find, read, change, block, delete."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import IfMatch, OptionalIfMatch, Precondition, etag
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.copies import StoredImportedRows
from customers.adapters.customers import StoredCustomers
from customers.adapters.erasures import StoredErasures
from customers.adapters.queries import SORTS, Answer, CustomerFilter, list_customers, read_customer
from customers.adapters.sessions import StoredSessions
from customers.application.customers.block import block_customer, unblock_customer
from customers.application.customers.change import change_customer
from customers.application.customers.create import create_customer
from customers.application.erasure.delete_customer import delete_customer
from customers.domain.customer import LIVE, Customer, CustomerStatus
from customers.domain.errors import CustomerDeleted, CustomerNotFound
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body, CustomerBody, CustomerPatch
from customers.entrypoints.http.answers import CustomerOut, ErasureOut, JsonAnswer
from customers.entrypoints.http.dependencies import Environment, Vault
from customers.entrypoints.http.erasures import certificate
from customers.entrypoints.kafka_time import kafka_takes

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))

Status = Literal["active", "blocked", "deleted"]


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
) -> JsonAnswer:
    """Creates a customer with the next number (C1, C12)."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            answer = await read_customer(session, entry.previous.resource_id or UUID(int=0))
            if answer is None or answer["status"] == CustomerStatus.DELETED:
                raise idempotency.gone()
        else:
            customer = await create_customer(
                StoredCustomers(session),
                Outbox(session),
                environment.placeholders,
                body.new_customer(vault),
                datetime.now(UTC),
            )
            announce(session, "customer", customer.id)
            await record_audit(session, actor, "customer.created", "customer", customer.id)
            await entry.finish(201, customer.id, customer.id)
            answer = await require_shown(session, customer.id)
    response = _answer(answer, 201)
    response.headers["Location"] = f"/api/customers/{answer['id']}"
    return response


@router.get("", response_model=PageOf[CustomerOut])
async def find(
    _: Staff,
    db: Db,
    paging: Page,
    q: Annotated[
        fields.Query, Query(description="Part of a name, number, e-mail, phone; all words count")
    ] = None,
    status: Annotated[list[Status] | None, Query(description="Left out: active and blocked")] = None,
    customer_group_id: UUID | None = None,
    recipient_group_id: UUID | None = None,
    credit: Literal["positive", "zero", "negative"] | None = None,
    newsletter: Annotated[bool | None, Query(description="true finds confirmed consent")] = None,
    postal_code: Annotated[fields.PostalCode, Query(description="Its beginning")] = None,
) -> JsonAnswer:
    """The customers that pass the search and all filters (C3, C7)."""
    order = paging.order(SORTS, default="name")
    after = paging.after(SORTS[order.field][1], UUID)
    wanted = CustomerFilter(
        q=q,
        status=tuple(status or LIVE),
        customer_group_id=customer_group_id,
        recipient_group_id=recipient_group_id,
        credit=credit,
        newsletter=newsletter,
        postal_code=postal_code,
    )
    async with db.reading() as session:
        found = await list_customers(
            session, wanted, sort=order.field, descending=order.descending, after=after, limit=paging.limit
        )
    next_cursor = encode_cursor(*found.next_after) if found.next_after else None
    return JsonAnswer({"items": found.items, "next_cursor": next_cursor, "total": found.total})


@router.get("/{customer_id}", response_model=CustomerOut, responses=problem_responses(404, 410))
async def read(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """One customer."""
    async with db.reading() as session:
        return _answer(await require_shown(session, customer_id))


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
        return _answer(await require_shown(session, customer_id))


@router.post("/{customer_id}/block", response_model=CustomerOut, responses=problem_responses(404, 410, 412))
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
        return _answer(await require_shown(session, customer_id))


@router.post("/{customer_id}/unblock", response_model=CustomerOut, responses=problem_responses(404, 410, 412))
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
        return _answer(await require_shown(session, customer_id))


@router.delete("/{customer_id}", response_model=ErasureOut, responses=problem_responses(404, 410, 412, 428))
async def delete(
    customer_id: UUID, actor: Staff, db: Db, environment: Environment, precondition: IfMatch
) -> JsonAnswer:
    """Deletes for good, here and in every service (C10); answers the certificate as it is at this moment."""
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await _locked(session, customers, customer_id, precondition)
        now = datetime.now(UTC)
        imported = await StoredImportedRows(session).rows_of([customer_id])
        erasure = await delete_customer(
            customers,
            StoredErasures(session),
            Outbox(session),
            customer,
            by=actor.account_id,
            now=now,
            kafka_takes=kafka_takes(environment, customer.created_at if imported else None, now),
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
    """The live customer as the desk sees it. Raises CustomerNotFound or CustomerDeleted."""
    answer = await read_customer(session, customer_id)
    if answer is None:
        raise CustomerNotFound(customer_id)
    if answer["status"] == CustomerStatus.DELETED:
        raise CustomerDeleted(customer_id)
    return answer


def _answer(answer: Answer, status: int = 200) -> JsonAnswer:
    response = JsonAnswer(answer, status)
    etag(response, answer["version"])
    return response

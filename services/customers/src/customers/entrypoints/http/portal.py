"""`/api/portal`: what customers see and change of themselves (P1). No notes, no marks, nobody else."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http.actors import Portal
from chassis.http.dependencies import Db
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import problem_responses
from chassis.tokens import Actor
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.adapters.queries import Answer
from customers.adapters.reading import list_own_participants
from customers.application.customers.change import change_customer
from customers.domain import limits
from customers.domain.customer import CustomerStatus, changed_fields
from customers.domain.errors import AccountBlocked
from customers.entrypoints import fields
from customers.entrypoints.bodies import AddressBody, Body, CustomerPatch
from customers.entrypoints.http.answers import AddressOut, JsonAnswer
from customers.entrypoints.http.customers import require_shown
from customers.entrypoints.http.dependencies import Environment, Vault

router = APIRouter(prefix="/api/portal", tags=["portal"], responses=problem_responses(401, 403, 410, 422))

_SHOWN = (
    "number", "salutation", "first_name", "last_name", "company_name", "email", "phone", "further_phones",
    "address", "language", "version",
)  # fmt: skip


class OwnDataOut(BaseModel):
    """What the portal shows to a customer of themselves."""

    number: int
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    email: str
    phone: str | None
    further_phones: list[str]
    address: AddressOut | None
    language: str
    version: int


class OwnParticipantOut(BaseModel):
    """One of the customer's participants."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None


class OwnDataPatch(Body):
    """What customers change themselves; what is left out stays, null removes. The desk changes names and e-mail."""

    phone: fields.Phone = None
    further_phones: Annotated[list[fields.RequiredPhone], Field(max_length=limits.FURTHER_PHONES)] | None = (
        None
    )
    address: AddressBody | None = None
    language: fields.Language = None


@router.get("/me", response_model=OwnDataOut)
async def read(actor: Portal, db: Db) -> JsonAnswer:
    """The customer's own data."""
    async with db.reading() as session:
        return _answer(await _own(session, actor))


@router.patch("/me", response_model=OwnDataOut, responses=problem_responses(412, 428))
async def change(
    body: OwnDataPatch, actor: Portal, db: Db, environment: Environment, vault: Vault, precondition: IfMatch
) -> JsonAnswer:
    """Changes phones, address or language; the desk and all services see it at once."""
    patch = CustomerPatch.model_validate(body.model_dump(exclude_unset=True))
    async with db.transaction() as session:
        customers = StoredCustomers(session)
        customer = await customers.for_change(_customer_id(actor))
        shown = await _own(session, actor)
        precondition.require(customer.version, lambda: _own_data(shown))
        before = customer.data
        await change_customer(
            customers,
            Outbox(session),
            environment.placeholders,
            customer,
            patch.change(customer, vault),
            datetime.now(UTC),
        )
        if changed := changed_fields(before, customer.data):
            await record_audit(
                session, actor, "customer.changed", "customer", customer.id, {"fields": changed}
            )
            announce(session, "customer", customer.id)
        return _answer(await _own(session, actor))


@router.get("/participants", response_model=PageOf[OwnParticipantOut])
async def find_participants(actor: Portal, db: Db, paging: Page) -> JsonAnswer:
    """The customer's participants, in the order they were added."""
    order = paging.order({"created_at"}, default="created_at")
    after = paging.after(UUID)
    async with db.reading() as session:
        await _own(session, actor)
        items, total = await list_own_participants(
            session,
            customer_id=_customer_id(actor),
            descending=order.descending,
            after=after[0] if after else None,
            limit=paging.limit + 1,
        )
    shown = items[: paging.limit]
    next_cursor = encode_cursor(shown[-1]["id"]) if len(items) > paging.limit else None
    return JsonAnswer({"items": shown, "next_cursor": next_cursor, "total": total})


async def _own(session: AsyncSession, actor: Actor) -> Answer:
    """The customer who is asking. Raises AccountBlocked: a token outlives the block by a minute (C9)."""
    answer = await require_shown(session, _customer_id(actor))
    if answer["status"] != CustomerStatus.ACTIVE:
        raise AccountBlocked
    return answer


def _customer_id(actor: Actor) -> UUID:
    assert actor.customer_id is not None, "a portal account belongs to a customer"
    return actor.customer_id


def _own_data(answer: Answer) -> dict[str, Any]:
    return {name: answer[name] for name in _SHOWN}


def _answer(answer: Answer) -> JsonAnswer:
    response = JsonAnswer(_own_data(answer))
    etag(response, answer["version"])
    return response

"""`/api/customers/{id}/portal-account`: whether a customer can log in to the portal, and the invitation."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from customers.adapters.accounts import StoredAccounts
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.adapters.mail_requests import StoredMailRequests
from customers.application.accounts.invite_to_portal import invite_to_portal
from customers.entrypoints.http.accounts.answers import PortalAccessOut, portal_answer
from customers.entrypoints.http.answers import JsonAnswer
from customers.entrypoints.http.customers import require_shown

router = APIRouter(
    prefix="/api/customers/{customer_id}/portal-account",
    tags=["customers"],
    responses=problem_responses(401, 403, 404, 410, 422),
)


@router.get("", response_model=PortalAccessOut)
async def read(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """Whether the customer has a portal account, and when it was used last."""
    async with db.reading() as session:
        await require_shown(session, customer_id)
        account = await StoredAccounts(session).of_customer(customer_id)
    return JsonAnswer(portal_answer(account))


@router.post("", status_code=202, response_model=PortalAccessOut, responses=problem_responses(409))
async def invite(
    customer_id: UUID, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> JsonAnswer:
    """Sends an invitation to the customer's address, by which a password is chosen; again if need be."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            return JsonAnswer(portal_answer(await StoredAccounts(session).of_customer(customer_id)), 202)
        customer = await StoredCustomers(session).for_change(customer_id)
        account = await invite_to_portal(
            StoredAccounts(session),
            StoredMailRequests(session),
            Outbox(session),
            customer,
            new_id(),
            datetime.now(UTC),
        )
        await record_audit(session, actor, "portal_account.invited", "customer", customer_id)
        announce(session, "customer", customer_id)
        await entry.finish(202, account.id, customer_id)
    return JsonAnswer(portal_answer(account), 202)

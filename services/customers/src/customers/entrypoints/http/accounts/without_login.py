"""`/api/customers/without-portal-login`: who would not see a message in the portal."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.accounts import StoredAccounts
from customers.adapters.customer_list import COUNTED
from customers.entrypoints.http.accounts.answers import WithoutLoginOut
from customers.entrypoints.http.answers import JsonAnswer

MOST_NAMED = 200

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


class CustomersIn(BaseModel):
    """Whom it is about: as many as the list selects at once."""

    model_config = ConfigDict(extra="forbid")

    customer_ids: Annotated[list[UUID], Field(min_length=1, max_length=COUNTED)]


@router.post("/without-portal-login", response_model=WithoutLoginOut)
async def without_portal_login(body: CustomersIn, _: Staff, db: Db) -> JsonAnswer:
    """Which of these active customers cannot log in to the portal: not invited, or never came. Changes nothing."""
    async with db.reading() as session:
        named, total = await StoredAccounts(session).without_login(set(body.customer_ids), MOST_NAMED)
    customers = [{"customer_id": customer.id, "name": customer.name} for customer in named]
    return JsonAnswer({"total": total, "customers": customers})

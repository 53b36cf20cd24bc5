"""`/api/customers/{id}/bank-details`: in full, and every look is in the audit trail."""

from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.domain.errors import BankDetailsNotFound
from customers.entrypoints.http.dependencies import Vault

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


class BankDetailsOut(BaseModel):
    """Bank details in full."""

    iban: str
    bic: str | None
    account_holder: str | None


@router.get("/{customer_id}/bank-details", responses=problem_responses(404, 410))
async def read(customer_id: UUID, response: Response, actor: Staff, db: Db, vault: Vault) -> BankDetailsOut:
    """The bank details in full. All other answers show the last four characters of the IBAN."""
    response.headers["Cache-Control"] = "no-store"
    async with db.transaction() as session:
        customer = await StoredCustomers(session).for_change(customer_id)
        if customer.bank_details is None:
            raise BankDetailsNotFound(customer_id)
        shown = BankDetailsOut.model_validate(vault.open(customer.bank_details.sealed))
        await record_audit(session, actor, "bank_details.shown", "customer", customer_id)
    return shown

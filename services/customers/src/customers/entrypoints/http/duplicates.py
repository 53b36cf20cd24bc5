"""Look-alikes (C11): hints while a customer is being entered, and the warning on a customer's page."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.customers import StoredCustomers
from customers.adapters.look_alikes import StoredLookAlikes
from customers.domain import limits
from customers.domain.duplicates import Born, Likeness, likeness_of_customer, name_of
from customers.domain.errors import Candidate
from customers.domain.names import Name
from customers.domain.placeholder import PlaceholderEmails
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body, CustomerFields, fingerprints
from customers.entrypoints.http.answers import CandidatesOut, JsonAnswer
from customers.entrypoints.http.customers import require_shown
from customers.entrypoints.http.dependencies import Environment, Vault

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))


class PartOfParticipant(Body):
    """A participant as far as it is entered."""

    first_name: fields.Name = None
    last_name: fields.Name = None
    birth_date: date | None = None


class PartOfCustomer(CustomerFields):
    """A customer as far as it is entered."""

    email: fields.Email | None = None
    participants: list[PartOfParticipant] = Field(default_factory=list, max_length=limits.PARTICIPANTS)

    def likeness(self, placeholders: PlaceholderEmails, iban_fingerprints: frozenset[bytes]) -> Likeness:
        """What there is to compare already."""
        email = self.email if self.email and not placeholders.cover(self.email) else None
        return Likeness(
            name_of(self.first_name, self.last_name, self.company_name, bool(self.is_company)),
            email.casefold() if email else None,
            frozenset(phone for phone in (self.phone, *(self.further_phones or ())) if phone),
            self.address.postal_code if self.address else None,
            iban_fingerprints,
            tuple(Born(Name(p.first_name, p.last_name), p.birth_date) for p in self.participants),
        )


@router.post("/duplicates", response_model=CandidatesOut)
async def find_while_entering(
    body: PartOfCustomer, _: Staff, db: Db, environment: Environment, vault: Vault
) -> JsonAnswer:
    """The customers that resemble what is entered so far. Changes nothing."""
    likeness = body.likeness(environment.placeholders, fingerprints(vault, body.bank_details))
    async with db.reading() as session:
        return _answer(await StoredLookAlikes(session).candidates(likeness))


@router.get("/{customer_id}/duplicates", response_model=CandidatesOut, responses=problem_responses(404, 410))
async def find_of_customer(customer_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """The customers that resemble this one, for a warning that stays: relatives are no duplicates."""
    async with db.reading() as session:
        shown = await require_shown(session, customer_id)
        customer = await StoredCustomers(session).read(shown["id"])
        likeness = likeness_of_customer(customer)
        found = await StoredLookAlikes(session).candidates(likeness, but_not=customer.id, standing=True)
    return _answer(found)


def _answer(candidates: list[Candidate]) -> JsonAnswer:
    return JsonAnswer({"candidates": [vars(candidate) for candidate in candidates]})

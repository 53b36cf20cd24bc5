"""What a desk or an import may send about a customer (DESIGN: customer body), and how it becomes ours."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from chassis.ids import new_id
from customers.adapters.bank_data import BankVault
from customers.application.customers.change import CustomerChange
from customers.application.customers.create import NewCustomer
from customers.domain import limits
from customers.domain.customer import Address, Customer, CustomerData, NewsletterWish, SealedBankDetails
from customers.domain.errors import FieldRejected
from customers.domain.newsletter import NewsletterEvidence
from customers.domain.participant import Participant
from customers.entrypoints import fields

GroupIds = Annotated[list[UUID], Field(max_length=limits.GROUPS)]


class Body(BaseModel):
    """A field that does not exist is refused: a misspelt one would otherwise be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class AddressBody(Body):
    """A postal address; any part may be missing."""

    street: fields.Street = None
    postal_code: fields.PostalCode = None
    city: fields.City = None
    country: fields.Country = None


class BankDetailsBody(Body):
    """Bank details as they are entered; answers never repeat them."""

    iban: fields.Iban
    bic: fields.Bic = None
    account_holder: fields.CompanyName = None


class EvidenceBody(Body):
    """How, when and to which wording somebody consented in writing."""

    how: fields.Consent
    when: datetime | date
    wording: fields.Consent

    def evidence(self) -> NewsletterEvidence:
        """The evidence; a time without zone is UTC, a day begins at midnight."""
        when = (
            self.when if isinstance(self.when, datetime) else datetime.combine(self.when, datetime.min.time())
        )
        return NewsletterEvidence(self.how, when if when.tzinfo else when.replace(tzinfo=UTC), self.wording)


class ParticipantBody(Body):
    """A participant as it is entered."""

    first_name: fields.RequiredName
    last_name: fields.RequiredName
    birth_date: fields.BirthDate = None

    def participant(self) -> Participant:
        """A new participant."""
        return Participant(new_id(), self.first_name, self.last_name, self.birth_date)


class CustomerFields(Body):
    """What can be entered for a customer at any time."""

    salutation: fields.Salutation = None
    first_name: fields.Name = None
    last_name: fields.Name = None
    company_name: fields.CompanyName = None
    is_company: bool | None = None
    phone: fields.Phone = None
    further_phones: Annotated[list[fields.RequiredPhone], Field(max_length=limits.FURTHER_PHONES)] | None = (
        None
    )
    address: AddressBody | None = None
    bank_details: BankDetailsBody | None = None
    customer_group_ids: GroupIds | None = None
    recipient_group_ids: GroupIds | None = None
    newsletter: bool | None = None
    newsletter_evidence: EvidenceBody | None = None
    language: fields.Language = None
    discount_percent: fields.Discount = None

    def _wish(self) -> NewsletterWish | None:
        evidence = self.newsletter_evidence.evidence() if self.newsletter_evidence else None
        if evidence and self.newsletter is False:
            raise FieldRejected("evidence_without_consent", "newsletter_evidence")
        wanted = True if evidence else self.newsletter
        return None if wanted is None else NewsletterWish(wanted, evidence)

    def _sealed(self, vault: BankVault) -> SealedBankDetails | None:
        bank = self.bank_details
        return vault.seal(bank.iban, bank.bic, bank.account_holder) if bank else None


class CustomerPatch(CustomerFields):
    """What changes; what is left out stays, null removes. An address is merged part by part."""

    email: fields.Email | None = None

    def change(self, customer: Customer, vault: BankVault) -> CustomerChange:
        """What the customer is to be. Raises FieldRejected."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return CustomerChange(
            data=replace(customer.data, **_plain(given, customer.data.address)),
            newsletter=self._wish(),
            replaces_bank_details="bank_details" in given,
            bank_details=self._sealed(vault),
        )


class CustomerBody(CustomerFields):
    """A new customer; a last name or a company name is needed."""

    email: fields.Email
    participants: Annotated[list[ParticipantBody], Field(max_length=limits.PARTICIPANTS)] = []

    def new_customer(self, vault: BankVault) -> NewCustomer:
        """The customer to create. Raises FieldRejected."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"participants"}}
        return NewCustomer(
            id=new_id(),
            data=CustomerData(**_plain(given, None)),
            participants=[body.participant() for body in self.participants],
            newsletter=self._wish(),
            bank_details=self._sealed(vault),
        )


def fingerprints(vault: BankVault, bank: BankDetailsBody | None) -> frozenset[bytes]:
    """What equal bank details are found by, under each key that may have been used."""
    return frozenset(vault.fingerprints(bank.iban)) if bank else frozenset()


def _plain(given: Mapping[str, Any], address: Address | None) -> dict[str, Any]:
    """The entered fields in the domain's types."""
    data = {k: v for k, v in given.items() if k not in {"newsletter", "newsletter_evidence", "bank_details"}}
    if data.get("email", "") is None:
        raise FieldRejected("missing", "email")
    for name in ("further_phones", "customer_group_ids", "recipient_group_ids"):
        if name in data:
            data[name] = tuple(dict.fromkeys(data[name] or ()))
    if "is_company" in data:
        data["is_company"] = bool(data["is_company"])
    if "discount_percent" in data:
        data["discount_percent"] = Decimal(str(data["discount_percent"] or 0))
    if "language" in data:
        data["language"] = data["language"] or "de"
    if isinstance(body := data.get("address"), AddressBody):
        parts = asdict(address or Address()) | body.model_dump(exclude_unset=True)
        data["address"] = Address(**parts) if any(parts.values()) else None
    return data

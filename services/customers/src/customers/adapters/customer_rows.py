"""Between a customer and its columns."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from customers.adapters.tables import CustomerRow, ParticipantRow
from customers.domain.customer import (
    Address,
    Block,
    Customer,
    CustomerData,
    CustomerStatus,
    SealedBankDetails,
)
from customers.domain.duplicates import name_of
from customers.domain.names import Name
from customers.domain.newsletter import ConsentEntry, ConsentStep, NewsletterEvidence, NewsletterState
from customers.domain.participant import Participant


def columns_of(customer: Customer) -> dict[str, Any]:
    """All columns that a change may touch; what other services' facts change is not among them."""
    data, bank, block = customer.data, customer.bank_details, customer.block
    address = data.address or Address()
    return {
        "status": customer.status.value,
        "version": customer.version,
        "salutation": data.salutation,
        "first_name": data.first_name,
        "last_name": data.last_name,
        "company_name": data.company_name,
        "is_company": data.is_company,
        "email": data.email,
        "email_key": None if customer.email_is_placeholder else data.email.casefold(),
        "email_version": customer.email_version,
        "email_is_placeholder": customer.email_is_placeholder,
        "phone": data.phone,
        "further_phones": list(data.further_phones),
        "street": address.street,
        "postal_code": address.postal_code,
        "city": address.city,
        "country": address.country,
        "language": data.language,
        "customer_group_ids": list(data.customer_group_ids),
        "recipient_group_ids": list(data.recipient_group_ids),
        "discount_percent": data.discount_percent,
        "newsletter_state": customer.newsletter_state.value,
        "newsletter_evidence": _evidence_columns(customer.newsletter_evidence),
        "newsletter_history": [_entry_columns(entry) for entry in customer.newsletter_history] or None,
        "bank_details": bank.sealed if bank else None,
        "iban_last_four": bank.iban_last_four if bank else None,
        "iban_fingerprint": bank.fingerprint if bank else None,
        "block_reason": block.reason if block else None,
        "blocked_by": block.by if block else None,
        "blocked_at": block.at if block else None,
        "search_text": customer.search_text,
        "order_key": customer.order_key,
        "name_key": name_of(data.first_name, data.last_name, data.company_name, data.is_company).key,
        "former_numbers": list(customer.former_numbers),
        "merged_into": None,  # whoever is saved is nobody's alias (any more)
        "updated_at": customer.updated_at,
    }


def participant_columns(customer_id: UUID, participant: Participant) -> dict[str, Any]:
    """The columns of one participant."""
    return {
        "id": participant.id,
        "customer_id": customer_id,
        "first_name": participant.first_name,
        "last_name": participant.last_name,
        "birth_date": participant.birth_date,
        "name_key": Name(participant.first_name, participant.last_name).key,
        "version": participant.version,
    }


def customer_of(row: CustomerRow, participants: Iterable[ParticipantRow]) -> Customer:
    """The live customer that the row holds."""
    assert row.email is not None
    address = Address(row.street, row.postal_code, row.city, row.country)
    return Customer(
        id=row.id,
        number=row.number,
        data=CustomerData(
            email=row.email,
            salutation=row.salutation,
            first_name=row.first_name,
            last_name=row.last_name,
            company_name=row.company_name,
            is_company=row.is_company,
            phone=row.phone,
            further_phones=tuple(row.further_phones or ()),
            address=None if address == Address() else address,
            language=row.language or "de",
            customer_group_ids=tuple(row.customer_group_ids),
            recipient_group_ids=tuple(row.recipient_group_ids),
            discount_percent=row.discount_percent,
        ),
        created_at=row.created_at,
        updated_at=row.updated_at,
        status=CustomerStatus(row.status),
        version=row.version,
        email_version=row.email_version,
        email_is_placeholder=row.email_is_placeholder,
        newsletter_state=NewsletterState(row.newsletter_state),
        newsletter_evidence=_evidence_of(row.newsletter_evidence),
        newsletter_history=tuple(_entry_of(entry) for entry in row.newsletter_history or ()),
        bank_details=SealedBankDetails(row.bank_details, row.iban_last_four, row.iban_fingerprint)
        if row.bank_details and row.iban_last_four
        else None,
        block=Block(row.block_reason, row.blocked_by, row.blocked_at)
        if row.block_reason is not None and row.blocked_by and row.blocked_at
        else None,
        participants=[
            Participant(p.id, p.first_name, p.last_name, p.birth_date, p.version) for p in participants
        ],
        former_numbers=tuple(row.former_numbers),
    )


def _evidence_columns(evidence: NewsletterEvidence | None) -> dict[str, Any] | None:
    if evidence is None:
        return None
    return {"how": evidence.how, "when": evidence.when.isoformat(), "wording": evidence.wording}


def _evidence_of(stored: dict[str, Any] | None) -> NewsletterEvidence | None:
    if stored is None:
        return None
    return NewsletterEvidence(stored["how"], datetime.fromisoformat(stored["when"]), stored["wording"])


def _entry_columns(entry: ConsentEntry) -> dict[str, Any]:
    return {
        "step": entry.step.value,
        "how": entry.how,
        "when": entry.when.isoformat(),
        "wording": entry.wording,
    }


def _entry_of(stored: dict[str, Any]) -> ConsentEntry:
    when = datetime.fromisoformat(stored["when"])
    return ConsentEntry(ConsentStep(stored["step"]), stored["how"], when, stored["wording"])

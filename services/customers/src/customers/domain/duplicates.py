"""Which customers may be one person or company (C11), and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from customers.domain.customer import Customer, CustomerData
from customers.domain.names import Name, different_people, similar
from customers.domain.participant import Participant

MOST = 10
"""Candidates that are shown: who sees more looks at none."""


class Reason(StrEnum):
    """What two customers have in common, the strongest first."""

    EMAIL = "email"
    NAME_BANK_DETAILS = "name_bank_details"
    NAME_BIRTH_DATE = "name_birth_date"
    NAME_POSTAL_CODE = "name_postal_code"
    PHONE = "phone"


@dataclass(frozen=True)
class Born:
    """A participant as far as it tells people apart."""

    name: Name
    on: date | None


@dataclass(frozen=True)
class Likeness:
    """What a customer is compared by; of one that is just being entered any part may be missing.

    `iban_fingerprints` are keyed hashes: one for each key that may have been used.
    """

    name: Name
    email_key: str | None = None
    phones: frozenset[str] = frozenset()
    postal_code: str | None = None
    iban_fingerprints: frozenset[bytes] = frozenset()
    born: tuple[Born, ...] = ()

    @property
    def birth_dates(self) -> frozenset[date]:
        """The birth dates that are known."""
        return frozenset(born.on for born in self.born if born.on)


def name_of(first: str | None, last: str | None, company: str | None, is_company: bool) -> Name:
    """The name that a customer goes by: the company's when it is one or nobody is named."""
    if company and (is_company or not last):
        return Name(company=company)
    return Name(first, last)


def likeness_of(
    data: CustomerData,
    participants: Sequence[Participant],
    iban_fingerprints: frozenset[bytes],
    *,
    email_is_placeholder: bool,
) -> Likeness:
    """How a customer that is, or is about to be, can be recognised. A placeholder address says nothing."""
    return Likeness(
        name_of(data.first_name, data.last_name, data.company_name, data.is_company),
        None if email_is_placeholder else data.email.casefold(),
        frozenset(phone for phone in (data.phone, *data.further_phones) if phone),
        data.address.postal_code if data.address else None,
        iban_fingerprints,
        born_of(participants),
    )


def born_of(participants: Sequence[Participant]) -> tuple[Born, ...]:
    """The participants as they are compared."""
    return tuple(Born(Name(p.first_name, p.last_name), p.birth_date) for p in participants)


def likeness_of_customer(customer: Customer) -> Likeness:
    """How a stored customer can be recognised."""
    bank = customer.bank_details
    return likeness_of(
        customer.data,
        customer.participants,
        frozenset((bank.fingerprint,)) if bank and bank.fingerprint else frozenset(),
        email_is_placeholder=customer.email_is_placeholder,
    )


def reasons(one: Likeness, other: Likeness, *, standing: bool = False) -> tuple[Reason, ...]:
    """Why both may be one; empty when nothing says so.

    `standing`: for the warning that stays on a customer's page. There first names have to sound alike, and a
    shared telephone says nothing of people with two first names: else twins would be called one for ever.
    """
    alike = similar(one.name, other.name, slips=not standing)
    relatives = standing and different_people(one.name, other.name)
    found = {
        Reason.EMAIL: one.email_key is not None and one.email_key == other.email_key,
        Reason.NAME_BANK_DETAILS: alike and bool(one.iban_fingerprints & other.iban_fingerprints),
        Reason.NAME_BIRTH_DATE: (alike and bool(one.birth_dates & other.birth_dates))
        or (not relatives and _same_child(one, other, slips=not standing)),
        Reason.NAME_POSTAL_CODE: alike
        and one.postal_code is not None
        and one.postal_code == other.postal_code,
        Reason.PHONE: not relatives and bool(one.phones & other.phones),
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _same_child(one: Likeness, other: Likeness, *, slips: bool) -> bool:
    return any(
        a.on is not None and a.on == b.on and similar(a.name, b.name, slips=slips)
        for a in one.born
        for b in other.born
    )

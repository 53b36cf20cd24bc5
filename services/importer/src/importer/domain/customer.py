"""The customer that a valid row asks for."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Address:
    """Where the customer lives. `country` is the ISO 3166 code of two letters."""

    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Participant:
    """One who takes part in courses."""

    first_name: str
    last_name: str
    birth_date: date | None = None


@dataclass(frozen=True)
class CustomerToCreate:
    """What is requested of the customers service for one row. What was checked is what runs (I3)."""

    email: str
    salutation: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    is_company: bool = False
    phone: str | None = None
    further_phones: tuple[str, ...] = ()
    address: Address | None = None
    language: str | None = None
    newsletter: bool | None = None
    participants: tuple[Participant, ...] = ()

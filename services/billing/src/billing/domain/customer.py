"""What billing knows of a customer: enough to address an invoice."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class CustomerStatus(StrEnum):
    """`deleted` is for good: a deleted customer keeps only the id and never comes back.

    `merged` is an alias of another customer until a snapshot says otherwise.
    """

    ACTIVE = "active"
    BLOCKED = "blocked"
    DELETED = "deleted"
    MERGED = "merged"


@dataclass(frozen=True)
class Address:
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Participant:
    """Who takes part in courses; known by customer and participant id."""

    participant_id: UUID
    first_name: str
    last_name: str
    birth_date: date | None = None


@dataclass(frozen=True)
class Recipient:
    """Whom an invoice is addressed to. An issued invoice keeps it as it was on that day."""

    customer_number: int
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    address: Address | None

    @property
    def display_name(self) -> str:
        """The company, or else first and last name."""
        person = " ".join(part for part in (self.first_name, self.last_name) if part)
        return self.company_name or person


@dataclass(frozen=True)
class CustomerCopy:
    """Our copy of a living customer, as of `version` of the customers service."""

    customer_id: UUID
    status: CustomerStatus
    version: int
    recipient: Recipient
    email: str | None
    participants: tuple[Participant, ...] = field(default=())

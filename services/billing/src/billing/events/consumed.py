"""What billing reads of other services' events, and no more than it needs."""

from datetime import date
from typing import Literal
from uuid import UUID

from chassis.events.consumed import ReaderModel


class AddressRead(ReaderModel):
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


class ParticipantRead(ReaderModel):
    participant_id: UUID
    first_name: str
    last_name: str
    birth_date: date | None = None


class CustomerSnapshot(ReaderModel):
    """A living customer: number, names, address, e-mail, status and participants."""

    customer_id: UUID
    number: int
    status: Literal["active", "blocked"]
    version: int
    salutation: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    email: str | None = None
    address: AddressRead | None = None
    participants: tuple[ParticipantRead, ...] = ()


class CustomerMerged(ReaderModel):
    """The customer is an alias from now on."""

    customer_id: UUID
    into: UUID


class CustomerDeleted(ReaderModel):
    customer_id: UUID

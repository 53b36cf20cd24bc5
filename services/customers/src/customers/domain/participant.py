"""Participants: who takes part in courses. A customer needs one before any booking (C2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from customers.domain.errors import FieldRejected

EARLIEST_BIRTH = date(1900, 1, 1)


@dataclass
class Participant:
    """One participant of one customer. Its version is its own; the customer's grows with it."""

    id: UUID
    first_name: str
    last_name: str
    birth_date: date | None = None
    version: int = 1


def birth_date_of(value: date, today: date) -> date:
    """The date, when somebody alive can have been born on it."""
    if not EARLIEST_BIRTH <= value <= today:
        raise FieldRejected("birth_date")
    return value

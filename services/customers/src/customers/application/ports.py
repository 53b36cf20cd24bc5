"""What the use cases need of the world. The adapters are bound to the open transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from customers.domain.customer import Customer
from customers.domain.email_health import EmailHealth
from customers.domain.erasure import Erasure, Purge
from customers.domain.note import Note


class Customers(Protocol):
    """The customers. Whoever gets one for a change holds its lock until the end of the transaction."""

    async def next_number(self) -> int:
        """A customer number that was never given before (C12)."""

    async def add(self, customer: Customer) -> None:
        """Stores a new customer. Raises EmailAlreadyUsed."""

    async def refuse_used_email(self, email: str, *, but_not: UUID | None = None) -> None:
        """Raises EmailAlreadyUsed when another live customer has the address and it is no placeholder."""

    async def for_change(self, customer_id: UUID) -> Customer:
        """Locks and reads. Raises CustomerNotFound or CustomerDeleted."""

    async def for_change_of_participant(self, participant_id: UUID) -> Customer:
        """The customer whose participant it is. Raises ParticipantNotFound."""

    async def hold_alive(self, customer_id: UUID) -> None:
        """Keeps the customer from being deleted until the end. Raises CustomerNotFound or CustomerDeleted."""

    async def save(self, customer: Customer) -> None:
        """Stores the changed customer with its participants. Raises EmailAlreadyUsed."""

    async def erase(self, customer_id: UUID) -> Mapping[str, int]:
        """Removes all that is known of a customer but id, number and status; counts by kind of data."""

    async def unknown_groups(self, kind: str, group_ids: Collection[UUID]) -> set[UUID]:
        """Those of the ids that are no group of the kind (`customer` or `recipient`)."""


class AddressHealth(Protocol):
    """The standing of a live customer's present address, which other services' facts change."""

    async def current(self, customer_id: UUID, email_version: int, at: datetime) -> EmailHealth | None:
        """The health, locked; None for another version of the address and for facts older than the last."""

    async def keep(self, customer_id: UUID, health: EmailHealth, at: datetime) -> None:
        """Remembers what the last fact said."""


class Notes(Protocol):
    """The internal notes."""

    async def add(self, note: Note) -> None:
        """Stores a new note."""

    async def for_change(self, note_id: UUID) -> Note:
        """Locks and reads. Raises NoteNotFound."""

    async def save(self, note: Note) -> None:
        """Stores the rewritten note."""

    async def remove(self, note: Note) -> None:
        """Removes the note for good."""


@dataclass(frozen=True)
class ImportedRow:
    """What became of one row of an import. Once it is known it never changes."""

    job_id: UUID
    row: int
    outcome: str
    customer_id: UUID | None = None
    number: int | None = None
    reason: str | None = None
    field: str | None = None


class ImportedRows(Protocol):
    """The rows that were carried out."""

    async def find(self, job_id: UUID, row: int) -> ImportedRow | None:
        """What became of the row, if it was carried out before."""

    async def add(self, row: ImportedRow) -> None:
        """Remembers it.

        Raises when the row was carried out meanwhile, so that the transaction starts over.
        """


class Erasures(Protocol):
    """The erasure ledger."""

    async def add(self, erasure: Erasure) -> None:
        """Opens the entry of a deleted customer."""

    async def for_change(self, customer_id: UUID) -> Erasure | None:
        """Locks and reads; None when nobody of this id was deleted."""

    async def save(self, erasure: Erasure) -> None:
        """Stores times and counters of the entry."""

    async def add_purge(self, customer_id: UUID, service: str, purge: Purge) -> bool:
        """Records the answer of a service; False when this or a later one is recorded."""

"""What the use cases need of the world. The adapters are bound to the open transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from customers.domain.customer import Customer
from customers.domain.duplicates import Likeness
from customers.domain.email_health import EmailHealth
from customers.domain.erasure import Erasure, Purge
from customers.domain.errors import Candidate
from customers.domain.merge import MergeMemory
from customers.domain.note import Note


class Customers(Protocol):
    """The customers. Whoever gets one for a change holds its lock until the end of the transaction."""

    async def next_number(self) -> int:
        """A customer number that was never given before (C12)."""

    async def add(self, customer: Customer) -> None:
        """Stores a new customer. Raises EmailAlreadyUsed."""

    async def refuse_used_email(self, email: str, *, but_not: UUID | None = None) -> None:
        """Raises EmailAlreadyUsed when another live customer has the address and it is no placeholder."""

    async def read(self, customer_id: UUID) -> Customer:
        """Reads without a lock. Raises CustomerNotFound, CustomerDeleted or CustomerMerged."""

    async def for_change(self, customer_id: UUID) -> Customer:
        """Locks and reads. Raises CustomerNotFound, CustomerDeleted or CustomerMerged."""

    async def for_change_of_participant(self, participant_id: UUID) -> Customer:
        """The customer whose participant it is. Raises ParticipantNotFound."""

    async def hold_alive(self, customer_id: UUID) -> None:
        """Keeps the customer from being deleted or merged until the end.

        Raises CustomerNotFound, CustomerDeleted or CustomerMerged.
        """

    async def save(self, customer: Customer) -> None:
        """Stores the changed customer with its participants. Raises EmailAlreadyUsed."""

    async def aliases_of(self, customer_id: UUID) -> list[tuple[UUID, int]]:
        """Ids and versions of all who were merged into the locked customer, locked too."""

    async def erase(self, customer_id: UUID) -> Mapping[str, int]:
        """Removes all that is known of a customer but id, number and status; counts by kind of data."""

    async def unknown_groups(self, kind: str, group_ids: Collection[UUID]) -> set[UUID]:
        """Those of the ids that are no group of the kind (`customer` or `recipient`)."""


class LookAlikes(Protocol):
    """The live customers, by what they are recognised by."""

    async def candidates(
        self, likeness: Likeness, *, but_not: UUID | None = None, standing: bool = False
    ) -> list[Candidate]:
        """Those that resemble it, with the reasons, the likeliest first."""


@dataclass(frozen=True)
class Merge:
    """A merge that was not undone. `survivor_id` is into whom it was merged then."""

    merged_id: UUID
    survivor_id: UUID
    merged_at: datetime
    merged_by: UUID
    undo_until: datetime
    event_id: UUID
    sequence: int
    used_before: int = 0


class Merges(Protocol):
    """Who was merged into whom, and what an undo needs. Both customers are locked, live ones before aliases."""

    async def keep(self, merge: Merge, memory: MergeMemory, joined: Mapping[UUID, UUID]) -> None:
        """The source is an empty alias; its participants, notes and portal account are the survivor's."""

    async def find(self, merged_id: UUID) -> Merge | None:
        """The merge of an alias; None when it is none."""

    async def of_survivor(self, survivor_id: UUID) -> Sequence[tuple[Merge, int]]:
        """All merges that ended in this customer, the newest first, with the merged number."""

    async def reason_against_undo(self, merge: Merge, now: datetime) -> str | None:
        """`expired`, `merged_since` or `used_since`; None when it can be undone."""

    async def lock(self, merged_id: UUID) -> None:
        """Locks the alias. Lock its survivor before."""

    async def recall(self, merged_id: UUID) -> MergeMemory | None:
        """Both customers as they were; None when they are forgotten."""

    async def return_participants(self, merge: Merge, memory: MergeMemory) -> None:
        """The participants that moved and are still there are the source's again; save both customers then."""

    async def close(self, merge: Merge, memory: MergeMemory) -> None:
        """Notes, portal account and figures are apart again, and the merge is forgotten."""


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
class AccountFigures:
    """Where billing says that a customer's account stands; `includes` names the merged ones in it."""

    customer_id: UUID
    credit_cents: int
    open_invoices: int
    bookings_ever: int
    invoices_ever: int
    includes: tuple[UUID, ...]


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

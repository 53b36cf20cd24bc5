"""What the use cases ask of the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from billing.domain.account import AccountFigures
from billing.domain.customer import CustomerCopy
from billing.domain.invoice import Invoice
from chassis.personal_data import KeptRows


@dataclass(frozen=True)
class Standing:
    """`survivor`: whose alias the customer is in the end, None for one who is nobody's."""

    is_known: bool
    survivor: UUID | None
    has_aliases: bool


class Customers(Protocol):
    """Our copies of customers, and the memory of deleted ones."""

    async def keep(self, copy: CustomerCopy) -> bool:
        """Stores the copy under a row lock; False when ours is newer or the customer was deleted."""

    async def living(self, customer_id: UUID) -> CustomerCopy:
        """The copy, held alive until the transaction ends; of a merged customer the survivor's.

        Raises `CustomerUnknown`, `CustomerDeleted`.
        """

    async def standing(self, customer_id: UUID) -> Standing:
        """How the customer and those merged into it are known before an event is applied."""

    async def merge(self, customer_id: UUID, into: UUID, version: int) -> bool:
        """Leaves an alias without anything personal; False when ours is newer or the customer was deleted."""

    async def bury(self, customer_id: UUID) -> None:
        """Waits for all who hold the customer alive and holds it alone; of one never heard of the id is kept."""


class Invoices(Protocol):
    async def add(self, invoice: Invoice) -> None:
        """Stores a new draft with its lines."""

    async def customer_of(self, invoice_id: UUID) -> UUID:
        """Whose invoice it is; raises `InvoiceUnknown`."""

    async def locked(self, invoice_id: UUID) -> Invoice:
        """The invoice, locked until the end of the transaction; raises `InvoiceUnknown`."""

    async def take_position(self, year: int) -> int:
        """The next position of the year. Others wait for this transaction; a rollback gives it back (G8)."""

    async def save_issued(self, invoice: Invoice, *, year: int, position: int) -> None:
        """Turns the stored draft into the issued document."""

    async def discard(self, invoice_id: UUID) -> None:
        """Removes a draft."""

    async def erase_after_retention(self, customer_id: UUID, *, today: date) -> int:
        """Removes the issued invoices of a deleted customer that the law demands no longer, and counts them."""


class Accounts(Protocol):
    async def advance(self, customer_id: UUID, *, today: date) -> tuple[int, AccountFigures]:
        """Locks the account and sums it up anew: the next number of its own sequence, and the figures.

        They are those of the customer and of all who were merged into it.
        """


@dataclass(frozen=True)
class PurgeAnswer:
    """What the ledger of erasures is told, and the how manieth time it is."""

    times: int
    counts: Mapping[str, int]
    kept: Sequence[KeptRows]


class Purges(Protocol):
    """What was answered to each deletion."""

    async def answer_again(self, customer_id: UUID) -> PurgeAnswer | None:
        """The answer that was given, once more; None before the purge."""

    async def erase(self, customer_id: UUID, *, at: datetime) -> PurgeAnswer:
        """Purges by the data map and keeps the counts as the first answer."""

    async def count_erased(self, customer_id: UUID, invoices: int) -> PurgeAnswer:
        """The answer from now on: so many of the invoices that were kept are gone."""

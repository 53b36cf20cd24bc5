"""What the use cases ask of the world."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from billing.domain.account import AccountFigures
from billing.domain.customer import CustomerCopy
from billing.domain.invoice import Invoice


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

    async def erase(self, customer_id: UUID) -> int:
        """Waits for all who hold the customer alive, then leaves the bare id as deleted; counts copies."""


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

    async def discard_drafts_of(self, customer_id: UUID) -> int:
        """Removes all drafts of a customer and counts them."""

    async def count_issued_of(self, customer_id: UUID) -> int:
        """How many issued invoices of the customer there are."""


class Accounts(Protocol):
    async def advance(self, customer_id: UUID, *, today: date) -> tuple[int, AccountFigures]:
        """Locks the account and sums it up anew: the next number of its own sequence, and the figures.

        They are those of the customer and of all who were merged into it.
        """


class Purges(Protocol):
    """What was answered to each deletion."""

    async def answer_again(self, customer_id: UUID) -> tuple[int, dict[str, int]] | None:
        """How many times the purge was answered, this time included, and its counts; None before it."""

    async def store(self, customer_id: UUID, counts: dict[str, int], *, at: datetime) -> None:
        """Keeps the counts of a purge as its first answer."""

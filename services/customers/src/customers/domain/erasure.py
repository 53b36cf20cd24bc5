"""The erasure ledger (C10): who must have purged, what may stay and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

OWNER = "customers"
OTHERS = ("billing", "messaging", "importer")
INVOICE_RETENTION_YEARS = 8  # § 147 (3) AO, § 14b (1) UStG since 2025, counted from the end of the year


class ErasureStatus(StrEnum):
    """`purged`: every service has purged. `complete`: Kafka was read and holds nothing any more, too."""

    PENDING = "pending"
    PURGED = "purged"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Purge:
    """What one service purged, counted by kind of data."""

    at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Kept:
    """What stays, why, and until when."""

    what: str
    why: str
    until: date


@dataclass
class Erasure:
    """One deleted customer in the ledger. Holds ids, counts and times, no personal data.

    `terminal_sequence` and `terminal_id` make the same event again when the record is appended once more.
    """

    customer_id: UUID
    deleted_at: datetime
    deleted_by: UUID
    terminal_sequence: int
    terminal_id: UUID
    appended_at: datetime
    asked_at: datetime
    kafka_by: datetime
    appends: int = 1
    kafka_clean_at: datetime | None = None
    kafka_verified_at: datetime | None = None
    purges: dict[str, Purge] = field(default_factory=dict)

    @property
    def silent(self) -> list[str]:
        """The services that have not said yet that they purged."""
        return [service for service in OTHERS if service not in self.purges]

    @property
    def status(self) -> ErasureStatus:
        """Where the certificate stands."""
        if self.silent:
            return ErasureStatus.PENDING
        return ErasureStatus.COMPLETE if self.kafka_verified_at else ErasureStatus.PURGED

    @property
    def kept(self) -> list[Kept]:
        """Invoices stay for tax law. The year of deletion bounds the year of the last invoice."""
        billing = self.purges.get("billing")
        if billing is None or not billing.counts.get("invoices_kept"):
            return []
        until = date(self.deleted_at.year + INVOICE_RETENTION_YEARS, 12, 31)
        return [Kept("invoices", "§ 147 AO, § 14b UStG", until)]

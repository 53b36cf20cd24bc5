"""The erasure ledger (C10): who must have purged, what may stay and until when."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
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


class Answer(StrEnum):
    """Where a service stands. `overdue`: it has not answered within the deadline, and is being asked again."""

    PENDING = "pending"
    PURGED = "purged"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Kept:
    """What stays, why, and until which day; `count` of it, where the service said so."""

    what: str
    why: str
    until: date
    count: int | None = None


@dataclass(frozen=True)
class Purge:
    """What one service purged, counted by kind of data, and what it keeps (None: it did not say).

    A later answer, by its sequence, takes the place of an earlier one: what was kept is erased in its time.
    """

    at: datetime
    counts: Mapping[str, int]
    sequence: int = 0
    kept: tuple[Kept, ...] | None = None


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
    part_of: UUID | None = None
    """The customer into whom this one was merged, and with whom it was deleted (C11)."""

    @property
    def root(self) -> UUID:
        """Whose certificate the entry is part of."""
        return self.part_of or self.customer_id

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

    def answer_of(self, service: str, now: datetime, deadline: timedelta) -> Answer:
        """Where one service stands; it has `deadline` from the deletion on."""
        if service in self.purges:
            return Answer.PURGED
        return Answer.OVERDUE if now > self.deleted_at + deadline else Answer.PENDING

    def overdue(self, now: datetime, deadline: timedelta) -> list[str]:
        """The services that should have answered by now."""
        return [s for s in self.silent if self.answer_of(s, now, deadline) is Answer.OVERDUE]

    @property
    def kept(self) -> list[Kept]:
        """What the services keep by law, each thing until its own day."""
        kept = [thing for purge in self.purges.values() for thing in purge.kept or ()]
        billing = self.purges.get("billing")
        if billing and billing.kept is None and billing.counts.get("invoices_kept"):
            # It did not say until when; the year of the deletion bounds the year of the last invoice.
            until = date(self.deleted_at.year + INVOICE_RETENTION_YEARS, 12, 31)
            kept.append(Kept("invoices", "§ 147 AO, § 14b UStG", until))
        return kept


def united(entries: Sequence[Erasure]) -> Erasure:
    """The certificate of a customer, first, and of all that were merged into it.

    A service has purged when it has purged all of them; Kafka is verified when it is for all of them.
    """
    whole, *_ = entries
    purges = {}
    for service in (OWNER, *OTHERS):
        answers = [entry.purges[service] for entry in entries if service in entry.purges]
        if len(answers) == len(entries):
            purges[service] = _sum_of(answers)
    verified = [entry.kafka_verified_at for entry in entries if entry.kafka_verified_at]
    return replace(
        whole,
        purges=purges,
        kafka_by=max(entry.kafka_by for entry in entries),
        kafka_verified_at=max(verified) if len(verified) == len(entries) else None,
    )


def _sum_of(answers: Sequence[Purge]) -> Purge:
    counts: Counter[str] = Counter()
    for answer in answers:
        counts.update(answer.counts)
    told = [answer.kept for answer in answers if answer.kept is not None]
    return Purge(
        max(answer.at for answer in answers),
        dict(counts),
        max(answer.sequence for answer in answers),
        tuple(thing for kept in told for thing in kept) if told else None,
    )

"""What the importer reads of others' facts: only the fields it needs."""

from typing import Literal
from uuid import UUID

from chassis.events.consumed import ReaderModel


class CustomerSnapshot(ReaderModel):
    """customers: a live customer and the e-mail that nobody else may have."""

    customer_id: UUID
    email: str
    email_is_placeholder: bool = False


class CustomerMerged(ReaderModel):
    """customers: the customer is an alias, and the e-mail free unless the survivor has it."""

    customer_id: UUID
    into: UUID


class CustomerDeleted(ReaderModel):
    """customers: the customer is gone for good."""

    customer_id: UUID


class ImportRowDone(ReaderModel):
    """customers: what became of a requested row."""

    job_id: UUID
    row: int
    outcome: Literal["created", "duplicate", "rejected"]
    customer_id: UUID | None = None
    number: int | None = None
    reason: str | None = None
    field: str | None = None

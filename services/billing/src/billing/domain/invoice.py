"""An invoice: a draft that anyone may discard, then an issued document that never changes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from billing.domain.customer import Recipient
from billing.domain.errors import InvoiceAlreadyIssued
from billing.domain.line import Line, Totals, totals_of

BUSINESS_ZONE = ZoneInfo("Europe/Berlin")
"""Invoice dates, due dates and the year of an invoice number are days of this place."""

DAYS_TO_PAY = timedelta(days=14)


class InvoiceStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Invoice:
    """`number`, `recipient` and `issued_at` are there from the moment of issue on, and never before."""

    id: UUID
    customer_id: UUID
    status: InvoiceStatus
    version: int
    lines: tuple[Line, ...]
    due_on: date | None
    created_at: datetime
    updated_at: datetime
    number: str | None = None
    recipient: Recipient | None = None
    issued_at: datetime | None = None

    @property
    def totals(self) -> Totals:
        """Net, VAT per rate, and what is to be paid."""
        return totals_of(self.lines)

    def require_draft(self) -> None:
        """Raises `InvoiceAlreadyIssued` unless this may still change."""
        if self.number is not None:
            raise InvoiceAlreadyIssued(self.id, self.number)

    def issued(self, *, number: str, recipient: Recipient, at: datetime) -> "Invoice":
        """The document as it leaves the house: numbered, addressed, due in 14 days or when the draft says."""
        self.require_draft()
        return replace(
            self,
            status=InvoiceStatus.OPEN,
            version=self.version + 1,
            number=number,
            recipient=recipient,
            issued_at=at,
            updated_at=at,
            due_on=self.due_on or business_day(at) + DAYS_TO_PAY,
        )


def business_day(at: datetime) -> date:
    """The day it is at the provider's place."""
    return at.astimezone(BUSINESS_ZONE).date()


def invoice_number(year: int, position: int) -> str:
    """`2026-00001`: the position within the year, five digits or more."""
    return f"{year}-{position:05d}"

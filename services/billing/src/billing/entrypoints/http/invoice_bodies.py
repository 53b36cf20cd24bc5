"""Invoices as JSON: amounts in integer cents, quantities and rates as numbers."""

import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer, StringConstraints

from billing.adapters.queries import InvoiceSummary
from billing.domain.customer import Recipient
from billing.domain.invoice import Invoice, InvoiceStatus
from billing.domain.line import MAX_LINES, MAX_QUANTITY, Line
from billing.domain.money import MAX_CENTS
from chassis.http.problems import invalid


def _printable(text: str) -> str:
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text):
        raise invalid(
            "control_character",
            "Enthält unsichtbare Steuerzeichen.",
            "Contains invisible control characters.",
        )
    return text


def _absent_when_empty(text: str | None) -> str | None:
    return text or None


Description = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_printable)
]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300), AfterValidator(_printable)]
Number = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]


class LineBody(BaseModel):
    """`exemption_reason` (§ 4, § 19 UStG …) is needed where `vat_percent` is 0 and refused elsewhere."""

    description: Description
    quantity: Annotated[Decimal, Field(gt=0, le=MAX_QUANTITY, decimal_places=3, allow_inf_nan=False)]
    unit_price_cents: Annotated[int, Field(strict=True, ge=-MAX_CENTS, le=MAX_CENTS)]
    vat_percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2, allow_inf_nan=False)]
    exemption_reason: Annotated[Reason | None, AfterValidator(_absent_when_empty)] = None

    def as_line(self) -> Line:
        """The line in the domain's words."""
        return Line(**self.model_dump())


class InvoiceBody(BaseModel):
    """A draft. Without `due_on` the invoice is due 14 days after its issue."""

    customer_id: UUID
    lines: Annotated[list[LineBody], Field(min_length=1, max_length=MAX_LINES)]
    due_on: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))] | None = None


class LineOut(BaseModel):
    description: str
    quantity: Number
    unit_price_cents: int
    vat_percent: Number
    exemption_reason: str | None
    net_cents: int


class VatOut(BaseModel):
    vat_percent: Number
    exemption_reason: str | None
    net_cents: int
    vat_cents: int


class AddressOut(BaseModel):
    street: str | None
    postal_code: str | None
    city: str | None
    country: str | None


class RecipientOut(BaseModel):
    """Whom an issued invoice is addressed to, as of its issue."""

    customer_number: int
    name: str
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    address: AddressOut | None


class InvoiceSummaryOut(BaseModel):
    """`number`, `issued_at` and (unless given) `due_on` are null until the issue."""

    id: UUID
    customer_id: UUID
    customer_deleted: bool
    recipient_name: str
    status: InvoiceStatus
    version: int
    number: str | None
    total_cents: int
    due_on: date | None
    issued_at: datetime | None
    created_at: datetime
    updated_at: datetime


class InvoiceOut(InvoiceSummaryOut):
    """`recipient` is null until the issue."""

    lines: list[LineOut]
    net_cents: int
    vat_cents: int
    vat: list[VatOut]
    recipient: RecipientOut | None


def invoice_out(invoice: Invoice, *, customer_deleted: bool, recipient_name: str) -> InvoiceOut:
    """One invoice with its lines and its VAT per rate."""
    totals = invoice.totals
    return InvoiceOut(
        id=invoice.id,
        customer_id=invoice.customer_id,
        customer_deleted=customer_deleted,
        recipient_name=recipient_name,
        status=invoice.status,
        version=invoice.version,
        number=invoice.number,
        total_cents=totals.total_cents,
        due_on=invoice.due_on,
        issued_at=invoice.issued_at,
        created_at=invoice.created_at,
        updated_at=invoice.updated_at,
        lines=[LineOut.model_validate(line, from_attributes=True) for line in invoice.lines],
        net_cents=totals.net_cents,
        vat_cents=totals.vat_cents,
        vat=[VatOut.model_validate(group, from_attributes=True) for group in totals.groups],
        recipient=_recipient_out(invoice.recipient) if invoice.recipient else None,
    )


def summary_out(summary: InvoiceSummary) -> InvoiceSummaryOut:
    """One row of the list."""
    return InvoiceSummaryOut.model_validate(summary, from_attributes=True)


def _recipient_out(recipient: Recipient) -> RecipientOut:
    return RecipientOut(
        customer_number=recipient.customer_number,
        name=recipient.display_name,
        salutation=recipient.salutation,
        first_name=recipient.first_name,
        last_name=recipient.last_name,
        company_name=recipient.company_name,
        address=AddressOut.model_validate(recipient.address, from_attributes=True)
        if recipient.address
        else None,
    )

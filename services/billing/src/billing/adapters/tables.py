"""Billing's tables."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import DateTime

from chassis.tables import Base

PERSONAL_COLUMNS = (
    "number",
    "salutation",
    "first_name",
    "last_name",
    "company_name",
    "email",
    "address",
    "participants",
)
"""What a purge or a merge empties in a customer's copy."""


class CustomerRow(Base):
    """The copy of a customer; a deleted one is the bare id, kept so that nothing late brings it back.

    A merged one is an alias of `merged_into`, perhaps of another alias; `survivor_of(id)` and `united_with(id)` follow.
    """

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("status in ('active', 'blocked', 'deleted', 'merged')", name="status_known"),
        CheckConstraint(
            "status not in ('deleted', 'merged') or num_nonnulls(" + ", ".join(PERSONAL_COLUMNS) + ") = 0",
            name="deleted_is_empty",
        ),
        CheckConstraint("status in ('deleted', 'merged') or number is not null", name="living_has_number"),
        CheckConstraint("status <> 'merged' or merged_into is not null", name="merged_into_somebody"),
        Index("ix_customers_merged_into", "merged_into", postgresql_where=text("merged_into is not null")),
    )

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int | None] = mapped_column(BigInteger)
    salutation: Mapped[str | None]
    first_name: Mapped[str | None]
    last_name: Mapped[str | None]
    company_name: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    participants: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    merged_into: Mapped[UUID | None]


class InvoiceRow(Base):
    """An invoice; once it has a number a trigger refuses every change of the document."""

    __tablename__ = "invoices"
    __table_args__ = (
        CheckConstraint("status in ('draft', 'open', 'paid', 'cancelled')", name="status_known"),
        CheckConstraint(
            "num_nulls(number, number_order, recipient, issued_at) = "
            "case when status = 'draft' then 4 else 0 end",
            name="numbered_when_issued",
        ),
        CheckConstraint("status = 'draft' or due_on is not null", name="due_when_issued"),
        Index("ix_invoices_customer_id_created_at", "customer_id", "created_at", "id"),
        Index("ix_invoices_created_at", "created_at", "id"),
        Index("ix_invoices_open_due_on", "due_on", "customer_id", postgresql_where=text("status = 'open'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.customer_id"))
    status: Mapped[str]
    version: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[str | None] = mapped_column(unique=True)
    number_order: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    """The number as one integer: lists sort by it, since as text 2026-100000 comes before 2026-99999."""
    due_on: Mapped[date | None]
    recipient: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    total_cents: Mapped[int] = mapped_column(BigInteger)
    issued_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class InvoiceLineRow(Base):
    __tablename__ = "invoice_lines"

    invoice_id: Mapped[UUID] = mapped_column(ForeignKey("invoices.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    description: Mapped[str]
    quantity: Mapped[Decimal] = mapped_column(Numeric(10, 3))
    unit_price_cents: Mapped[int] = mapped_column(BigInteger)
    vat_percent: Mapped[Decimal] = mapped_column(Numeric(5, 2))
    exemption_reason: Mapped[str | None]


class InvoiceCounterRow(Base):
    """The last position taken in a year. Its row lock is what keeps the numbers without gaps."""

    __tablename__ = "invoice_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_position: Mapped[int]


class AccountRow(Base):
    """The figures last told about a customer and how often any were."""

    __tablename__ = "accounts"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger)
    open_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    open_invoices: Mapped[int] = mapped_column(server_default="0")
    overdue_invoices: Mapped[int] = mapped_column(server_default="0")
    invoices_ever: Mapped[int] = mapped_column(server_default="0")


class PurgeRow(Base):
    """What was answered to a deletion."""

    __tablename__ = "purges"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    answers: Mapped[int]
    purged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

"""The tables of customers: people and what the desk writes about them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    Numeric,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base
from customers.domain.customer import LIVE
from customers.domain.newsletter import NewsletterState

PERSONAL_COLUMNS = (
    "salutation",
    "first_name",
    "last_name",
    "company_name",
    "email",
    "email_key",
    "phone",
    "further_phones",
    "street",
    "postal_code",
    "city",
    "country",
    "language",
    "newsletter_evidence",
    "newsletter_history",
    "bank_details",
    "iban_last_four",
    "iban_fingerprint",
    "block_reason",
    "search_text",
    "order_key",
    "name_key",
)
"""What is null once a customer is deleted or merged; the database refuses anything else."""

EMPTIED: Mapping[str, Any] = dict.fromkeys(PERSONAL_COLUMNS) | {
    "is_company": False,
    "email_is_placeholder": False,
    "customer_group_ids": [],
    "recipient_group_ids": [],
    "discount_percent": 0,
    "newsletter_state": NewsletterState.NONE.value,
    "former_numbers": [],
    "blocked_by": None,
    "blocked_at": None,
}
"""What a customer's row holds of the customer once they are deleted or merged: nothing."""

# Those of expressions are in the collation C, which reflection does not tell and so cannot be declared here.
_LIVE = text("status in ('active', 'blocked')")


class CustomerRow(Base):
    """A customer. Of a deleted one id, number, status, version and times are left."""

    __tablename__ = "customers"
    __table_args__ = (
        CheckConstraint("status in ('active', 'blocked', 'deleted', 'merged')", name="status"),
        CheckConstraint("(status = 'merged') = (merged_into is not null)", name="merged_into_somebody"),
        CheckConstraint(
            "status not in ('deleted', 'merged') "
            f"or num_nonnulls({', '.join(PERSONAL_COLUMNS)}) = 0",
            name="deleted_is_empty",
        ),
        CheckConstraint(
            "status in ('deleted', 'merged') "
            "or (num_nulls(email, search_text, order_key, further_phones, language) = 0)",
            name="live_is_complete",
        ),
        CheckConstraint("discount_percent between 0 and 100", name="discount_percent"),
        Index("ix_customers_search_text", "search_text", postgresql_using="gin",
              postgresql_ops={"search_text": "gin_trgm_ops"}),
        Index("ix_customers_search_grams", text("search_grams(search_text)"), postgresql_using="gin"),
        Index("ix_customers_order_key", "order_key", "id", postgresql_where=_LIVE),
        Index("ix_customers_blocked", "order_key", "id", postgresql_where=text("status = 'blocked'")),
        Index("ix_customers_created_at", "created_at", "id", postgresql_where=_LIVE),
        Index("ix_customers_updated_at", "updated_at", "id", postgresql_where=_LIVE),
        Index("ix_customers_credit_cents", "credit_cents", "id", postgresql_where=_LIVE),
        Index("ix_customers_email", text("lower(email)"), "id", postgresql_where=_LIVE),
        Index("ix_customers_postal_code", text("coalesce(postal_code, '')"), "id", postgresql_where=_LIVE),
        Index("ix_customers_city", text("translate(lower(coalesce(city, '')), 'äöüß', 'aous')"), "id",
              postgresql_where=_LIVE),
        Index("ix_customers_customer_group_ids", "customer_group_ids", postgresql_using="gin"),
        Index("ix_customers_recipient_group_ids", "recipient_group_ids", postgresql_using="gin"),
        Index("ix_customers_merged_into", "merged_into", postgresql_where=text("merged_into is not null")),
        Index("ix_customers_phone", "phone"),
        Index("ix_customers_further_phones", "further_phones", postgresql_using="gin",
              postgresql_where=text("cardinality(further_phones) > 0")),
        Index("ix_customers_postal_code_name_key", "postal_code", "name_key",
              postgresql_ops={"name_key": "text_pattern_ops"}),
        Index("ix_customers_iban_fingerprint", "iban_fingerprint",
              postgresql_where=text("iban_fingerprint is not null")),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    status: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)
    salutation: Mapped[str | None] = mapped_column(Text)
    first_name: Mapped[str | None] = mapped_column(Text)
    last_name: Mapped[str | None] = mapped_column(Text)
    company_name: Mapped[str | None] = mapped_column(Text)
    is_company: Mapped[bool] = mapped_column(server_default=text("false"))
    email: Mapped[str | None] = mapped_column(Text)
    email_key: Mapped[str | None] = mapped_column(Text, unique=True)
    """The address in one case; null for placeholders, which several customers may have."""
    email_version: Mapped[int] = mapped_column(BigInteger)
    email_is_placeholder: Mapped[bool] = mapped_column(server_default=text("false"))
    email_health: Mapped[str] = mapped_column(Text, server_default="unknown")
    email_health_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    phone: Mapped[str | None] = mapped_column(Text)
    further_phones: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    street: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    customer_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}")
    recipient_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}")
    discount_percent: Mapped[Decimal] = mapped_column(Numeric(5, 2), server_default="0")
    newsletter_state: Mapped[str] = mapped_column(Text, server_default="none")
    newsletter_evidence: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    newsletter_history: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """How consent was given and withdrawn, the oldest first."""
    bank_details: Mapped[bytes | None] = mapped_column(LargeBinary)
    """IBAN, BIC and account holder, encrypted."""
    iban_last_four: Mapped[str | None] = mapped_column(Text)
    iban_fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary)
    """A keyed hash of the IBAN: equal for equal IBANs under the same key."""
    block_reason: Mapped[str | None] = mapped_column(Text)
    blocked_by: Mapped[UUID | None]
    blocked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    credit_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    """Billing's figure; no part of the version."""
    open_invoices: Mapped[int] = mapped_column(server_default="0")
    bookings_ever: Mapped[int] = mapped_column(server_default="0")
    invoices_ever: Mapped[int] = mapped_column(server_default="0")
    account_includes: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}")
    """The merged customers that are in billing's figures already."""
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    """Who is to be looked at instead: never a merged one."""
    former_numbers: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default="{}")
    search_text: Mapped[str | None] = mapped_column(Text)
    order_key: Mapped[str | None] = mapped_column(Text(collation="C"))
    name_key: Mapped[str | None] = mapped_column(Text)
    """The name as it sounds, by which look-alikes are found; the worker fills it where it is missing."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


IS_LIVE = CustomerRow.__table__.c.status.in_([status.value for status in LIVE])
"""Neither deleted nor merged."""


class ParticipantRow(Base):
    """A participant of a customer."""

    __tablename__ = "participants"
    __table_args__ = (
        Index("ix_participants_birth_date_name_key", "birth_date", "name_key",
              postgresql_ops={"name_key": "text_pattern_ops"}, postgresql_where=text("birth_date is not null")),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    first_name: Mapped[str] = mapped_column(Text)
    last_name: Mapped[str] = mapped_column(Text)
    birth_date: Mapped[date | None]
    name_key: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)


class NoteRow(Base):
    """An internal note on a customer or on one of their participants."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_customer_id", "customer_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    participant_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("participants.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID]
    author: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class GroupRow(Base):
    """A customer group or a recipient group (`kind`: `customer`, `recipient`)."""

    __tablename__ = "groups"
    __table_args__ = (
        CheckConstraint("kind in ('customer', 'recipient')", name="kind"),
        Index("uq_groups_kind_name_key", "kind", "name_key", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(BigInteger, server_default="1")


class ImportedRowRow(Base):
    """What became of one row of an import: ids and codes, so that it is carried out once."""

    __tablename__ = "imported_rows"

    job_id: Mapped[UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID | None] = mapped_column(index=True)
    number: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str | None] = mapped_column(Text)
    field: Mapped[str | None] = mapped_column(Text)

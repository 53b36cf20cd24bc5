"""The table of the audit trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base


class AuditEntryRow(Base):
    """Who did what to whom: ids, names of fields and counts; never a value, and no customer's name."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_at", "at", "id"),
        Index("ix_audit_entries_customer_id", "customer_id", "at", "id"),
        Index("ix_audit_entries_account_id", "account_id", "at", "id"),
        Index("ix_audit_entries_subject_id", "subject_id", "at", "id"),
        Index("ix_audit_entries_action", "action", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    account_id: Mapped[UUID | None]
    """Who acted; null for what nobody logged in for (a failed login, a link from a mail)."""
    account_name: Mapped[str | None] = mapped_column(Text)
    """The name of the staff account at that time; null for a customer's."""
    action: Mapped[str] = mapped_column(Text)
    subject_type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    """The customer it is about, if it is about one."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)

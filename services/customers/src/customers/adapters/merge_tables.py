"""The tables of merges: who was merged into whom, and for 30 days what an undo needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base


class MergeRow(Base):
    """A merge that was not undone: ids, times and counters. Goes with the deletion of the survivor."""

    __tablename__ = "merges"
    __table_args__ = (Index("ix_merges_to_append", "appended_at", postgresql_where=text("appends < 3")),)

    merged_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    survivor_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), index=True)
    """Into whom it was merged then; `customers.merged_into` says who that is by now."""
    merged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    merged_by: Mapped[UUID]
    undo_until: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_before: Mapped[int] = mapped_column(BigInteger)
    """Bookings and invoices ever of both, when they were merged."""
    event_id: Mapped[UUID]
    sequence: Mapped[int] = mapped_column(BigInteger)
    appends: Mapped[int]
    appended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class MergeMemoryRow(Base):
    """Both customers as they were: personal data, forgotten after 30 days or with the survivor's deletion."""

    __tablename__ = "merge_memories"

    merged_id: Mapped[UUID] = mapped_column(
        ForeignKey("merges.merged_id", ondelete="CASCADE"), primary_key=True
    )
    memory: Mapped[dict[str, Any]] = mapped_column(JSONB)
    source_bank_details: Mapped[bytes | None] = mapped_column(LargeBinary)
    survivor_bank_details: Mapped[bytes | None] = mapped_column(LargeBinary)
    forget_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)

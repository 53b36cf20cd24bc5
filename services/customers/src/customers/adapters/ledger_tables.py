"""The tables of the erasure ledger: ids, counts and times, nothing about a person."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base


class ErasureRow(Base):
    """A deleted customer and how far the proof has come."""

    __tablename__ = "erasures"
    __table_args__ = (
        Index("ix_erasures_unverified", "next_check_at", postgresql_where=text("kafka_verified_at is null")),
        Index("ix_erasures_deleted_at", "deleted_at", "customer_id"),
        Index("ix_erasures_unanswered", "asked_at", postgresql_where=text("not answered")),
        Index("ix_erasures_part_of", "part_of", postgresql_where=text("part_of is not null")),
    )

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    deleted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    deleted_by: Mapped[UUID]
    terminal_sequence: Mapped[int] = mapped_column(BigInteger)
    terminal_id: Mapped[UUID]
    appends: Mapped[int]
    appended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answered: Mapped[bool] = mapped_column(server_default=text("false"))
    """Every service has purged."""
    kafka_by: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    next_check_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kafka_clean_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the topics were first read without finding anything; the old files leave the disk soon after."""
    kafka_verified_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    part_of: Mapped[UUID | None] = mapped_column(ForeignKey("erasures.customer_id"))
    """The customer into whom this one was merged, and with whom it was deleted."""


class ErasurePurgeRow(Base):
    """What one service said last that it purged, and what it keeps."""

    __tablename__ = "erasure_purges"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("erasures.customer_id"), primary_key=True)
    service: Mapped[str] = mapped_column(Text, primary_key=True)
    purged_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    sequence: Mapped[int] = mapped_column(BigInteger, server_default="0")
    kept: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    """What stays, why and until when; null when the service did not say."""

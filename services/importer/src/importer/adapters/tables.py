"""The importer's tables. Personal data is in `import_files` and `import_rows` alone, and leaves both."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base

__all__ = ["Base", "CustomerEmailRow", "ImportFileRow", "ImportJobRow", "ImportRowRow", "PurgeRow"]


class ImportJobRow(Base):
    """A job with the counts of its rows, and how far Kafka's log is cut behind it."""

    __tablename__ = "import_jobs"
    __table_args__ = (
        Index("ix_import_jobs_created_at", "created_at", "id"),
        Index("ix_import_jobs_open", "status", postgresql_where=text("cut_at IS NULL")),
    )
    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    status: Mapped[str]
    version: Mapped[int]
    dialect: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    failure_code: Mapped[str | None]
    failure_message: Mapped[str | None]
    rows_total: Mapped[int]
    rows_valid: Mapped[int]
    rows_rejected: Mapped[int]
    rows_requested: Mapped[int]
    rows_done: Mapped[int]
    rows_failed: Mapped[int]
    created_by: Mapped[UUID]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    """When the counts last changed: not before the last answer."""
    read_attempts: Mapped[int]
    start_offsets: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """Per partition of `import-rows` an offset that none of this job's rows is before."""
    closed_at: Mapped[datetime | None]
    cut_targets: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """Per partition an offset that all of this job's rows are before."""
    cut_at: Mapped[datetime | None]
    """When nothing of the job was left in `import-rows`."""
    rows_dropped_at: Mapped[datetime | None]


class ImportFileRow(Base):
    """An uploaded file until it is read."""

    __tablename__ = "import_files"
    job_id: Mapped[UUID] = mapped_column(ForeignKey("import_jobs.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(BYTEA)


class ImportRowRow(Base):
    """A row of a file and what has become of it. `customer` and the values in `findings` are personal data."""

    __tablename__ = "import_rows"
    __table_args__ = (
        Index("ix_import_rows_outcome", "job_id", "outcome", "row"),
        Index("ix_import_rows_email_hash", "email_hash"),
        Index("ix_import_rows_customer_id", "customer_id"),
    )
    job_id: Mapped[UUID] = mapped_column(ForeignKey("import_jobs.id"), primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[str]
    email_hash: Mapped[bytes | None] = mapped_column(BYTEA)
    customer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    customer_id: Mapped[UUID | None]
    number: Mapped[int | None]


class CustomerEmailRow(Base):
    """A customer as the importer knows them: an id and the keyed hash of the e-mail. Deleted ones keep the id.

    The hash of a merged one is nobody's e-mail any more; it stays for the purge, which finds rows by it.
    """

    __tablename__ = "customer_emails"
    __table_args__ = (Index("ix_customer_emails_email_hash", "email_hash"),)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    email_hash: Mapped[bytes | None] = mapped_column(BYTEA)
    deleted: Mapped[bool]
    merged_into: Mapped[UUID | None]


class PurgeRow(Base):
    """The answer to a deletion, to be given again when asked again."""

    __tablename__ = "purges"
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    answers: Mapped[int]
    purged_at: Mapped[datetime]

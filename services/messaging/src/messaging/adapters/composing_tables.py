"""The tables of what is written to many: broadcasts, their audiences, templates, attachments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base

_Moment = DateTime(timezone=True)


class BroadcastRow(Base):
    """What was written to an audience, as it was written. `position` is the last customer that was looked at."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        Index("ix_broadcasts_newest", "created_at", "id"),
        Index(
            "ix_broadcasts_open", "send_at", "id", postgresql_where=text("status IN ('scheduled', 'running')")
        ),
        Index("ix_broadcasts_failed", "finished_at", postgresql_where=text("status = 'failed'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    customer_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    recipient_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    course_date_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    everyone: Mapped[bool] = mapped_column(server_default=text("false"))
    attachments: Mapped[int] = mapped_column(server_default="0")
    status: Mapped[str] = mapped_column(Text)
    send_at: Mapped[datetime | None] = mapped_column(_Moment)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    created_by: Mapped[UUID]
    changed_at: Mapped[datetime | None] = mapped_column(_Moment)
    changed_by: Mapped[UUID | None]
    started_at: Mapped[datetime | None] = mapped_column(_Moment)
    finished_at: Mapped[datetime | None] = mapped_column(_Moment)
    position: Mapped[UUID | None]
    recipients: Mapped[int] = mapped_column(server_default="0")
    excluded: Mapped[dict[str, int]] = mapped_column(JSONB, server_default=text("'{}'"))
    failures: Mapped[int] = mapped_column(server_default="0")
    failure: Mapped[str | None] = mapped_column(Text)
    plan_again_at: Mapped[datetime | None] = mapped_column(_Moment)
    version: Mapped[int] = mapped_column(server_default="1")


class BroadcastCustomerRow(Base):
    """A customer who was picked for a broadcast. Goes with the customer."""

    __tablename__ = "broadcast_customers"
    __table_args__ = (Index("ix_broadcast_customers_customer", "customer_id"),)

    broadcast_id: Mapped[UUID] = mapped_column(ForeignKey("broadcasts.id"), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)


class BroadcastLeftOutRow(Base):
    """A customer who was left out when the broadcast was planned, and why. Goes with the customer."""

    __tablename__ = "broadcast_left_out"
    __table_args__ = (Index("ix_broadcast_left_out_customer", "customer_id"),)

    broadcast_id: Mapped[UUID] = mapped_column(
        ForeignKey("broadcasts.id", ondelete="CASCADE"), primary_key=True
    )
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)


class CourseDateRow(Base):
    """The copy of a course date."""

    __tablename__ = "course_dates"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    starts_at: Mapped[datetime | None] = mapped_column(_Moment)
    ends_at: Mapped[datetime | None] = mapped_column(_Moment)
    status: Mapped[str] = mapped_column(Text)


class CourseDateCustomerRow(Base):
    """A customer with a participant in a course date."""

    __tablename__ = "course_date_customers"
    __table_args__ = (Index("ix_course_date_customers_customer", "customer_id"),)

    course_date_id: Mapped[UUID] = mapped_column(ForeignKey("course_dates.id"), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(primary_key=True)


class TemplateRow(Base):
    """A text to begin with."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("name", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    updated_at: Mapped[datetime] = mapped_column(_Moment)
    version: Mapped[int] = mapped_column(server_default="1")


class AttachmentRow(Base):
    """A file; `submission_id` says which messages carry it, once they are written."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_submission", "submission_id"),
        Index("ix_attachments_unused", "created_at", postgresql_where=text("submission_id IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    created_by: Mapped[UUID]
    submission_id: Mapped[UUID | None]
    position: Mapped[int | None]


class TestMailRow(Base):
    """When an account had a test mail sent: for the limit, and no longer than an hour."""

    __tablename__ = "test_mails"
    __table_args__ = (Index("ix_test_mails_account", "account_id", "sent_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    sent_at: Mapped[datetime] = mapped_column(_Moment)

"""The tables of this service. All but `recipients` and `purges` are emptied of a customer by the purge."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base

_Moment = DateTime(timezone=True)


class RecipientRow(Base):
    """The copy of a customer. Of a deleted one the id stays, so that nothing late revives it.

    A merged one is an alias of `merged_into`, perhaps of another alias; `survivor_of(id)` and `united_with(id)` follow.
    """

    __tablename__ = "recipients"
    __table_args__ = (
        Index("ix_recipients_merged_into", "merged_into", postgresql_where=text("merged_into IS NOT NULL")),
        Index("ix_recipients_customer_groups", "customer_group_ids", postgresql_using="gin"),
        Index("ix_recipients_recipient_groups", "recipient_group_ids", postgresql_using="gin"),
    )

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(Text)
    number: Mapped[int | None] = mapped_column(BigInteger)
    first_name: Mapped[str | None] = mapped_column(Text)
    last_name: Mapped[str | None] = mapped_column(Text)
    company_name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    email_version: Mapped[int] = mapped_column(server_default="0")
    email_is_placeholder: Mapped[bool] = mapped_column(server_default=text("false"))
    language: Mapped[str | None] = mapped_column(Text)
    newsletter_state: Mapped[str] = mapped_column(Text, server_default="none")
    customer_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}")
    recipient_group_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}")
    merged_into: Mapped[UUID | None]
    mail_suppressed: Mapped[bool] = mapped_column(server_default=text("false"))
    """What `suppressions` says, for whoever holds this row; so is the next."""
    newsletter_suppressed: Mapped[bool] = mapped_column(server_default=text("false"))
    mailbox_full_on: Mapped[list[date]] = mapped_column(ARRAY(Date), server_default="{}")


class MessageRow(Base):
    """One message to one customer."""

    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_waiting",
            text("(broadcast_id IS NOT NULL)"),
            "next_attempt_at",
            "id",
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
        Index("ix_messages_newest", "created_at", "id"),
        Index("ix_messages_customer", "customer_id", "created_at", "id"),
        Index("ix_messages_submission", "submission_id"),
        Index("ix_messages_status", "status", "created_at", "id"),
        Index(
            "ix_messages_bounce_reason",
            "bounce_reason",
            "created_at",
            "id",
            postgresql_where=text("bounce_reason IS NOT NULL"),
        ),
        Index(
            "ix_messages_suppressed_reason",
            "suppressed_reason",
            "created_at",
            "id",
            postgresql_where=text("suppressed_reason IS NOT NULL"),
        ),
        Index("ix_messages_portal", "created_at", "id", postgresql_where=text("channel = 'portal'")),
        Index(
            "ix_messages_broadcast",
            "broadcast_id",
            "created_at",
            "id",
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index(
            "ix_messages_broadcast_status",
            "broadcast_id",
            "status",
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index(
            "uq_messages_broadcast_customer",
            "broadcast_id",
            "customer_id",
            unique=True,
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        Index(
            "ix_messages_scheduled_portal",
            "send_at",
            postgresql_where=text("channel = 'portal' AND status = 'queued'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("recipients.customer_id"))
    submission_id: Mapped[UUID]
    channel: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    broadcast_id: Mapped[UUID | None]
    confirm_blocked: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(_Moment)
    created_by: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(server_default="0")
    send_at: Mapped[datetime | None] = mapped_column(_Moment)
    attachments: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(_Moment)
    sent_at: Mapped[datetime | None] = mapped_column(_Moment)
    read_at: Mapped[datetime | None] = mapped_column(_Moment)
    suppressed_reason: Mapped[str | None] = mapped_column(Text)
    bounce_class: Mapped[str | None] = mapped_column(Text)
    bounce_reason: Mapped[str | None] = mapped_column(Text)
    bounce_status: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    request_id: Mapped[UUID | None]
    template: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")


class MessageTextRow(Base):
    """What a search looks through: subject and text in small letters, of a message that is no broadcast's.

    A table of its own, because each change of a message would put all its trigrams into the index again.
    """

    __tablename__ = "message_texts"
    __table_args__ = (
        Index(
            "ix_message_texts_trigrams",
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
        ),
    )

    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class AttemptRow(Base):
    """One try to hand a mail over. `owner` is the sender whose advisory lock says that it lives."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("token"),
        Index("ix_attempts_message", "message_id"),
        Index("ix_attempts_customer", "customer_id"),
        Index("ix_attempts_sending", "owner", postgresql_where=text("result = 'sending'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"))
    customer_id: Mapped[UUID]
    number: Mapped[int]
    owner: Mapped[int]
    token: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    email_version: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(_Moment)
    finished_at: Mapped[datetime | None] = mapped_column(_Moment)
    result: Mapped[str] = mapped_column(Text)
    reply_stage: Mapped[str | None] = mapped_column(Text)
    reply_code: Mapped[int | None]
    reply_text: Mapped[str | None] = mapped_column(Text)


class HistoryRow(Base):
    """One line of a message's history."""

    __tablename__ = "message_events"
    __table_args__ = (
        Index("ix_message_events_message", "message_id"),
        Index("ix_message_events_bounced", "at", postgresql_where=text("type = 'bounced'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"))
    type: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(_Moment)
    reason: Mapped[str | None] = mapped_column(Text)
    bounce_class: Mapped[str | None] = mapped_column(Text)
    bounce_status: Mapped[str | None] = mapped_column(Text)
    by_account: Mapped[UUID | None]


class ReportRow(Base):
    """A mail that came back. `raw` is there only until it is classified."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("message_id", "identity"),
        Index("ix_reports_customer", "customer_id"),
        Index("ix_reports_raw", "received_at", postgresql_where=text("raw IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("messages.id"))
    customer_id: Mapped[UUID]
    email_version: Mapped[int]
    identity: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(_Moment)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    kind: Mapped[str | None] = mapped_column(Text)
    bounce_class: Mapped[str | None] = mapped_column(Text)
    bounce_reason: Mapped[str | None] = mapped_column(Text)
    bounce_status: Mapped[str | None] = mapped_column(Text)


class SuppressionRow(Base):
    """A reason not to mail a customer, in force until it is lifted.

    Whoever writes one holds the recipient's row exclusively, and brings `mail_suppressed` and the like there up to it.
    """

    __tablename__ = "suppressions"
    __table_args__ = (
        Index(
            "uq_suppressions_active",
            "customer_id",
            "scope",
            "reason",
            unique=True,
            postgresql_where=text("lifted_at IS NULL"),
        ),
        Index("ix_suppressions_customer", "customer_id"),
        Index("ix_suppressions_newest", "created_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("recipients.customer_id"))
    scope: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    email_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(_Moment)
    created_by: Mapped[UUID | None]
    message_id: Mapped[UUID | None]
    """The message whose report or link it came from; another system's is not known here."""
    lifted_at: Mapped[datetime | None] = mapped_column(_Moment)
    lifted_by: Mapped[UUID | None]


class NewsletterLinkRow(Base):
    """A link in a newsletter or a double opt-in mail, under the hash of its token."""

    __tablename__ = "newsletter_links"
    __table_args__ = (Index("ix_newsletter_links_customer", "customer_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("recipients.customer_id"))
    purpose: Mapped[str] = mapped_column(Text)
    email_version: Mapped[int]
    message_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(_Moment)
    expires_at: Mapped[datetime | None] = mapped_column(_Moment)
    used_at: Mapped[datetime | None] = mapped_column(_Moment)
    wording: Mapped[str | None] = mapped_column(Text)


class AccountMailRow(Base):
    """One mail to a staff account: neither address nor text. Over a day after it is over."""

    __tablename__ = "account_mails"
    __table_args__ = (
        Index(
            "ix_account_mails_waiting",
            "next_attempt_at",
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
    )

    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    template: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(_Moment)
    status: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[datetime | None] = mapped_column(_Moment)


class TroubleRow(Base):
    """What keeps this service from its work, how often it was met, and when last."""

    __tablename__ = "troubles"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int]
    latest_at: Mapped[datetime] = mapped_column(_Moment)


class PurgeRow(Base):
    """The answer to a deletion, kept to be given again."""

    __tablename__ = "purges"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSONB)
    purged_at: Mapped[datetime] = mapped_column(_Moment, server_default=text("now()"))

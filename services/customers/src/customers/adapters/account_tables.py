"""The tables of accounts, sessions, the mails to accounts, and the keys that sign what a session stands for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base


class AccountRow(Base):
    """Somebody who can log in. A portal account has the customer's address, name and language, not its own."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("role in ('owner', 'staff', 'customer')", name="role"),
        CheckConstraint("(role = 'customer') = (customer_id is not null)", name="portal_has_customer"),
        CheckConstraint(
            "num_nonnulls(email, email_key, name, language) = case when role = 'customer' then 0 else 4 end",
            name="only_staff_has_address",
        ),
        Index("ix_accounts_name", "name", "id", postgresql_where=text("role <> 'customer'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(Text)
    email_key: Mapped[str | None] = mapped_column(Text, unique=True)
    name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    """Null until the invitation is followed."""
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"), unique=True)
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_login_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SessionRow(Base):
    """A login that lasts, under the hash of its token."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    client: Mapped[str] = mapped_column(Text)
    """Browser and system, no more."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class MailRequestRow(Base):
    """A mail to an account that messaging was asked for, and the hash of the link it has fetched last."""

    __tablename__ = "mail_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    mail: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    email_version: Mapped[int | None]
    """Of the customer, when the link was made: it must not outlive the address it went to."""


class FailedLoginRow(Base):
    """How often a login failed lately, under a hash of account and network address."""

    __tablename__ = "failed_logins"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class SigningKeyRow(Base):
    """A key of the session tokens: published at once, signing from `signs_from` until a newer one signs."""

    __tablename__ = "signing_keys"

    kid: Mapped[str] = mapped_column(Text, primary_key=True)
    private_pem: Mapped[str] = mapped_column(Text)
    signs_from: Mapped[datetime] = mapped_column(DateTime(timezone=True))

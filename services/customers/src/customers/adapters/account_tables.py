"""The tables of accounts, sessions and the keys that sign what a session stands for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.tables import Base


class AccountRow(Base):
    """Somebody who can log in."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("role in ('owner', 'staff', 'customer')", name="role"),
        CheckConstraint("(role = 'customer') = (customer_id is not null)", name="portal_has_customer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    email_key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"), unique=True)


class SessionRow(Base):
    """A login that lasts, under the hash of its token."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


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

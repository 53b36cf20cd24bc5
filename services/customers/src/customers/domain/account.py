"""Accounts of people who log in, their sessions, and the mails that let them in."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

SESSION_IDLE = timedelta(hours=12)
SESSION_LONGEST = timedelta(days=14)
LINK_LASTS = timedelta(minutes=30)
REQUEST_LASTS = timedelta(days=7)  # as long as the topic keeps it


class Role(StrEnum):
    """`owner` manages the accounts, `staff` works at the desk, `customer` is a portal account."""

    OWNER = "owner"
    STAFF = "staff"
    CUSTOMER = "customer"


class AccountMail(StrEnum):
    """The mails of accounts. All but the last carry a one-time link."""

    INVITATION = "invitation"
    PORTAL_INVITATION = "portal_invitation"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a mail
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a mail

    @property
    def carries_link(self) -> bool:
        """Whether the mail lets its reader choose a password."""
        return self is not AccountMail.PASSWORD_CHANGED


@dataclass
class Account:
    """Somebody who can log in once they have chosen a password.

    A portal account has no address and name of its own: they are the customer's, as of now. `locked` says that
    this customer is not active (C9), or has but a placeholder (C12).
    """

    id: UUID
    email: str
    name: str
    role: str
    password_hash: str | None = None
    customer_id: UUID | None = None
    language: str = "de"
    active: bool = True
    locked: bool = False
    email_version: int = 0
    customer_version: int | None = None
    version: int = 1
    created_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    last_login_at: datetime | None = None

    @property
    def state(self) -> str:
        """`invited` until a password is chosen, `inactive` while the owner has switched it off, else `active`."""
        if not self.active:
            return "inactive"
        return "active" if self.password_hash else "invited"

    @property
    def may_log_in(self) -> bool:
        """Whether the right password opens a session."""
        return self.active and not self.locked

    @property
    def is_working_owner(self) -> bool:
        """Whether this account can manage the others today."""
        return self.role == Role.OWNER and self.state == "active"


@dataclass(frozen=True)
class Session:
    """A login that lasts: until it is ended, idle for `SESSION_IDLE`, or `SESSION_LONGEST` old."""

    id: UUID
    account: Account
    client: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class MailRequest:
    """A mail to an account that messaging was asked for. Its link is made when the mail leaves."""

    id: UUID
    account_id: UUID
    mail: AccountMail
    requested_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether it is too old for anybody to be still waiting for it."""
        return now - self.requested_at > REQUEST_LASTS


def session_end(created_at: datetime, now: datetime) -> datetime:
    """When a session that is used now ends if it is not used again."""
    return min(now + SESSION_IDLE, created_at + SESSION_LONGEST)

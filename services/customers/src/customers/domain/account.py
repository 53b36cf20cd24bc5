"""Accounts of people who log in, and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

SESSION_IDLE = timedelta(hours=12)
SESSION_LONGEST = timedelta(days=14)


@dataclass(frozen=True)
class Account:
    """Somebody who can log in. Roles: `owner`, `staff`, `customer` (portal; then with the customer's id)."""

    id: UUID
    email: str
    name: str
    role: str
    password_hash: str
    customer_id: UUID | None = None


@dataclass(frozen=True)
class Session:
    """A login that lasts: until it is ended, idle for `SESSION_IDLE`, or `SESSION_LONGEST` old."""

    account: Account
    created_at: datetime
    expires_at: datetime


def session_end(created_at: datetime, now: datetime) -> datetime:
    """When a session that is used now ends if it is not used again."""
    return min(now + SESSION_IDLE, created_at + SESSION_LONGEST)

"""What the API says about accounts and sessions."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel

from customers.domain.account import Account, Session

PortalState = Literal["none", "invited", "active", "blocked"]


class StaffAccountOut(BaseModel):
    """An account of somebody who works here."""

    id: UUID
    email: str
    name: str
    role: Literal["owner", "staff"]
    active: bool
    state: Literal["invited", "active", "inactive"]
    last_login_at: datetime | None
    version: int
    created_at: datetime


class AccountNameOut(BaseModel):
    """Who somebody is that works here."""

    id: UUID
    name: str


class SessionOut(BaseModel):
    """A login that lasts. `client` is the browser as it calls itself, `current` the one that is asking."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    client: str
    current: bool


class SessionsOut(BaseModel):
    """The sessions of an account, the one used last first."""

    items: list[SessionOut]


class PortalAccessOut(BaseModel):
    """Whether a customer can log in to the portal."""

    state: PortalState
    last_login_at: datetime | None


class WithoutLogin(BaseModel):
    """A customer who cannot log in to the portal."""

    customer_id: UUID
    name: str


class WithoutLoginOut(BaseModel):
    """How many of the customers asked about cannot log in to the portal; at most 200 of them are named."""

    total: int
    customers: list[WithoutLogin]


def staff_answer(account: Account) -> dict[str, Any]:
    """A staff account as the API answers it."""
    names = ("id", "email", "name", "role", "active", "state", "last_login_at", "version", "created_at")
    return {name: getattr(account, name) for name in names}


def sessions_answer(sessions: list[Session], current: UUID | None = None) -> dict[str, Any]:
    """Sessions as the API answers them."""
    return {
        "items": [
            {
                "id": session.id,
                "created_at": session.created_at,
                "last_seen_at": session.last_seen_at,
                "client": session.client,
                "current": session.id == current,
            }
            for session in sessions
        ]
    }


def portal_answer(account: Account | None) -> dict[str, Any]:
    """A customer's portal account as the API answers it."""
    state: PortalState = "none"
    if account is not None:
        state = "blocked" if not account.may_log_in else "active" if account.password_hash else "invited"
    return {"state": state, "last_login_at": account and account.last_login_at}

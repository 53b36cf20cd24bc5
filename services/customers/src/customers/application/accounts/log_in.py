"""Logging in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from customers.application.ports import Accounts, FailedLogins, Passwords
from customers.domain.account import Account, Session, session_end
from customers.domain.errors import LoginRefused, LoginThrottled
from customers.domain.throttle import FREE_PER_ACCOUNT_AND_ADDRESS, FREE_PER_ADDRESS, next_attempt_at


@dataclass(frozen=True)
class Attempt:
    """One attempt to log in, and the network address it comes from."""

    email: str
    password: str
    address: str

    @property
    def keys(self) -> tuple[tuple[bytes, int], ...]:
        """What its failures are counted under (no address is stored), and how many are free."""
        account = f"{self.email.strip().casefold()}\n{self.address}"
        return (
            (_digest(account), FREE_PER_ACCOUNT_AND_ADDRESS),
            (_digest(self.address), FREE_PER_ADDRESS),
        )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def token_hash(token: str) -> bytes:
    """What a session is stored under; the token itself (256 random bits) is in the cookie only."""
    return _digest(token)


async def refuse_throttled(failures: FailedLogins, attempt: Attempt, now: datetime) -> None:
    """Raises LoginThrottled while the wait after the last failure lasts."""
    for key, free in attempt.keys:
        counted = await failures.count(key, now)
        if counted is None:
            continue
        allowed_at = next_attempt_at(*counted, free)
        if allowed_at > now:
            raise LoginThrottled(max(1, round((allowed_at - now).total_seconds())))


async def verify_password(account: Account | None, passwords: Passwords, attempt: Attempt) -> Account:
    """The account of the attempt's address, when the password is its own.

    Raises LoginRefused, after the same time either way. Takes long: no connection is held meanwhile, or those who
    guess would take them from everybody else.
    """
    if not await passwords.matches(account.password_hash if account else None, attempt.password):
        raise LoginRefused
    assert account is not None
    return account


async def record_failure(failures: FailedLogins, attempt: Attempt, now: datetime) -> None:
    """The next attempt may have to wait."""
    for key, _ in attempt.keys:
        await failures.add(key, now)


async def open_session(
    accounts: Accounts, failures: FailedLogins, attempt: Attempt, account: Account, now: datetime
) -> str:
    """The token of a new session; the failures of this account from this address are forgotten."""
    token = secrets.token_urlsafe(32)
    await failures.forget(attempt.keys[0][0])
    await accounts.open_session(token_hash(token), Session(account, now, session_end(now, now)))
    return token

"""Logging in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from chassis.ids import new_id
from customers.application.accounts.ports import Accounts, FailedLogins, Passwords, Sessions
from customers.domain.account import Account, Role, Session, session_end
from customers.domain.errors import AccountBlocked, AccountInactive, LoginRefused, LoginThrottled
from customers.domain.throttle import FREE_PER_ACCOUNT_AND_ADDRESS, FREE_PER_ADDRESS, next_attempt_at


@dataclass(frozen=True)
class Attempt:
    """One attempt to log in, and the network address it comes from."""

    email: str
    password: str
    address: str
    client: str = ""
    """Browser and system, for the list of sessions."""

    @property
    def keys(self) -> tuple[tuple[bytes, int], ...]:
        """What its failures are counted under (no address is stored), and how many are free."""
        account = f"{self.email.strip().casefold()}\n{self.address}"
        return (
            (digest(account), FREE_PER_ACCOUNT_AND_ADDRESS),
            (digest(self.address), FREE_PER_ADDRESS),
        )


def digest(text: str) -> bytes:
    """The opaque key of a counter."""
    return hashlib.sha256(text.encode()).digest()


def token_hash(token: str) -> bytes:
    """What a session is stored under; the token itself (256 random bits) is in the cookie only."""
    return digest(token)


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
    accounts: Accounts,
    sessions: Sessions,
    failures: FailedLogins,
    attempt: Attempt,
    seen: Account,
    now: datetime,
) -> tuple[str, Account]:
    """The token of a new session, and its account; the failures of this account from this address are forgotten.

    `seen` is the account whose password was right a moment ago. Raises AccountBlocked (C9) or AccountInactive, and
    LoginRefused when it has another password by now.
    """
    account = await accounts.for_login(seen.id)
    if account is None or account.password_hash != seen.password_hash:
        raise LoginRefused
    if not account.may_log_in:
        raise AccountBlocked if account.role == Role.CUSTOMER else AccountInactive
    token = secrets.token_urlsafe(32)
    await failures.forget(attempt.keys[0][0])
    end = session_end(now, now)
    await sessions.open(token_hash(token), Session(new_id(), account, attempt.client, now, now, end))
    account.last_login_at = now
    await accounts.note_login(account)
    return token, account

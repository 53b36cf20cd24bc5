"""What logging in needs of the world. The adapters are bound to the open transaction."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from customers.domain.account import Account, MailRequest, Session


class Accounts(Protocol):
    """Who can log in. A portal account has its customer's address and name."""

    async def by_email(self, email: str) -> Account | None:
        """The account that logs in with this address, in whatever case; staff come first."""

    async def for_login(self, account_id: UUID) -> Account | None:
        """Reads the account and keeps it, and the customer it belongs to, from changing until the end."""

    async def for_change(self, account_id: UUID) -> Account | None:
        """Locks and reads."""

    async def staff_for_change(self, account_id: UUID) -> Account:
        """The same of a staff account. Raises AccountNotFound."""

    async def lock_working_owners(self) -> set[UUID]:
        """The owners who can log in now; none of them changes before the end."""

    async def add_staff(self, account: Account) -> None:
        """Stores a new staff account. Raises AddressOfAnotherLogin."""

    async def keep_owner(self, account: Account) -> UUID:
        """Creates the account, or gives the one with this address the new hash, and answers its id."""

    async def keep_portal(self, account: Account, customer_email: str) -> Account:
        """The customer's portal account, locked: the one there is, else this one. Raises AddressOfAnotherLogin."""

    async def save(self, account: Account) -> None:
        """Stores what can change of an account, as one version more."""

    async def note_login(self, account: Account) -> None:
        """When the account was last used; no change of version."""

    async def remove(self, account_id: UUID) -> None:
        """Removes the account with its sessions and links."""


class Sessions(Protocol):
    """Logins that last. A session is known by the hash of its token."""

    async def open(self, token_hash: bytes, session: Session) -> None:
        """Stores a new session and forgets expired ones."""

    async def read(self, token_hash: bytes, now: datetime) -> Session | None:
        """The session, unless it has ended or its account may not log in any more."""

    async def end(self, token_hash: bytes) -> Account | None:
        """Ends one session; answers whose it was."""

    async def end_all(self, account_id: UUID, *, but_not: UUID | None = None) -> int:
        """Ends the sessions of an account, but one if it is named; answers how many."""

    async def end_all_of_customer(self, customer_id: UUID) -> int:
        """Ends the sessions of a customer's portal account; answers how many."""


class MailRequests(Protocol):
    """The mails to accounts that messaging was asked for."""

    async def add(self, request: MailRequest) -> None:
        """Stores it."""

    async def for_change(self, request_id: UUID) -> MailRequest | None:
        """Locks and reads."""

    async def keep_link(
        self, request_id: UUID, token_hash: bytes, expires_at: datetime, email_version: int
    ) -> None:
        """The link that is valid from now on; the former one of the same request is not any more."""

    async def account_of_link(self, token_hash: bytes, now: datetime) -> tuple[UUID, int] | None:
        """Whose link it is, and for which version of the address; None when it is over."""

    async def drop_links(self, account_id: UUID) -> None:
        """No link of the account is valid any more, also none that is still to be fetched."""

    async def count_since(self, account_id: UUID, mail: str, since: datetime) -> int:
        """How many of these mails were asked for."""


class FailedLogins(Protocol):
    """Counters of failed logins under opaque keys."""

    async def count(self, key: bytes, now: datetime) -> tuple[int, datetime] | None:
        """How many, and the last; None when they are forgotten."""

    async def add(self, key: bytes, now: datetime) -> None:
        """One more."""

    async def forget(self, key: bytes) -> None:
        """Starts anew."""


class Passwords(Protocol):
    """Password hashing, slow on purpose."""

    async def hash(self, password: str) -> str:
        """A hash that carries its own parameters and salt."""

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Takes the same time without a hash, so that nobody learns which accounts exist."""

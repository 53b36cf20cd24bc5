"""The owner's account comes from the environment."""

from uuid import UUID

from customers.application.accounts.ports import Accounts, Passwords, Sessions
from customers.domain.account import Account

OWNER_NAME = "Inhaber"


async def keep_owner(
    accounts: Accounts, sessions: Sessions, passwords: Passwords, new_id: UUID, email: str, password: str
) -> None:
    """The owner can log in with exactly this password.

    A changed one ends the sessions opened with the old.
    """
    known = await accounts.by_email(email)
    if (
        known
        and known.role == "owner"
        and known.active
        and await passwords.matches(known.password_hash, password)
    ):
        return
    owner = Account(new_id, email, OWNER_NAME, "owner", await passwords.hash(password))
    await sessions.end_all(await accounts.keep_owner(owner))

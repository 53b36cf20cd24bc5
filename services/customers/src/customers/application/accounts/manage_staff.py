"""Staff accounts: invite, change, remove. One owner who can log in always stays."""

from dataclasses import dataclass
from datetime import datetime

from chassis.events.outbox import Outbox
from customers.application.accounts.ask_for_mail import ask_for_mail
from customers.application.accounts.ports import Accounts, MailRequests, Sessions
from customers.domain.account import Account, AccountMail
from customers.domain.errors import AccountInactive, LastOwner


@dataclass(frozen=True)
class StaffChange:
    """What is to be different; None leaves it."""

    name: str | None = None
    role: str | None = None
    active: bool | None = None


async def invite_staff(
    accounts: Accounts, requests: MailRequests, outbox: Outbox, account: Account, now: datetime
) -> None:
    """The account exists and its invitation goes out. Raises AddressOfAnotherLogin."""
    await accounts.add_staff(account)
    await ask_for_mail(requests, outbox, account, AccountMail.INVITATION, now)


async def invite_again(requests: MailRequests, outbox: Outbox, account: Account, now: datetime) -> None:
    """The locked account gets another invitation; links of former ones are good no more. Raises AccountInactive."""
    if not account.active:
        raise AccountInactive
    await requests.drop_links(account.id)
    await ask_for_mail(requests, outbox, account, AccountMail.INVITATION, now)


async def change_staff(
    accounts: Accounts, sessions: Sessions, account: Account, change: StaffChange
) -> list[str]:
    """The locked account is as said; answers the names of the fields that differ.

    Whoever is switched off or gets another role has to log in again. Raises LastOwner.
    """
    wanted = {name: value for name, value in vars(change).items() if value is not None}
    changed = sorted(name for name, value in wanted.items() if getattr(account, name) != value)
    was_owner = account.is_working_owner
    for name in changed:
        setattr(account, name, wanted[name])
    if was_owner and not account.is_working_owner:
        await _refuse_last(accounts, account)
    if changed:
        await accounts.save(account)
    if {"role", "active"} & set(changed):
        await sessions.end_all(account.id)
    return changed


async def remove_staff(accounts: Accounts, account: Account) -> None:
    """The locked account is gone, with its sessions and links. Raises LastOwner."""
    if account.is_working_owner:
        await _refuse_last(accounts, account)
    await accounts.remove(account.id)


async def _refuse_last(accounts: Accounts, account: Account) -> None:
    if not await accounts.lock_working_owners() - {account.id}:
        raise LastOwner(account.id)

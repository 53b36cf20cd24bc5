"""One-time links: made when their mail leaves, followed once."""

import hashlib
import secrets
from datetime import datetime

from chassis.events.outbox import Outbox
from customers.application.accounts.ask_for_mail import ask_for_mail
from customers.application.accounts.ports import Accounts, MailRequests, Sessions
from customers.domain.account import LINK_LASTS, Account, AccountMail, MailRequest
from customers.domain.errors import LinkNoLongerValid


def link_hash(token: str) -> bytes:
    """What a link is stored under; the token itself (256 random bits) is in the mail only."""
    return hashlib.sha256(token.encode()).digest()


async def make_link(requests: MailRequests, request: MailRequest, account: Account, now: datetime) -> str:
    """The token of the request's link, good for half an hour. The one made for it before is good no more."""
    token = secrets.token_urlsafe(32)
    await requests.keep_link(request.id, link_hash(token), now + LINK_LASTS, account.email_version)
    return token


async def account_of_link(accounts: Accounts, requests: MailRequests, token: str, now: datetime) -> Account:
    """Whose link it is, locked.

    Raises LinkNoLongerValid, also when the account may not log in or the customer has another address by now.
    """
    found = await requests.account_of_link(link_hash(token), now)
    account = await accounts.for_change(found[0]) if found else None
    # Looked up again under the lock: somebody else may just have followed it.
    if (
        account is None
        or not account.may_log_in
        or await requests.account_of_link(link_hash(token), now) != found
    ):
        raise LinkNoLongerValid
    if found and found[1] != account.email_version:
        raise LinkNoLongerValid
    return account


async def choose_password(
    accounts: Accounts,
    sessions: Sessions,
    requests: MailRequests,
    outbox: Outbox,
    account: Account,
    password_hash: str,
    now: datetime,
) -> None:
    """The locked account has this password; its sessions and all its links are over.

    Who had one before is told by mail that it was changed.
    """
    had_one = account.password_hash is not None
    account.password_hash = password_hash
    await accounts.save(account)
    await sessions.end_all(account.id)
    await requests.drop_links(account.id)
    if had_one:
        await ask_for_mail(requests, outbox, account, AccountMail.PASSWORD_CHANGED, now)

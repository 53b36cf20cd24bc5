"""A new password for somebody who has forgotten theirs."""

from datetime import datetime, timedelta

from chassis.events.outbox import Outbox
from customers.application.accounts.ask_for_mail import ask_for_mail
from customers.application.accounts.ports import Accounts, MailRequests
from customers.domain.account import Account, AccountMail

MAILS = ((timedelta(hours=1), 3), (timedelta(days=1), 10))
"""So many within such a time, so that nobody can fill another's mailbox."""


async def reset_password(
    accounts: Accounts, requests: MailRequests, outbox: Outbox, email: str, now: datetime
) -> Account | None:
    """Who logs in with this address gets a mail with a link; answers who.

    Nobody gets one who is unknown, may not log in, or had as many lately as anybody needs. Whoever has not followed
    their invitation comes in this way as well.
    """
    found = await accounts.by_email(email)
    account = await accounts.for_change(found.id) if found else None
    if account is None or not account.may_log_in:
        return None
    for within, most in MAILS:
        if await requests.count_since(account.id, AccountMail.PASSWORD_RESET, now - within) >= most:
            return None
    await ask_for_mail(requests, outbox, account, AccountMail.PASSWORD_RESET, now)
    return account

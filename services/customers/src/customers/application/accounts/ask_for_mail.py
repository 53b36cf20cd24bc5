"""Asking messaging for a mail to an account."""

from datetime import datetime

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from customers.application.accounts.ports import MailRequests
from customers.domain.account import Account, AccountMail, MailRequest
from customers.events.published import MailRequested


async def ask_for_mail(
    requests: MailRequests, outbox: Outbox, account: Account, mail: AccountMail, now: datetime
) -> None:
    """The mail goes out soon, or when messaging and its relay are back; not to somebody who is blocked by then.

    The caller has locked the account, or just made it.
    """
    request = MailRequest(new_id(), account.id, mail, now)
    await requests.add(request)
    await outbox.publish(
        MailRequested(
            request_id=request.id,
            template=mail.value,
            account_id=account.id,
            customer_id=account.customer_id,
            customer_version=account.customer_version,
        ),
        subject=request.id,
        sequence=0,
        key=str(account.customer_id or account.id),
    )

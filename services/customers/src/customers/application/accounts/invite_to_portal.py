"""A customer's access to the portal."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.accounts.ask_for_mail import ask_for_mail
from customers.application.accounts.ports import Accounts, MailRequests
from customers.domain.account import Account, AccountMail, Role
from customers.domain.customer import Customer, CustomerStatus
from customers.domain.errors import NoPortalAccess


async def invite_to_portal(
    accounts: Accounts,
    requests: MailRequests,
    outbox: Outbox,
    customer: Customer,
    new_id: UUID,
    now: datetime,
) -> Account:
    """The locked customer has a portal account, and the invitation goes to their address.

    Raises NoPortalAccess for blocked customers (C9) and placeholders (C12), and AddressOfAnotherLogin when a staff
    account has the address.
    """
    if customer.email_is_placeholder:
        raise NoPortalAccess(customer.id, "placeholder")
    if customer.status is not CustomerStatus.ACTIVE:
        raise NoPortalAccess(customer.id, "blocked")
    new = Account(
        new_id, customer.data.email, customer.name, Role.CUSTOMER, customer_id=customer.id, created_at=now
    )
    account = await accounts.keep_portal(new, customer.data.email)
    await requests.drop_links(account.id)
    await ask_for_mail(requests, outbox, account, AccountMail.PORTAL_INVITATION, now)
    return account

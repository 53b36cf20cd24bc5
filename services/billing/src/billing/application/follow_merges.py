"""Customers become one, and are two again (C11). Invoices stay where they are; the accounts are told anew."""

from datetime import date
from uuid import UUID

from billing.application.ports import Accounts, Customers
from billing.application.tell_account import tell_account
from billing.domain.customer import CustomerCopy
from billing.domain.errors import CustomerDeleted, CustomerUnknown
from chassis.events.outbox import Outbox


async def merge_customer(
    customers: Customers,
    accounts: Accounts,
    outbox: Outbox,
    *,
    customer_id: UUID,
    into: UUID,
    version: int,
    today: date,
) -> bool:
    """The customer is an alias, and the survivor's account counts both. False when we know better."""
    if not await customers.merge(customer_id, into, version):
        return False
    await _tell(customers, accounts, outbox, into, today)
    return True


async def keep_copy(
    customers: Customers, accounts: Accounts, outbox: Outbox, copy: CustomerCopy, *, today: date
) -> bool:
    """Our copy is this one; False when ours is newer or the customer was deleted.

    When a merge is taken back, both accounts are told. So is that of a customer whose alias came here first.
    """
    before = await customers.standing(copy.customer_id)
    if not await customers.keep(copy):
        return False
    if before.survivor is not None:
        await _tell(customers, accounts, outbox, before.survivor, today)
    if before.survivor is not None or (before.has_aliases and not before.is_known):
        await _tell(customers, accounts, outbox, copy.customer_id, today)
    return True


async def _tell(
    customers: Customers, accounts: Accounts, outbox: Outbox, customer_id: UUID, today: date
) -> None:
    """Of one who is not known yet it is told when they are; of a deleted one never."""
    try:
        survivor = await customers.living(customer_id)
    except (CustomerUnknown, CustomerDeleted):
        return
    await tell_account(accounts, outbox, survivor.customer_id, today=today)

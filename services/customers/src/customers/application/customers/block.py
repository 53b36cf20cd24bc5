"""Blocking and unblocking (C9)."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.accounts.ports import Sessions
from customers.application.customers.tell import tell
from customers.application.ports import Customers
from customers.domain.customer import Customer
from customers.events.published import CustomerBlocked, CustomerUnblocked


async def block_customer(
    customers: Customers,
    sessions: Sessions,
    outbox: Outbox,
    customer: Customer,
    reason: str,
    by: UUID,
    now: datetime,
) -> None:
    """The locked customer is blocked, logged out everywhere, and the others are told.

    One who is blocked keeps the first reason.
    """
    if customer.block_for(reason, by, now):
        await customers.save(customer)
        await sessions.end_all_of_customer(customer.id)
        await tell(outbox, customer, CustomerBlocked)


async def unblock_customer(customers: Customers, outbox: Outbox, customer: Customer, now: datetime) -> None:
    """The locked customer is active again and the others are told."""
    if customer.unblock(now):
        await customers.save(customer)
        await tell(outbox, customer, CustomerUnblocked)

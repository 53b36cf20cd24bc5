"""What time alone changes: invoices become overdue at midnight."""

import asyncio
from datetime import UTC, datetime

from billing.adapters.accounts import StoredAccounts, grown_overdue
from billing.adapters.customers import StoredCustomers
from billing.application.tell_account import tell_account
from billing.domain.errors import CustomerDeleted, CustomerUnknown
from billing.domain.invoice import business_day
from chassis.events.outbox import Outbox
from chassis.service import Runtime

LOOK_EVERY_SECONDS = 60.0
AT_ONCE = 500


async def tell_overdue_accounts(runtime: Runtime) -> None:
    """Within a minute of a due day's end the account of its customer is told anew."""
    while True:
        await tell_overdue_accounts_once(runtime)
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def tell_overdue_accounts_once(runtime: Runtime) -> int:
    """Tells every account whose overdue count grew by time alone, one transaction each; counts them."""
    today = business_day(datetime.now(UTC))
    told = 0
    while True:
        async with runtime.database.reading() as session:
            customers = await grown_overdue(session, today=today, limit=AT_ONCE)
        for customer_id in customers:
            async with runtime.database.transaction() as session:
                try:
                    customer = await StoredCustomers(session).living(customer_id)
                except (CustomerDeleted, CustomerUnknown):
                    continue
                await tell_account(
                    StoredAccounts(session), Outbox(session), customer.customer_id, today=today
                )
                told += 1
        if len(customers) < AT_ONCE:
            return told

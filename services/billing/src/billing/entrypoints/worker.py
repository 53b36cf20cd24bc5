"""What time alone changes: invoices become overdue at midnight, and need not be kept any more after years."""

from datetime import UTC, date, datetime

from billing.adapters.accounts import StoredAccounts, grown_overdue
from billing.adapters.customers import StoredCustomers
from billing.adapters.invoices import StoredInvoices, retention_ended
from billing.adapters.purges import StoredPurges
from billing.application.end_retention import end_retention
from billing.application.tell_account import tell_account
from billing.domain.errors import CustomerDeleted, CustomerUnknown
from billing.domain.invoice import business_day
from chassis.changes import announce
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.repeating import again_and_again
from chassis.service import Runtime

LOOK_EVERY_SECONDS = 60.0
RETENTION_EVERY_SECONDS = 3600.0
AT_ONCE = 500


async def tell_overdue_accounts(runtime: Runtime) -> None:
    """Within a minute of a due day's end the account of its customer is told anew; outages are waited out."""
    await again_and_again(lambda: tell_overdue_accounts_once(runtime), LOOK_EVERY_SECONDS)


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


async def erase_after_retention(runtime: Runtime) -> None:
    """Within an hour of the year's end nothing is left of deleted customers that need not be kept any more."""
    await again_and_again(
        lambda: erase_after_retention_once(runtime.database, business_day(datetime.now(UTC))),
        RETENTION_EVERY_SECONDS,
    )


async def erase_after_retention_once(database: Database, today: date) -> int:
    """Erases what is past its last day on this one, a transaction per customer; counts the invoices."""
    erased = 0
    while True:
        async with database.reading() as session:
            customers = await retention_ended(session, today=today, limit=AT_ONCE)
        for customer_id in customers:
            async with database.transaction() as session:
                erased += await end_retention(
                    StoredCustomers(session),
                    StoredInvoices(session),
                    StoredPurges(session),
                    Outbox(session),
                    customer_id=customer_id,
                    today=today,
                )
                announce(session, "customer", customer_id)
        if len(customers) < AT_ONCE:
            return erased

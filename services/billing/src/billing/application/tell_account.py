"""The other services learn where a customer's account stands."""

from datetime import date
from uuid import UUID

from billing.application.ports import Accounts
from billing.events.published import AccountChanged
from chassis.events.outbox import Outbox


async def tell_account(accounts: Accounts, outbox: Outbox, customer_id: UUID, *, today: date) -> None:
    """Publishes the account's figures as of now, numbered by its own sequence.

    The caller holds the customer alive: of a deleted one nothing is told any more.
    """
    sequence, figures = await accounts.advance(customer_id, today=today)
    await outbox.publish(
        AccountChanged(
            customer_id=customer_id,
            credit_cents=0,
            open_cents=figures.open_cents,
            open_invoices=figures.open_invoices,
            overdue_invoices=figures.overdue_invoices,
            bookings_ever=0,
            invoices_ever=figures.invoices_ever,
            includes=list(figures.includes),
        ),
        subject=customer_id,
        sequence=sequence,
    )

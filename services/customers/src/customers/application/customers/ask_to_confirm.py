"""Asking messaging for the double opt-in mail (M5)."""

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from customers.domain.customer import Customer
from customers.events.published import MailRequested

TEMPLATE = "newsletter_confirmation"


async def ask_to_confirm(outbox: Outbox, customer: Customer, asked_at: int | None) -> None:
    """The locked customer is asked by mail when they are waited for anew, or at another address than before.

    `asked_at` is `to_confirm_at` of the customer before the change. The link in the mail is messaging's own, so
    nothing is fetched for it.
    """
    if customer.to_confirm_at is None or customer.to_confirm_at == asked_at:
        return
    request_id = new_id()
    await outbox.publish(
        MailRequested(
            request_id=request_id,
            template=TEMPLATE,
            account_id=None,
            customer_id=customer.id,
            customer_version=customer.version,
        ),
        subject=request_id,
        sequence=0,
        key=str(customer.id),
    )

"""A draft becomes a document."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from billing.application.ports import Accounts, Customers, Invoices
from billing.application.tell_account import tell_account
from billing.domain.invoice import Invoice, business_day, invoice_number
from billing.events.published import InvoiceIssued
from chassis.events.outbox import Outbox


async def issue_invoice(
    customers: Customers,
    invoices: Invoices,
    accounts: Accounts,
    outbox: Outbox,
    *,
    invoice_id: UUID,
    at: datetime,
    check: Callable[[Invoice], None],
) -> Invoice:
    """The invoice with its number, recipient and due day; told on `billing` and `customer-accounts`.

    A draft for a customer who was merged since is addressed to, and told of, the survivor.

    The number is the next of the year, without gaps: others who issue wait for this transaction (G8).
    `check` sees the locked draft before anything changes and may refuse it.
    Raises `InvoiceUnknown`, `InvoiceAlreadyIssued`, `CustomerDeleted`.
    """
    customer = await customers.living(await invoices.customer_of(invoice_id))
    draft = await invoices.locked(invoice_id)
    check(draft)
    draft.require_draft()

    year = business_day(at).year
    position = await invoices.take_position(year)
    issued = draft.issued(number=invoice_number(year, position), recipient=customer.recipient, at=at)
    await invoices.save_issued(issued, year=year, position=position)
    await outbox.publish(
        _told(issued, customer.customer_id),
        subject=issued.id,
        sequence=issued.version,
        key=str(customer.customer_id),
    )
    await tell_account(accounts, outbox, customer.customer_id, today=business_day(at))
    return issued


def _told(invoice: Invoice, customer_id: UUID) -> InvoiceIssued:
    assert invoice.number
    assert invoice.due_on
    assert invoice.issued_at
    return InvoiceIssued(
        invoice_id=invoice.id,
        customer_id=customer_id,
        number=invoice.number,
        total_cents=invoice.totals.total_cents,
        due_on=invoice.due_on,
        issued_at=invoice.issued_at,
    )

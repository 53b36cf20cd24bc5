"""A clerk starts an invoice."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from billing.application.ports import Customers, Invoices
from billing.domain.invoice import Invoice, InvoiceStatus
from billing.domain.line import Line, checked_lines


async def draft_invoice(
    customers: Customers,
    invoices: Invoices,
    *,
    invoice_id: UUID,
    customer_id: UUID,
    lines: Sequence[Line],
    due_on: date | None,
    at: datetime,
) -> Invoice:
    """A stored draft for a living customer, blocked or not: what they owe may still be billed.

    One for a merged customer is the survivor's.
    Raises `CustomerUnknown`, `CustomerDeleted` or `InvalidInvoice`.
    """
    checked = checked_lines(lines)
    customer = await customers.living(customer_id)
    draft = Invoice(
        id=invoice_id,
        customer_id=customer.customer_id,
        status=InvoiceStatus.DRAFT,
        version=1,
        lines=checked,
        due_on=due_on,
        created_at=at,
        updated_at=at,
    )
    await invoices.add(draft)
    return draft

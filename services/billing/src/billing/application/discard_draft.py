"""A clerk throws a draft away."""

from collections.abc import Callable
from uuid import UUID

from billing.application.ports import Invoices
from billing.domain.invoice import Invoice


async def discard_draft(invoices: Invoices, *, invoice_id: UUID, check: Callable[[Invoice], None]) -> Invoice:
    """The draft is gone. `check` sees it locked and may refuse.

    Raises `InvoiceUnknown`, `InvoiceAlreadyIssued`.
    """
    draft = await invoices.locked(invoice_id)
    check(draft)
    draft.require_draft()
    await invoices.discard(invoice_id)
    return draft

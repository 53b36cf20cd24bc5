"""What can be refused here; each error carries the ids it is about."""

from uuid import UUID


class BillingError(Exception):
    """A rule of billing says no."""


class CustomerUnknown(BillingError):
    """No event has told us of this customer (yet)."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(customer_id)
        self.customer_id = customer_id


class CustomerDeleted(BillingError):
    """The customer was deleted; nothing new may be stored about them."""

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(customer_id)
        self.customer_id = customer_id


class InvoiceUnknown(BillingError):
    """There is no invoice of this id (any more)."""

    def __init__(self, invoice_id: UUID) -> None:
        super().__init__(invoice_id)
        self.invoice_id = invoice_id


class InvoiceAlreadyIssued(BillingError):
    """An issued invoice never changes: it is neither issued again nor deleted."""

    def __init__(self, invoice_id: UUID, number: str) -> None:
        super().__init__(invoice_id, number)
        self.invoice_id = invoice_id
        self.number = number


class InvalidInvoice(BillingError):
    """What was asked for is no invoice; `field` is the path of the offending value, `code` names the rule."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code

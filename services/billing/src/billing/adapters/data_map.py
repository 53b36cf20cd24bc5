"""What billing holds of a customer: what Art. 15 is answered with, and what a deletion does to it (C10)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select

from billing.adapters.tables import (
    PERSONAL_COLUMNS,
    AccountRow,
    CustomerRow,
    InvoiceLineRow,
    InvoiceRow,
)
from billing.domain.customer import CustomerStatus
from billing.domain.invoice import BUSINESS_ZONE, InvoiceStatus
from billing.domain.retention import LEGAL_BASIS, RETENTION_YEARS
from chassis.personal_data import CHASSIS_MAP, CHASSIS_WITHOUT, DataMap, Deleted, Emptied, Follows, Held, Kept

_IN_ANSWER = {"customer_id": "said by the answer as a whole"}
_INVOICE = _IN_ANSWER | {"number_order": "derived from the number"}

RETENTION_ENDS = func.make_date(
    cast(extract("year", func.timezone(BUSINESS_ZONE.key, InvoiceRow.issued_at)), Integer) + RETENTION_YEARS,
    12,
    31,
)
"""The last day on which an issued invoice must be there."""


def draft_of(customer_id: UUID) -> ColumnElement[bool]:
    """The customer's drafts."""
    return (InvoiceRow.customer_id == customer_id) & (InvoiceRow.status == InvoiceStatus.DRAFT.value)


def issued_of(customer_id: UUID) -> ColumnElement[bool]:
    """The customer's issued invoices, cancelled and paid ones too."""
    return (InvoiceRow.customer_id == customer_id) & (InvoiceRow.status != InvoiceStatus.DRAFT.value)


def _lines_of(invoices: ColumnElement[bool]) -> ColumnElement[bool]:
    return InvoiceLineRow.invoice_id.in_(select(InvoiceRow.id).where(invoices))


DATA_MAP: DataMap = (
    Held(
        "customer_copy",
        CustomerRow,
        lambda customer_id: (
            (CustomerRow.customer_id == customer_id) & (CustomerRow.status != CustomerStatus.DELETED.value)
        ),
        Emptied(
            dict.fromkeys(PERSONAL_COLUMNS) | {"status": CustomerStatus.DELETED.value},
            stays=frozenset({"customer_id", "version", "merged_into"}),
        ),
        counted="customer_copy",
        untold=_IN_ANSWER,
    ),
    Held("drafts", InvoiceRow, draft_of, Deleted(), counted="drafts_deleted", untold=_INVOICE),
    Held(
        "draft_lines",
        InvoiceLineRow,
        lambda customer_id: _lines_of(draft_of(customer_id)),
        Follows("drafts"),
    ),
    Held(
        "invoices",
        InvoiceRow,
        issued_of,
        Kept("invoices", LEGAL_BASIS, RETENTION_ENDS),
        counted="invoices_kept",
        untold=_INVOICE,
    ),
    Held(
        "invoice_lines",
        InvoiceLineRow,
        lambda customer_id: _lines_of(issued_of(customer_id)),
        Follows("invoices"),
    ),
    Held(
        "account",
        AccountRow,
        lambda customer_id: AccountRow.customer_id == customer_id,
        Deleted(),
        counted="account",
        untold=_IN_ANSWER,
    ),
    *CHASSIS_MAP,
)

WITHOUT_PERSONAL_DATA: Mapping[str, str] = {
    **CHASSIS_WITHOUT,
    "invoice_counters": "numbers",
    "purges": "ids and counts",
}
"""The tables that hold nothing of a customer, and why."""

"""Reads for the HTTP answers: invoices together with what is known of their customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from billing.adapters.customers import recipient_from
from billing.adapters.invoices import assembled
from billing.adapters.tables import CustomerRow, InvoiceRow
from billing.domain.customer import CustomerStatus
from billing.domain.errors import InvoiceUnknown
from billing.domain.invoice import Invoice, InvoiceStatus

AFTER_ALL_NUMBERS = 2**62

SORTS: dict[str, tuple[ColumnElement[Any], type]] = {
    "created_at": (InvoiceRow.created_at.expression, datetime),
    "due_on": (func.coalesce(InvoiceRow.due_on, date.max), date),
    "number": (func.coalesce(InvoiceRow.number_order, AFTER_ALL_NUMBERS), int),
    "total_cents": (InvoiceRow.total_cents.expression, int),
}
"""Orders of the list with the type of their values. Without a number or due day an invoice is last."""


_AliasRow = aliased(CustomerRow)
_IS_MERGED = (_AliasRow.customer_id == InvoiceRow.customer_id) & _AliasRow.merged_into.is_not(None)
_OF_SURVIVOR = CustomerRow.customer_id == case(
    (_AliasRow.merged_into.is_not(None), func.survivor_of(_AliasRow.customer_id)),
    else_=InvoiceRow.customer_id,
)
"""The copy of an invoice's customer, or of the survivor; the recursion is for those who were merged alone."""


@dataclass(frozen=True)
class InvoiceSummary:
    """An invoice as a list shows it; `sort_value` is where it stands in the list's order.

    `customer_id` is whom it was written for, who may have been merged since; the name of a draft is the survivor's.
    """

    id: UUID
    customer_id: UUID
    customer_deleted: bool
    recipient_name: str
    status: InvoiceStatus
    version: int
    number: str | None
    total_cents: int
    due_on: date | None
    issued_at: datetime | None
    created_at: datetime
    updated_at: datetime
    sort_value: Any


async def list_invoices(
    session: AsyncSession,
    *,
    customer_ids: Sequence[UUID] | None,
    status: InvoiceStatus | None,
    sort: str,
    descending: bool,
    after: tuple[Any, UUID] | None,
    limit: int,
) -> Sequence[InvoiceSummary]:
    """At most `limit` invoices after the given sort value and id."""
    value, _ = SORTS[sort]
    place = tuple_(value, InvoiceRow.id)
    query = _filtered(
        select(InvoiceRow, CustomerRow, value)
        .outerjoin(_AliasRow, _IS_MERGED)
        .outerjoin(CustomerRow, _OF_SURVIVOR),
        customer_ids,
        status,
    )
    if after is not None:
        query = query.where(place < after if descending else place > after)
    order = (value.desc(), InvoiceRow.id.desc()) if descending else (value, InvoiceRow.id)
    found = await session.execute(query.order_by(*order).limit(limit))
    return [
        InvoiceSummary(
            id=invoice.id,
            customer_id=invoice.customer_id,
            customer_deleted=_is_deleted(customer),
            recipient_name=_recipient_name(invoice, customer),
            status=InvoiceStatus(invoice.status),
            version=invoice.version,
            number=invoice.number,
            total_cents=invoice.total_cents,
            due_on=invoice.due_on,
            issued_at=invoice.issued_at,
            created_at=invoice.created_at,
            updated_at=invoice.updated_at,
            sort_value=sort_value,
        )
        for invoice, customer, sort_value in found
    ]


async def count_invoices(
    session: AsyncSession, *, customer_ids: Sequence[UUID] | None, status: InvoiceStatus | None
) -> int:
    """How many invoices pass the filters."""
    query = _filtered(select(func.count()).select_from(InvoiceRow), customer_ids, status)
    return await session.scalar(query) or 0


async def find_invoice(session: AsyncSession, invoice_id: UUID) -> tuple[Invoice, bool, str]:
    """The invoice, whether its customer was deleted, and the recipient's name. Raises `InvoiceUnknown`."""
    found = await session.execute(
        select(InvoiceRow, CustomerRow)
        .outerjoin(_AliasRow, _IS_MERGED)
        .outerjoin(CustomerRow, _OF_SURVIVOR)
        .where(InvoiceRow.id == invoice_id)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    if row is None:
        raise InvoiceUnknown(invoice_id)
    invoice, customer = row
    return await assembled(session, invoice), _is_deleted(customer), _recipient_name(invoice, customer)


async def united_with(session: AsyncSession, customer_id: UUID) -> Sequence[UUID]:
    """Ids of the customer, of whom it was merged into, and of all others who were."""
    return (await session.scalars(select(func.united_with(customer_id)))).all()


def _filtered(
    query: Select[Any], customer_ids: Sequence[UUID] | None, status: InvoiceStatus | None
) -> Select[Any]:
    if customer_ids is not None:
        query = query.where(InvoiceRow.customer_id.in_(customer_ids))
    if status is not None:
        query = query.where(InvoiceRow.status == status.value)
    return query


def _is_deleted(customer: CustomerRow | None) -> bool:
    return customer is not None and customer.status == CustomerStatus.DELETED.value


def _recipient_name(invoice: InvoiceRow, customer: CustomerRow | None) -> str:
    if invoice.recipient is not None:
        return recipient_from(invoice.recipient).display_name
    if customer is None:  # merged into somebody of whom nothing has arrived yet
        return ""
    person = " ".join(part for part in (customer.first_name, customer.last_name) if part)
    return customer.company_name or person

"""Invoices and their numbers in PostgreSQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.customers import recipient_from
from billing.adapters.data_map import RETENTION_ENDS, issued_of
from billing.adapters.tables import CustomerRow, InvoiceCounterRow, InvoiceLineRow, InvoiceRow
from billing.domain.customer import CustomerStatus
from billing.domain.errors import InvoiceUnknown
from billing.domain.invoice import Invoice, InvoiceStatus
from billing.domain.line import Line

DRAFT = InvoiceStatus.DRAFT.value
POSITIONS_PER_YEAR = 1_000_000_000


class StoredInvoices:
    """Implements `Invoices` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, invoice: Invoice) -> None:
        """Stores a new draft with its lines."""
        await self._session.execute(
            insert(InvoiceRow).values(
                id=invoice.id,
                customer_id=invoice.customer_id,
                status=invoice.status.value,
                version=invoice.version,
                due_on=invoice.due_on,
                total_cents=invoice.totals.total_cents,
                created_at=invoice.created_at,
                updated_at=invoice.updated_at,
            )
        )
        await self._session.execute(
            insert(InvoiceLineRow),
            [
                {
                    "invoice_id": invoice.id,
                    "position": position,
                    "description": line.description,
                    "quantity": line.quantity,
                    "unit_price_cents": line.unit_price_cents,
                    "vat_percent": line.vat_percent,
                    "exemption_reason": line.exemption_reason,
                }
                for position, line in enumerate(invoice.lines, start=1)
            ],
        )

    async def customer_of(self, invoice_id: UUID) -> UUID:
        """Whose invoice it is; raises `InvoiceUnknown`."""
        customer_id = await self._session.scalar(select(InvoiceRow.customer_id).filter_by(id=invoice_id))
        if customer_id is None:
            raise InvoiceUnknown(invoice_id)
        return customer_id

    async def locked(self, invoice_id: UUID) -> Invoice:
        """The invoice, locked until the end of the transaction; raises `InvoiceUnknown`."""
        row = await self._session.get(InvoiceRow, invoice_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise InvoiceUnknown(invoice_id)
        return await assembled(self._session, row)

    async def take_position(self, year: int) -> int:
        """The next position of the year. Others wait for this transaction; a rollback gives it back (G8)."""
        taken = await self._session.execute(
            insert(InvoiceCounterRow)
            .values(year=year, last_position=1)
            .on_conflict_do_update(
                index_elements=[InvoiceCounterRow.year],
                set_={"last_position": InvoiceCounterRow.last_position + 1},
            )
            .returning(InvoiceCounterRow.last_position)
        )
        return taken.scalar_one()

    async def save_issued(self, invoice: Invoice, *, year: int, position: int) -> None:
        """Turns the stored draft into the issued document."""
        assert invoice.recipient is not None
        await self._session.execute(
            update(InvoiceRow)
            .filter_by(id=invoice.id)
            .values(
                status=invoice.status.value,
                version=invoice.version,
                number=invoice.number,
                number_order=year * POSITIONS_PER_YEAR + position,
                recipient=asdict(invoice.recipient),
                due_on=invoice.due_on,
                issued_at=invoice.issued_at,
                updated_at=invoice.updated_at,
            )
        )

    async def discard(self, invoice_id: UUID) -> None:
        """Removes a draft."""
        await self._session.execute(delete(InvoiceRow).filter_by(id=invoice_id, status=DRAFT))

    async def erase_after_retention(self, customer_id: UUID, *, today: date) -> int:
        """Removes the issued invoices of a deleted customer that the law demands no longer, and counts them.

        The trigger that protects issued invoices lets only those go that are past their last day on this one.
        """
        day = func.set_config("billing.retention_day", today.isoformat(), True)
        await self._session.execute(select(day))
        gone = await self._session.execute(
            delete(InvoiceRow)
            .where(issued_of(customer_id), today > RETENTION_ENDS)
            .returning(InvoiceRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(gone.all())


async def retention_ended(session: AsyncSession, *, today: date, limit: int) -> Sequence[UUID]:
    """Deleted customers of whom there are issued invoices past their last day."""
    found = await session.scalars(
        select(InvoiceRow.customer_id)
        .join(CustomerRow, CustomerRow.customer_id == InvoiceRow.customer_id)
        .where(CustomerRow.status == CustomerStatus.DELETED.value, today > RETENTION_ENDS)
        .distinct()
        .limit(limit)
    )
    return found.all()


async def assembled(session: AsyncSession, row: InvoiceRow) -> Invoice:
    """The invoice of a row together with its lines."""
    lines = await session.scalars(
        select(InvoiceLineRow).filter_by(invoice_id=row.id).order_by(InvoiceLineRow.position)
    )
    return Invoice(
        id=row.id,
        customer_id=row.customer_id,
        status=InvoiceStatus(row.status),
        version=row.version,
        lines=tuple(
            Line(
                description=line.description,
                quantity=line.quantity,
                unit_price_cents=line.unit_price_cents,
                vat_percent=line.vat_percent,
                exemption_reason=line.exemption_reason,
            )
            for line in lines
        ),
        due_on=row.due_on,
        created_at=row.created_at,
        updated_at=row.updated_at,
        number=row.number,
        recipient=recipient_from(row.recipient) if row.recipient else None,
        issued_at=row.issued_at,
    )

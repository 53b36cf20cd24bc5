"""Customers' accounts in PostgreSQL."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.tables import AccountRow, CustomerRow, InvoiceRow
from billing.domain.account import AccountFigures
from billing.domain.customer import CustomerStatus
from billing.domain.invoice import InvoiceStatus


class StoredAccounts:
    """Implements `Accounts` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def advance(self, customer_id: UUID, *, today: date) -> tuple[int, AccountFigures]:
        """Locks the account and sums it up anew: the next number of its own sequence, and the figures.

        They are those of the customer and of all who were merged into it.
        """
        locked = await self._session.execute(
            insert(AccountRow)
            .values(customer_id=customer_id, sequence=1)
            .on_conflict_do_update(
                index_elements=[AccountRow.customer_id], set_={"sequence": AccountRow.sequence + 1}
            )
            .returning(AccountRow.sequence)
        )
        sequence = locked.scalar_one()
        united = set(await self._session.scalars(select(func.united_with(customer_id))))
        is_open = InvoiceRow.status == InvoiceStatus.OPEN.value
        summed = await self._session.execute(
            select(
                func.coalesce(func.sum(InvoiceRow.total_cents).filter(is_open), 0),
                func.count().filter(is_open),
                func.count().filter(is_open & (InvoiceRow.due_on < today)),
                func.count(),
            ).where(InvoiceRow.customer_id.in_(united), InvoiceRow.status != InvoiceStatus.DRAFT.value)
        )
        open_cents, open_invoices, overdue, ever = summed.one()
        includes = tuple(sorted(united - {customer_id}))
        figures = AccountFigures(int(open_cents), open_invoices, overdue, ever, includes)
        await self._session.execute(
            update(AccountRow)
            .filter_by(customer_id=customer_id)
            .values(
                open_cents=figures.open_cents,
                open_invoices=figures.open_invoices,
                overdue_invoices=figures.overdue_invoices,
                invoices_ever=figures.invoices_ever,
            )
        )
        return sequence, figures


async def grown_overdue(session: AsyncSession, *, today: date, limit: int) -> Sequence[UUID]:
    """Living customers whose number of overdue invoices is not the one last told."""
    merged = CustomerRow.merged_into.is_not(None)
    whose = case((merged, func.survivor_of(CustomerRow.customer_id)), else_=CustomerRow.customer_id)
    overdue = (
        select(whose.label("customer_id"), func.count().label("invoices"))
        .select_from(InvoiceRow)
        .join(CustomerRow, CustomerRow.customer_id == InvoiceRow.customer_id)
        .where(InvoiceRow.status == InvoiceStatus.OPEN.value, InvoiceRow.due_on < today)
        .group_by(whose)
        .subquery()
    )
    found = await session.scalars(
        select(overdue.c.customer_id)
        .join(AccountRow, AccountRow.customer_id == overdue.c.customer_id)
        .join(CustomerRow, CustomerRow.customer_id == overdue.c.customer_id)
        .where(
            AccountRow.overdue_invoices != overdue.c.invoices,
            CustomerRow.status != CustomerStatus.DELETED.value,
        )
        .limit(limit)
    )
    return found.all()

"""Billing's figures of customers that are one: the survivor's include an alias's once billing has said so."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.merge_tables import MergeRow
from customers.adapters.tables import CustomerRow


async def ever_used(session: AsyncSession, *customer_ids: UUID) -> int:
    """Bookings and invoices ever of these customers and their aliases, each counted once."""
    return sum([await _ever_used(session, customer_id) for customer_id in customer_ids])


async def unite_figures(session: AsyncSession, source_id: UUID, survivor_id: UUID) -> None:
    """The survivor's credit is that of both at once; billing tells the same in a moment."""
    credit = select(CustomerRow.credit_cents).where(CustomerRow.id == source_id).scalar_subquery()
    await session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == survivor_id)
        .values(credit_cents=CustomerRow.credit_cents + credit)
    )


async def part_figures(session: AsyncSession, source_id: UUID, survivor_id: UUID) -> None:
    """The survivor's figures are without the source's, until billing tells both anew."""
    source = await session.get_one(CustomerRow, source_id, populate_existing=True)
    survivor = await session.get_one(CustomerRow, survivor_id, populate_existing=True)
    figures = {"credit_cents": survivor.credit_cents - source.credit_cents}
    if source_id in survivor.account_includes:
        for name in ("open_invoices", "bookings_ever", "invoices_ever"):
            figures[name] = max(0, getattr(survivor, name) - getattr(source, name))
    included = func.array_remove(CustomerRow.account_includes, source_id)
    await session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == survivor_id)
        .values(**figures, account_includes=included)
        .execution_options(synchronize_session=False)
    )


async def _ever_used(session: AsyncSession, customer_id: UUID) -> int:
    used, counted = 0, set[UUID]()
    for row in [await session.get_one(CustomerRow, customer_id, populate_existing=True), *(
        await _aliases(session, customer_id)
    )]:  # fmt: skip
        if row.id not in counted:
            used += row.bookings_ever + row.invoices_ever
            counted |= {row.id, *row.account_includes}
    return used


async def _aliases(session: AsyncSession, customer_id: UUID) -> Sequence[CustomerRow]:
    """The last merged first: the figures of that one may include those of the others."""
    rows = await session.scalars(
        select(CustomerRow)
        .join(MergeRow, MergeRow.merged_id == CustomerRow.id)
        .where(CustomerRow.merged_into == customer_id)
        .order_by(MergeRow.merged_at.desc())
        .execution_options(populate_existing=True)
    )
    return rows.all()

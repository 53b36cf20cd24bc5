"""What customers keeps of other services' facts."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import IS_LIVE, CustomerRow, ImportedRowRow
from customers.application.ports import AccountFigures, ImportedRow
from customers.domain.customer import CustomerStatus
from customers.domain.email_health import EmailHealth

_ADD_ROW = insert(cast(Table, ImportedRowRow.__table__))


class StoredAddressHealth:
    """Implements `AddressHealth` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def current(self, customer_id: UUID, email_version: int, at: datetime) -> EmailHealth | None:
        """The health, locked; None for another version of the address and for facts older than the last."""
        health = await self._session.scalar(
            select(CustomerRow.email_health)
            .where(
                CustomerRow.id == customer_id,
                IS_LIVE,
                CustomerRow.email_version == email_version,
                or_(CustomerRow.email_health_at.is_(None), CustomerRow.email_health_at <= at),
            )
            .with_for_update()
        )
        return None if health is None else EmailHealth(health)

    async def keep(self, customer_id: UUID, health: EmailHealth, at: datetime) -> None:
        """Remembers what the last fact said."""
        await self._session.execute(
            update(CustomerRow)
            .where(CustomerRow.id == customer_id)
            .values(email_health=health.value, email_health_at=at)
        )


async def keep_figures(session: AsyncSession, figures: AccountFigures) -> bool:
    """What billing tells of the customer, a merged one too; False when there is none or all was known.

    Of a merged one billing tells nothing after the merge; what it told before is still on its way sometimes.
    """
    row = await session.get(CustomerRow, figures.customer_id, with_for_update=True, populate_existing=True)
    if row is None or row.status == CustomerStatus.DELETED.value:
        return False
    told = {
        "credit_cents": figures.credit_cents,
        "open_invoices": figures.open_invoices,
        "bookings_ever": figures.bookings_ever,
        "invoices_ever": figures.invoices_ever,
        "account_includes": list(figures.includes),
    }
    if all(getattr(row, name) == value for name, value in told.items()):
        return False
    for name, value in told.items():
        setattr(row, name, value)
    await session.flush()
    return True


class StoredImportedRows:
    """Implements `ImportedRows` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, job_id: UUID, row: int) -> ImportedRow | None:
        """What became of the row, if it was carried out before."""
        found = await self._session.get(ImportedRowRow, (job_id, row))
        if found is None:
            return None
        return ImportedRow(
            found.job_id, found.row, found.outcome, found.customer_id, found.number, found.reason, found.field
        )

    async def add(self, row: ImportedRow) -> None:
        """Remembers it.

        Raises when the row was carried out meanwhile, so that the transaction starts over.
        """
        await self._session.execute(_ADD_ROW, vars(row))

    async def rows_of(self, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
        """The keys (`job:row`) under which these customers stood in `import-rows`."""
        found = await self._session.execute(
            select(ImportedRowRow.customer_id, ImportedRowRow.job_id, ImportedRowRow.row).where(
                ImportedRowRow.customer_id.in_(customer_ids)
            )
        )
        keys: dict[UUID, list[str]] = {}
        for customer_id, job_id, row in found:
            assert customer_id is not None
            keys.setdefault(customer_id, []).append(f"{job_id}:{row}")
        return keys

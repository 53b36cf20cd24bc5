"""What customers keeps of other services' facts."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import CustomerRow, ImportedRowRow
from customers.application.ports import ImportedRow
from customers.domain.customer import LIVE
from customers.domain.email_health import EmailHealth

_IS_LIVE = CustomerRow.status.in_([status.value for status in LIVE])


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
                _IS_LIVE,
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


async def keep_credit(session: AsyncSession, customer_id: UUID, credit_cents: int) -> bool:
    """The credit that billing tells, on the live customer; False when there is none or it was known."""
    changed = await session.execute(
        update(CustomerRow)
        .where(CustomerRow.id == customer_id, _IS_LIVE, CustomerRow.credit_cents != credit_cents)
        .values(credit_cents=credit_cents)
        .returning(CustomerRow.id)
    )
    return changed.first() is not None


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
        await self._session.execute(insert(ImportedRowRow).values(**vars(row)))

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

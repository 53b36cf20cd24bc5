"""The purge and the answers to deletions in PostgreSQL."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.data_map import DATA_MAP
from billing.adapters.tables import PurgeRow
from billing.application.ports import PurgeAnswer
from chassis.personal_data import kept, purged


class StoredPurges:
    """Implements `Purges` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def answer_again(self, customer_id: UUID) -> PurgeAnswer | None:
        """The answer that was given, once more; None before the purge."""
        counts: dict[str, int] | None = await self._session.scalar(
            select(PurgeRow.counts).filter_by(customer_id=customer_id)
        )
        return None if counts is None else await self._answered(customer_id, counts)

    async def erase(self, customer_id: UUID, *, at: datetime) -> PurgeAnswer:
        """Purges by the data map and keeps the counts as the first answer."""
        counts = await purged(self._session, DATA_MAP, customer_id)
        await self._session.execute(
            insert(PurgeRow).values(customer_id=customer_id, counts=counts, answers=1, purged_at=at)
        )
        return PurgeAnswer(1, counts, await kept(self._session, DATA_MAP, customer_id))

    async def count_erased(self, customer_id: UUID, invoices: int) -> PurgeAnswer:
        """The answer from now on: so many of the invoices that were kept are gone."""
        counts: dict[str, int] = dict(
            await self._session.scalar(select(PurgeRow.counts).filter_by(customer_id=customer_id)) or {}
        )
        counts["invoices_kept"] = counts.get("invoices_kept", 0) - invoices
        counts["invoices_erased"] = counts.get("invoices_erased", 0) + invoices
        return await self._answered(customer_id, counts)

    async def _answered(self, customer_id: UUID, counts: dict[str, int]) -> PurgeAnswer:
        told = await self._session.execute(
            update(PurgeRow)
            .filter_by(customer_id=customer_id)
            .values(answers=PurgeRow.answers + 1, counts=counts)
            .returning(PurgeRow.answers)
            .execution_options(synchronize_session=False)
        )
        return PurgeAnswer(told.scalar_one(), counts, await kept(self._session, DATA_MAP, customer_id))

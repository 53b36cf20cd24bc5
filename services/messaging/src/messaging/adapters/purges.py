"""The purge in PostgreSQL."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.personal_data import purged
from messaging.adapters.data_map import DATA_MAP, message_ids_of
from messaging.adapters.tables import MessageRow, PurgeRow


class SqlPurges:
    """Implements the port `Purges`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def answered(self, customer_id: UUID) -> Mapping[str, int] | None:
        """The counts remembered."""
        counts: dict[str, int] | None = await self._session.scalar(
            select(PurgeRow.counts).where(PurgeRow.customer_id == customer_id)
        )
        return counts

    async def erase(self, customer_id: UUID) -> Mapping[str, int]:
        """Purges by the data map; remembers how much of what."""
        # The messages are locked first, as everyone does who writes about them.
        await self._session.execute(message_ids_of(customer_id).order_by(MessageRow.id).with_for_update())
        counts = await purged(self._session, DATA_MAP, customer_id)
        await self._session.execute(insert(PurgeRow).values(customer_id=customer_id, counts=counts))
        return counts

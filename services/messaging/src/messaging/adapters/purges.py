"""The purge in PostgreSQL."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Delete, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, PurgeRow, ReportRow


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
        """Deletes reports, history, attempts (addresses, tokens) and messages; remembers how many."""
        of_customer = select(MessageRow.id).where(MessageRow.customer_id == customer_id)
        # The messages are locked first, as everyone does who writes about them.
        await self._session.execute(of_customer.order_by(MessageRow.id).with_for_update())
        counts = {
            "reports": await self._count(delete(ReportRow).where(_of(ReportRow, customer_id))),
            "events": await self._count(delete(HistoryRow).where(HistoryRow.message_id.in_(of_customer))),
            "attempts": await self._count(delete(AttemptRow).where(_of(AttemptRow, customer_id))),
            "messages": await self._count(delete(MessageRow).where(MessageRow.customer_id == customer_id)),
        }
        await self._session.execute(insert(PurgeRow).values(customer_id=customer_id, counts=counts))
        return counts

    async def _count(self, statement: Delete) -> int:
        result = await self._session.execute(statement)
        assert isinstance(result, CursorResult)
        return result.rowcount


def _of(table: type[AttemptRow] | type[ReportRow], customer_id: UUID) -> ColumnElement[bool]:
    """What went to the customer, and what belongs to messages written to them, wherever these went."""
    written = select(MessageRow.id).where(MessageRow.customer_id == customer_id)
    return or_(table.customer_id == customer_id, table.message_id.in_(written))

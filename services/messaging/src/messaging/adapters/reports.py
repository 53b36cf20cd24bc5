"""Mails that came back, in PostgreSQL."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from messaging.adapters.tables import AttemptRow, MessageRow, ReportRow
from messaging.application.ports import ReturnPath
from messaging.domain.report import Report


class Received(NamedTuple):
    """A mail that came back and is not classified yet."""

    id: UUID
    path: ReturnPath
    raw: bytes
    identity: str
    at: datetime


class SqlReports:
    """Implements the port `Reports`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def return_path(self, token: str) -> ReturnPath | None:
        """By the token of an attempt."""
        row = (
            await self._session.execute(
                select(
                    AttemptRow.message_id,
                    AttemptRow.customer_id,
                    MessageRow.customer_id.label("written_to"),
                    AttemptRow.email_version,
                )
                .join(MessageRow, MessageRow.id == AttemptRow.message_id)
                .where(AttemptRow.token == token)
            )
        ).one_or_none()
        return ReturnPath(*row) if row else None

    async def receive(self, path: ReturnPath, raw: bytes, identity: str, at: datetime) -> bool:
        """Inserts it unless it is known."""
        stored = await self._session.scalar(
            insert(ReportRow)
            .values(
                id=new_id(),
                message_id=path.message_id,
                customer_id=path.customer_id,
                email_version=path.email_version,
                identity=identity,
                received_at=at,
                raw=raw,
            )
            .on_conflict_do_nothing(index_elements=[ReportRow.message_id, ReportRow.identity])
            .returning(ReportRow.id)
        )
        return stored is not None

    async def identities(self, message_id: UUID) -> frozenset[str]:
        """Of what came about the message."""
        found = await self._session.scalars(
            select(ReportRow.identity).where(ReportRow.message_id == message_id)
        )
        return frozenset(found)

    async def are_waiting(self, count: int) -> bool:
        """Looks at so many rows of an index and no more."""
        waiting = select(ReportRow.id).where(ReportRow.raw.is_not(None)).limit(count).subquery()
        return (await self._session.scalar(select(func.count()).select_from(waiting)) or 0) >= count

    async def reduce(self, report_id: UUID, report: Report) -> None:
        """Deletes the raw mail and writes what it said."""
        bounce = report.bounce
        await self._session.execute(
            update(ReportRow)
            .where(ReportRow.id == report_id)
            .values(
                raw=None,
                kind=report.kind.value,
                bounce_class=bounce.bounce_class.value if bounce else None,
                bounce_reason=bounce.reason.value if bounce else None,
                bounce_status=bounce.status if bounce else None,
            )
        )

    async def waiting(self, limit: int) -> list[tuple[UUID, UUID]]:
        """The reports (id, customer id) that are not classified yet, oldest first."""
        rows = await self._session.execute(
            select(ReportRow.id, ReportRow.customer_id)
            .where(ReportRow.raw.is_not(None))
            .order_by(ReportRow.received_at)
            .limit(limit)
        )
        return [(row.id, row.customer_id) for row in rows]

    async def lock_waiting(self, report_id: UUID) -> Received | None:
        """The report FOR UPDATE; None when it is gone, classified, or in other hands."""
        found = await self._session.execute(
            select(ReportRow, MessageRow.customer_id)
            .join(MessageRow, MessageRow.id == ReportRow.message_id)
            .where(ReportRow.id == report_id, ReportRow.raw.is_not(None))
            .with_for_update(of=ReportRow, skip_locked=True)
        )
        report = found.one_or_none()
        if report is None:
            return None
        row, written_to = report
        assert row.raw is not None
        path = ReturnPath(row.message_id, row.customer_id, written_to, row.email_version)
        return Received(row.id, path, row.raw, row.identity, row.received_at)

"""What the worker has to do next, and how far it has come with closing jobs."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import String, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import OutboxRow
from importer.adapters.rows_log import TOPIC
from importer.adapters.tables import ImportFileRow, ImportJobRow, ImportRowRow
from importer.domain.job import Status

_ENDED = (Status.DONE, Status.CANCELLED)
Offsets = Mapping[int, int]


class StoredWork:
    """The worker's view of the jobs in an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def to_read(self) -> UUID | None:
        """The oldest job whose file waits to be read, claimed until the transaction ends."""
        return await self._session.scalar(
            select(ImportFileRow.job_id)
            .join(ImportJobRow, ImportJobRow.id == ImportFileRow.job_id)
            .order_by(ImportJobRow.created_at)
            .limit(1)
            .with_for_update(skip_locked=True, of=ImportFileRow)
        )

    async def count_attempt(self, job_id: UUID) -> int:
        """How often reading this file was begun, this time included."""
        attempts = await self._session.scalar(
            update(ImportJobRow)
            .where(ImportJobRow.id == job_id)
            .values(read_attempts=ImportJobRow.read_attempts + 1)
            .returning(ImportJobRow.read_attempts)
        )
        return attempts or 0

    async def without_start(self) -> Sequence[UUID]:
        """Running jobs that do not know yet where in the log they begin."""
        return await self._ids(ImportJobRow.status == Status.RUNNING, ImportJobRow.start_offsets.is_(None))

    async def begin_at(self, job_id: UUID, offsets: Offsets) -> None:
        """None of the job's rows will be before these offsets."""
        await self._session.execute(
            update(ImportJobRow).where(ImportJobRow.id == job_id).values(start_offsets=_texts(offsets))
        )

    async def to_run(self) -> Sequence[UUID]:
        """Jobs with rows to request or answers to count."""
        waiting = or_(ImportJobRow.status == Status.RUNNING, ImportJobRow.rows_requested > 0)
        return await self._ids(
            waiting,
            ImportJobRow.status.in_((Status.RUNNING, *_ENDED)),
            ImportJobRow.start_offsets.is_not(None),
        )

    async def to_close(self, now: datetime, quiet: timedelta, give_up: timedelta) -> Sequence[UUID]:
        """Ended jobs since whose last answer `quiet` is over, or `give_up` where answers are missing."""
        unanswered = (
            select(ImportRowRow.row)
            .where(ImportRowRow.job_id == ImportJobRow.id, ImportRowRow.outcome == "requested")
            .exists()
        )
        last = func.greatest(ImportJobRow.finished_at, ImportJobRow.counted_at)
        return await self._ids(
            ImportJobRow.status.in_(_ENDED),
            ImportJobRow.start_offsets.is_not(None),
            ImportJobRow.closed_at.is_(None),
            last <= now - quiet,
            or_(~unanswered, last <= now - give_up),
        )

    async def mark_closed(self, job_id: UUID, now: datetime) -> bool:
        """False when another worker was faster."""
        closed = await self._session.scalar(
            update(ImportJobRow)
            .where(ImportJobRow.id == job_id, ImportJobRow.closed_at.is_(None))
            .values(closed_at=now)
            .returning(ImportJobRow.id)
        )
        return closed is not None

    async def closed_in_log(self) -> Sequence[UUID]:
        """Closed jobs whose closing Kafka has acknowledged, and whose end in the log is not noted yet."""
        pending = (
            select(OutboxRow.id)
            .where(OutboxRow.topic == TOPIC, OutboxRow.key.startswith(cast(ImportJobRow.id, String)))
            .exists()
        )
        return await self._ids(
            ImportJobRow.closed_at.is_not(None), ImportJobRow.cut_targets.is_(None), ~pending
        )

    async def end_at(self, job_id: UUID, offsets: Offsets) -> None:
        """All of the job's rows are before these offsets."""
        await self._session.execute(
            update(ImportJobRow).where(ImportJobRow.id == job_id).values(cut_targets=_texts(offsets))
        )

    async def to_cut(self) -> Mapping[UUID, dict[int, int]]:
        """Closed jobs with rows still in the log, and the offsets that all of them are before."""
        found = await self._session.execute(
            select(ImportJobRow.id, ImportJobRow.cut_targets).where(
                ImportJobRow.cut_targets.is_not(None), ImportJobRow.cut_at.is_(None)
            )
        )
        return {job_id: _numbers(targets) for job_id, targets in found}

    async def open_starts(self) -> dict[int, int]:
        """Per partition the lowest offset that a row of a job not yet closed may have."""
        found = await self._session.scalars(
            select(ImportJobRow.start_offsets).where(
                ImportJobRow.start_offsets.is_not(None), ImportJobRow.closed_at.is_(None)
            )
        )
        lowest: dict[int, int] = {}
        for offsets in found:
            for partition, offset in _numbers(offsets).items():
                lowest[partition] = min(offset, lowest.get(partition, offset))
        return lowest

    async def mark_cut(self, job_id: UUID, now: datetime) -> None:
        """Nothing of the job is left in the log."""
        await self._session.execute(update(ImportJobRow).where(ImportJobRow.id == job_id).values(cut_at=now))

    async def to_drop(self, ended_before: datetime) -> Sequence[UUID]:
        """Jobs whose undo window is over and whose rows still hold what was in the file."""
        last = func.coalesce(ImportJobRow.finished_at, ImportJobRow.created_at)
        return await self._ids(
            last <= ended_before,
            ImportJobRow.rows_dropped_at.is_(None),
            ImportJobRow.status.not_in((Status.READING, Status.RUNNING)),
        )

    async def mark_dropped(self, job_id: UUID, now: datetime) -> None:
        """The rows hold nothing personal any more."""
        await self._session.execute(
            update(ImportJobRow).where(ImportJobRow.id == job_id).values(rows_dropped_at=now)
        )

    async def _ids(self, *conditions: object) -> Sequence[UUID]:
        found = await self._session.scalars(
            select(ImportJobRow.id).where(*conditions).order_by(ImportJobRow.created_at)  # type: ignore[arg-type]
        )
        return found.all()


def _texts(offsets: Offsets) -> dict[str, int]:
    return {str(partition): offset for partition, offset in offsets.items()}


def _numbers(offsets: Mapping[str, int] | None) -> dict[int, int]:
    return {int(partition): offset for partition, offset in (offsets or {}).items()}

"""The erasure ledger in PostgreSQL."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, insert, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.ledger_tables import ErasurePurgeRow, ErasureRow
from customers.domain.erasure import OTHERS, Erasure, Kept, Purge, united


class StoredErasures:
    """Implements `Erasures` on an open session, and what the proving loop asks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, erasure: Erasure) -> None:
        """Opens the entry of a deleted customer."""
        await self._session.execute(
            insert(ErasureRow).values(
                **_columns(erasure),
                customer_id=erasure.customer_id,
                deleted_at=erasure.deleted_at,
                deleted_by=erasure.deleted_by,
                terminal_sequence=erasure.terminal_sequence,
                terminal_id=erasure.terminal_id,
                kafka_by=erasure.kafka_by,
                next_check_at=erasure.deleted_at,
                part_of=erasure.part_of,
            )
        )

    async def read_whole(self, customer_id: UUID) -> Erasure | None:
        """The entry of a customer and of all merged into it as one, also when asked for one of those."""
        asked = await self._session.get(ErasureRow, customer_id)
        if asked is None:
            return None
        root = asked.part_of or asked.customer_id
        rows = await self._session.scalars(
            select(ErasureRow)
            .where(or_(ErasureRow.customer_id == root, ErasureRow.part_of == root))
            .order_by(ErasureRow.part_of.is_not(None))
        )
        return united(await self._with_purges(rows.all()))

    async def for_change(self, customer_id: UUID) -> Erasure | None:
        """Locks and reads; None when nobody of this id was deleted."""
        row = await self._session.get(ErasureRow, customer_id, with_for_update=True, populate_existing=True)
        return None if row is None else (await self._with_purges([row]))[0]

    async def save(self, erasure: Erasure) -> None:
        """Stores times and counters of the entry."""
        await self._session.execute(
            update(ErasureRow)
            .where(ErasureRow.customer_id == erasure.customer_id)
            .values(**_columns(erasure))
        )

    async def add_purge(self, customer_id: UUID, service: str, purge: Purge) -> bool:
        """Records the answer of a service; False when this or a later one is recorded."""
        kept = None if purge.kept is None else [asdict(thing) for thing in purge.kept]
        values = {
            "purged_at": purge.at,
            "counts": dict(purge.counts),
            "sequence": purge.sequence,
            "kept": kept,
        }
        stored = await self._session.execute(
            upsert(ErasurePurgeRow)
            .values(customer_id=customer_id, service=service, **values)
            .on_conflict_do_update(
                index_elements=[ErasurePurgeRow.customer_id, ErasurePurgeRow.service],
                set_=values,
                where=ErasurePurgeRow.sequence < purge.sequence,
            )
            .returning(ErasurePurgeRow.service)
        )
        if stored.first() is None:
            return False
        answers = await self._session.scalars(
            select(ErasurePurgeRow.service).where(ErasurePurgeRow.customer_id == customer_id)
        )
        if set(OTHERS) <= set(answers):
            await self._session.execute(
                update(ErasureRow).where(ErasureRow.customer_id == customer_id).values(answered=True)
            )
        return True

    async def page(
        self, *, descending: bool, after: tuple[datetime, UUID] | None, limit: int
    ) -> tuple[list[Erasure], int]:
        """Up to `limit` entries by the time of the deletion; and how many there are."""
        position = tuple_(ErasureRow.deleted_at, ErasureRow.customer_id)
        statement = select(ErasureRow)
        if after is not None:
            statement = statement.where(position < after if descending else position > after)
        order = (ErasureRow.deleted_at, ErasureRow.customer_id)
        rows = await self._session.scalars(
            statement.order_by(*(c.desc() for c in order) if descending else order).limit(limit)
        )
        total = await self._session.scalar(select(func.count()).select_from(ErasureRow))
        return await self._with_purges(rows.all()), total or 0

    async def to_append_again(self, before: datetime, limit: int) -> list[Erasure]:
        """Entries whose terminal record is once in the topic, since `before` or longer; locked."""
        return await self._locked(
            ErasureRow.appends == 1,
            ErasureRow.kafka_verified_at.is_(None),
            ErasureRow.appended_at <= before,
            limit=limit,
        )

    async def to_ask_again(self, before: datetime, limit: int) -> list[Erasure]:
        """Entries with a service that has been silent since `before`; locked."""
        return await self._locked(~ErasureRow.answered, ErasureRow.asked_at <= before, limit=limit)

    async def take_to_check(self, now: datetime, until: datetime, limit: int) -> list[Erasure]:
        """Entries to be looked for in the topics now; nobody else looks for them before `until`."""
        erasures = await self._locked(
            ErasureRow.appends > 1,
            ErasureRow.kafka_verified_at.is_(None),
            ErasureRow.next_check_at <= now,
            limit=limit,
        )
        await self.check_at([erasure.customer_id for erasure in erasures], until)
        return erasures

    async def check_at(self, customer_ids: Iterable[UUID], at: datetime) -> None:
        """The next look into the topics for these entries."""
        await self._session.execute(
            update(ErasureRow).where(ErasureRow.customer_id.in_(list(customer_ids))).values(next_check_at=at)
        )

    async def _locked(self, *conditions: object, limit: int) -> list[Erasure]:
        rows = await self._session.scalars(
            select(ErasureRow)
            .where(*conditions)  # type: ignore[arg-type]
            .order_by(ErasureRow.deleted_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return await self._with_purges(rows.all())

    async def _with_purges(self, rows: Iterable[ErasureRow]) -> list[Erasure]:
        erasures = {row.customer_id: _erasure(row) for row in rows}
        purges = await self._session.scalars(
            select(ErasurePurgeRow).where(ErasurePurgeRow.customer_id.in_(list(erasures)))
        )
        for purge in purges:
            erasures[purge.customer_id].purges[purge.service] = _purge(purge)
        return list(erasures.values())


def _columns(erasure: Erasure) -> dict[str, object]:
    return {
        "appends": erasure.appends,
        "appended_at": erasure.appended_at,
        "asked_at": erasure.asked_at,
        "kafka_clean_at": erasure.kafka_clean_at,
        "kafka_verified_at": erasure.kafka_verified_at,
    }


def _erasure(row: ErasureRow) -> Erasure:
    return Erasure(
        customer_id=row.customer_id,
        deleted_at=row.deleted_at,
        deleted_by=row.deleted_by,
        terminal_sequence=row.terminal_sequence,
        terminal_id=row.terminal_id,
        appended_at=row.appended_at,
        asked_at=row.asked_at,
        kafka_by=row.kafka_by,
        appends=row.appends,
        kafka_clean_at=row.kafka_clean_at,
        kafka_verified_at=row.kafka_verified_at,
        part_of=row.part_of,
    )


def _purge(row: ErasurePurgeRow) -> Purge:
    kept = None
    if row.kept is not None:
        kept = tuple(Kept(**(thing | {"until": date.fromisoformat(thing["until"])})) for thing in row.kept)
    return Purge(row.purged_at, row.counts, row.sequence, kept)

"""Merges in PostgreSQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.merge_memory import recalled, stored
from customers.adapters.merge_tables import MergeMemoryRow, MergeRow
from customers.adapters.merged_accounts import accounts_of, return_accounts, unite_accounts
from customers.adapters.merged_figures import ever_used, part_figures, unite_figures
from customers.adapters.tables import EMPTIED, CustomerRow, NoteRow, ParticipantRow
from customers.application.ports import Merge
from customers.domain.customer import LIVE, CustomerStatus
from customers.domain.merge import MergeMemory

_UNSYNCHRONIZED: Any = {"execution_options": {"synchronize_session": False}}

# Whoever became an alias by way of this one, however many merges ago.
_BEHIND = text(
    """WITH RECURSIVE behind AS (
        SELECT merged_id FROM merges WHERE survivor_id = :customer_id
        UNION SELECT merges.merged_id FROM merges JOIN behind ON merges.survivor_id = behind.merged_id
    ) UPDATE customers SET merged_into = :customer_id FROM behind WHERE customers.id = behind.merged_id"""
)


class StoredMerges:
    """Implements `Merges` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, merge: Merge, memory: MergeMemory, joined: Mapping[UUID, UUID]) -> None:
        """Moves what belongs to the source, empties its row, and remembers how it was."""
        source, survivor = memory.source, memory.after
        used = await ever_used(self._session, source.id, survivor.id)
        health = await self._address_health(survivor.id)
        notes = await self._move_notes(source.id, survivor.id, joined)
        await self._move_participants(source.id, survivor.id, memory.moved)
        accounts = await accounts_of(self._session, [source.id, survivor.id])
        email_moved = survivor.data.email != memory.before.data.email
        await unite_figures(self._session, source.id, survivor.id)
        await self._empty(source.id, survivor.id, merge.merged_at)
        await unite_accounts(
            self._session, source.id, survivor, keep_of=source.id if email_moved else survivor.id
        )
        await self._session.execute(
            insert(MergeRow).values(
                **{**vars(merge), "used_before": used}, appends=1, appended_at=merge.merged_at
            )
        )
        banks = (memory.source.bank_details, memory.before.bank_details)
        source_bank, survivor_bank = (bank.sealed if bank else None for bank in banks)
        await self._session.execute(
            insert(MergeMemoryRow).values(
                merged_id=source.id,
                memory=stored(memory, notes=notes, accounts=accounts, health=health),
                source_bank_details=source_bank,
                survivor_bank_details=survivor_bank,
                forget_at=merge.undo_until,
            )
        )

    async def find(self, merged_id: UUID) -> Merge | None:
        """The merge of an alias; None when it is none."""
        row = await self._session.get(MergeRow, merged_id, populate_existing=True)
        return None if row is None else merge_of(row)

    async def of_survivor(self, survivor_id: UUID) -> Sequence[tuple[Merge, int]]:
        """All merges that ended in this customer, the newest first, with the merged number."""
        rows = await self._session.execute(
            select(MergeRow, CustomerRow.number)
            .join(CustomerRow, CustomerRow.id == MergeRow.merged_id)
            .where(CustomerRow.merged_into == survivor_id)
            .order_by(MergeRow.merged_at.desc(), MergeRow.merged_id.desc())
        )
        return [(merge_of(row), number) for row, number in rows]

    async def reason_against_undo(self, merge: Merge, now: datetime) -> str | None:
        """`expired`, `merged_since` or `used_since`; None when it can be undone."""
        if now > merge.undo_until:
            return "expired"
        status = await self._session.scalar(
            select(CustomerRow.status).where(CustomerRow.id == merge.survivor_id)
        )
        if status not in LIVE:
            return "merged_since"
        used = await ever_used(self._session, merge.survivor_id)
        return "used_since" if used > merge.used_before else None

    async def lock(self, merged_id: UUID) -> None:
        """Locks the alias. Lock its survivor before."""
        await self._session.execute(
            select(CustomerRow.id).where(CustomerRow.id == merged_id).with_for_update()
        )

    async def recall(self, merged_id: UUID) -> MergeMemory | None:
        """Both customers as they were; None when they are forgotten."""
        row = await self._session.get(MergeMemoryRow, merged_id, populate_existing=True)
        return None if row is None else recalled(row)[0]

    async def return_participants(self, merge: Merge, memory: MergeMemory) -> None:
        """The participants that moved and are still there are the source's again."""
        await self._session.execute(
            update(ParticipantRow)
            .where(ParticipantRow.id.in_(memory.moved), ParticipantRow.customer_id == merge.survivor_id)
            .values(customer_id=merge.merged_id),
            **_UNSYNCHRONIZED,
        )

    async def close(self, merge: Merge, memory: MergeMemory) -> None:
        """Notes, portal account and figures are apart again, and the merge is forgotten."""
        document = recalled(await self._session.get_one(MergeMemoryRow, merge.merged_id))[1]
        for note_id, participant_id in document.notes.items():
            await self._session.execute(
                update(NoteRow)
                .where(NoteRow.id == note_id, NoteRow.customer_id == merge.survivor_id)
                .values(customer_id=merge.merged_id, participant_id=participant_id),
                **_UNSYNCHRONIZED,
            )
        await return_accounts(self._session, document.accounts)
        await part_figures(self._session, merge.merged_id, merge.survivor_id)
        if memory.before.data.email != memory.after.data.email:
            await self._restore_health(merge.survivor_id, memory.before.data.email, document.health)
        await self._session.execute(
            delete(MergeRow).where(MergeRow.merged_id == merge.merged_id), **_UNSYNCHRONIZED
        )
        await self._session.execute(_BEHIND, {"customer_id": merge.merged_id})

    async def _move_notes(
        self, source_id: UUID, survivor_id: UUID, joined: Mapping[UUID, UUID]
    ) -> dict[UUID, UUID | None]:
        found = await self._session.execute(
            select(NoteRow.id, NoteRow.participant_id).where(NoteRow.customer_id == source_id)
        )
        places: dict[UUID, UUID | None] = {note.id: note.participant_id for note in found}
        for participant_id, stays in joined.items():
            await self._session.execute(
                update(NoteRow).where(NoteRow.participant_id == participant_id).values(participant_id=stays),
                **_UNSYNCHRONIZED,
            )
        await self._session.execute(
            update(NoteRow).where(NoteRow.customer_id == source_id).values(customer_id=survivor_id),
            **_UNSYNCHRONIZED,
        )
        return places

    async def _move_participants(self, source_id: UUID, survivor_id: UUID, moved: frozenset[UUID]) -> None:
        await self._session.execute(
            update(ParticipantRow).where(ParticipantRow.id.in_(moved)).values(customer_id=survivor_id),
            **_UNSYNCHRONIZED,
        )
        await self._session.execute(
            delete(ParticipantRow).where(ParticipantRow.customer_id == source_id), **_UNSYNCHRONIZED
        )

    async def _empty(self, source_id: UUID, survivor_id: UUID, now: datetime) -> None:
        """Figures and address health stay in the row: they say nothing without the address."""
        await self._session.execute(
            update(CustomerRow).where(CustomerRow.merged_into == source_id).values(merged_into=survivor_id),
            **_UNSYNCHRONIZED,
        )
        await self._session.execute(
            update(CustomerRow)
            .where(CustomerRow.id == source_id)
            .values(
                {
                    **EMPTIED,
                    "status": CustomerStatus.MERGED.value,
                    "merged_into": survivor_id,
                    "version": CustomerRow.version + 1,
                    "updated_at": now,
                }
            ),
            **_UNSYNCHRONIZED,
        )

    async def _address_health(self, customer_id: UUID) -> tuple[str, str | None]:
        health, at = (
            await self._session.execute(
                select(CustomerRow.email_health, CustomerRow.email_health_at).where(
                    CustomerRow.id == customer_id
                )
            )
        ).one()
        return health, at.isoformat() if at else None

    async def _restore_health(self, customer_id: UUID, email: str, health: tuple[str, str | None]) -> None:
        """Of the address that the customer has again."""
        await self._session.execute(
            update(CustomerRow)
            .where(CustomerRow.id == customer_id, CustomerRow.email == email)
            .values(
                email_health=health[0],
                email_health_at=datetime.fromisoformat(health[1]) if health[1] else None,
            ),
            **_UNSYNCHRONIZED,
        )


def merge_of(row: MergeRow) -> Merge:
    """The merge that the row holds."""
    return Merge(
        merged_id=row.merged_id,
        survivor_id=row.survivor_id,
        merged_at=row.merged_at,
        merged_by=row.merged_by,
        undo_until=row.undo_until,
        event_id=row.event_id,
        sequence=row.sequence,
        used_before=row.used_before,
    )

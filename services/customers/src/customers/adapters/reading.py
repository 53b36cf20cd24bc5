"""Reads of what hangs on a customer: participants and notes."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.notes import note_of
from customers.adapters.tables import NoteRow, ParticipantRow
from customers.domain.note import Note

Answer = dict[str, Any]


def note_answer(note: Note) -> Answer:
    """A note as the API answers it."""
    answer = vars(note).copy()
    del answer["author_id"]
    return answer


async def read_note(session: AsyncSession, note_id: UUID) -> Note | None:
    """The note; None when there is none (any more)."""
    row = await session.get(NoteRow, note_id, populate_existing=True)
    return None if row is None else note_of(row)


async def list_notes(
    session: AsyncSession,
    *,
    customer_id: UUID,
    participant_id: UUID | None,
    descending: bool,
    after: UUID | None,
    limit: int,
) -> tuple[list[Answer], int]:
    """Up to `limit` notes on the customer alone, or on one participant, as they came; and how many on all."""
    conditions = [NoteRow.customer_id == customer_id, NoteRow.participant_id == participant_id]
    rows, total = await _page(session, NoteRow, conditions, descending, after, limit)
    return [note_answer(note_of(row)) for row in rows], total


async def list_participants(
    session: AsyncSession, *, customer_id: UUID, descending: bool, after: UUID | None, limit: int
) -> tuple[list[Answer], int]:
    """Up to `limit` participants of the customer as they came, with their notes; and how many there are."""
    conditions = [ParticipantRow.customer_id == customer_id]
    rows, total = await _page(session, ParticipantRow, conditions, descending, after, limit)
    return await _with_notes(session, rows), total


async def list_own_participants(
    session: AsyncSession, *, customer_id: UUID, descending: bool, after: UUID | None, limit: int
) -> tuple[list[Answer], int]:
    """The same for the customer: nothing that the desk has noted (C6, P1)."""
    conditions = [ParticipantRow.customer_id == customer_id]
    rows, total = await _page(session, ParticipantRow, conditions, descending, after, limit)
    names = ("id", "first_name", "last_name", "birth_date")
    return [{name: getattr(row, name) for name in names} for row in rows], total


async def read_participant(session: AsyncSession, participant_id: UUID) -> Answer | None:
    """The participant with the notes; None when there is none (any more)."""
    row = await session.get(ParticipantRow, participant_id, populate_existing=True)
    return None if row is None else (await _with_notes(session, [row]))[0]


async def _page(
    session: AsyncSession,
    table: type[Any],
    conditions: Sequence[ColumnElement[bool]],
    descending: bool,
    after: UUID | None,
    limit: int,
) -> tuple[Sequence[Any], int]:
    statement = select(table).where(*conditions)
    if after is not None:
        statement = statement.where(table.id < after if descending else table.id > after)
    rows = await session.scalars(statement.order_by(table.id.desc() if descending else table.id).limit(limit))
    total = await session.scalar(select(func.count()).select_from(table).where(*conditions))
    return rows.all(), total or 0


async def _with_notes(session: AsyncSession, rows: Iterable[ParticipantRow]) -> list[Answer]:
    answers: dict[UUID | None, Answer] = {
        row.id: {
            "id": row.id,
            "customer_id": row.customer_id,
            "first_name": row.first_name,
            "last_name": row.last_name,
            "birth_date": row.birth_date,
            "version": row.version,
            "notes": [],
        }
        for row in rows
    }
    notes = await session.scalars(
        select(NoteRow).where(NoteRow.participant_id.in_(list(answers))).order_by(NoteRow.id)
    )
    for note in notes:
        answers[note.participant_id]["notes"].append(note_answer(note_of(note)))
    return list(answers.values())

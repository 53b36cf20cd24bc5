"""Notes in PostgreSQL."""

from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import NoteRow, ParticipantRow
from customers.domain.errors import NoteNotFound, ParticipantNotFound
from customers.domain.note import Note


class StoredNotes:
    """Implements `Notes` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, note: Note) -> None:
        """Stores a new note. Raises ParticipantNotFound."""
        if note.participant_id is not None:
            present = select(ParticipantRow.id).where(
                ParticipantRow.id == note.participant_id, ParticipantRow.customer_id == note.customer_id
            )
            if await self._session.scalar(present.with_for_update(read=True)) is None:
                raise ParticipantNotFound(note.participant_id)
        await self._session.execute(insert(NoteRow).values(**vars(note)))

    async def for_change(self, note_id: UUID) -> Note:
        """Locks and reads. Raises NoteNotFound."""
        row = await self._session.get(NoteRow, note_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NoteNotFound(note_id)
        return note_of(row)

    async def save(self, note: Note) -> None:
        """Stores the rewritten note."""
        await self._session.execute(update(NoteRow).where(NoteRow.id == note.id).values(**vars(note)))

    async def remove(self, note: Note) -> None:
        """Removes the note for good."""
        await self._session.execute(delete(NoteRow).where(NoteRow.id == note.id))


def note_of(row: NoteRow) -> Note:
    """The note that the row holds."""
    return Note(
        id=row.id,
        customer_id=row.customer_id,
        participant_id=row.participant_id,
        text=row.text,
        author_id=row.author_id,
        author=row.author,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )

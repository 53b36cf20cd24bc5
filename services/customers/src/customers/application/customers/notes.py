"""Writing internal notes (C5, C6). No event tells of them."""

from datetime import datetime

from customers.application.ports import Customers, Notes
from customers.domain.note import Note


async def write_note(customers: Customers, notes: Notes, note: Note) -> None:
    """The note is kept. Raises CustomerNotFound, CustomerDeleted or ParticipantNotFound.

    The customer is held alive meanwhile, so that no note survives a deletion.
    """
    await customers.hold_alive(note.customer_id)
    await notes.add(note)


async def rewrite_note(notes: Notes, note: Note, text: str, now: datetime) -> None:
    """The locked note says `text`."""
    if note.rewrite(text, now):
        await notes.save(note)

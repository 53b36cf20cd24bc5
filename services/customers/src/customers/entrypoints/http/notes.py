"""Internal notes on customers and participants (C5, C6): for staff alone. No event tells of them."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.http import idempotency
from chassis.http.actors import Actor, Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, PageRequest, encode_cursor
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from customers.adapters.audit import record_audit
from customers.adapters.customers import StoredCustomers
from customers.adapters.notes import StoredNotes
from customers.adapters.reading import list_notes, note_answer, read_note, read_participant
from customers.application.customers.notes import rewrite_note, write_note
from customers.domain.errors import ParticipantNotFound
from customers.domain.note import Note
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.answers import JsonAnswer, NoteOut
from customers.entrypoints.http.customers import require_shown

router = APIRouter(prefix="/api", tags=["notes"], responses=problem_responses(401, 403, 422))


class NoteBody(Body):
    """The text of a note."""

    text: fields.NoteText


@router.get(
    "/customers/{customer_id}/notes", response_model=PageOf[NoteOut], responses=problem_responses(404, 410)
)
async def find_on_customer(customer_id: UUID, _: Staff, db: Db, paging: Page) -> JsonAnswer:
    """The notes on the customer, the newest first; those on participants are with them."""
    async with db.reading() as session:
        shown = await require_shown(session, customer_id)
        return await _page(session, paging, shown["id"], None)


@router.get(
    "/participants/{participant_id}/notes", response_model=PageOf[NoteOut], responses=problem_responses(404)
)
async def find_on_participant(participant_id: UUID, _: Staff, db: Db, paging: Page) -> JsonAnswer:
    """The notes on one participant, the newest first."""
    async with db.reading() as session:
        return await _page(session, paging, await _customer_of(session, participant_id), participant_id)


@router.post(
    "/customers/{customer_id}/notes",
    status_code=201,
    response_model=NoteOut,
    responses=problem_responses(404, 409, 410),
)
async def write_on_customer(
    customer_id: UUID, body: NoteBody, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> JsonAnswer:
    """Writes a note on the customer."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        return await _written(session, entry, actor, customer_id, None, body.text)


@router.post(
    "/participants/{participant_id}/notes",
    status_code=201,
    response_model=NoteOut,
    responses=problem_responses(404, 409, 410),
)
async def write_on_participant(
    participant_id: UUID, body: NoteBody, request: Request, actor: Staff, db: Db, key: IdempotencyKey
) -> JsonAnswer:
    """Writes a note on the participant."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        customer_id = await _customer_of(session, participant_id)
        return await _written(session, entry, actor, customer_id, participant_id, body.text)


@router.patch("/notes/{note_id}", response_model=NoteOut, responses=problem_responses(404, 412, 428))
async def rewrite(note_id: UUID, body: NoteBody, actor: Staff, db: Db, precondition: IfMatch) -> JsonAnswer:
    """Replaces the text."""
    async with db.transaction() as session:
        notes = StoredNotes(session)
        note = await notes.for_change(note_id)
        precondition.require(note.version, lambda: note_answer(note))
        before = note.version
        await rewrite_note(notes, note, body.text, datetime.now(UTC))
        if note.version != before:
            await record_audit(session, actor, "note.changed", "note", note.id, customer_id=note.customer_id)
        announce(session, "note", note.id, customer_id=note.customer_id)
    return _answer(note)


@router.delete("/notes/{note_id}", status_code=204, responses=problem_responses(404, 412, 428))
async def remove(note_id: UUID, actor: Staff, db: Db, precondition: IfMatch) -> None:
    """Removes the note for good."""
    async with db.transaction() as session:
        notes = StoredNotes(session)
        note = await notes.for_change(note_id)
        precondition.require(note.version, lambda: note_answer(note))
        await notes.remove(note)
        await record_audit(session, actor, "note.deleted", "note", note.id, customer_id=note.customer_id)
        announce(session, "note", note.id, customer_id=note.customer_id)


async def _written(
    session: AsyncSession,
    entry: idempotency.Entry,
    actor: Actor,
    customer_id: UUID,
    participant_id: UUID | None,
    text: str,
) -> JsonAnswer:
    if entry.previous:
        previous = await read_note(session, entry.previous.resource_id or UUID(int=0))
        if previous is None:
            raise idempotency.gone()
        return _answer(previous, 201)
    now = datetime.now(UTC)
    note = Note(new_id(), customer_id, participant_id, text, actor.account_id, actor.name, now, now)
    await write_note(StoredCustomers(session), StoredNotes(session), note)
    await record_audit(session, actor, "note.created", "note", note.id, customer_id=customer_id)
    announce(session, "note", note.id, customer_id=customer_id)
    await entry.finish(201, note.id, customer_id)
    return _answer(note, 201)


async def _customer_of(session: AsyncSession, participant_id: UUID) -> UUID:
    participant = await read_participant(session, participant_id)
    if participant is None:
        raise ParticipantNotFound(participant_id)
    return UUID(str(participant["customer_id"]))


async def _page(
    session: AsyncSession, paging: PageRequest, customer_id: UUID, participant_id: UUID | None
) -> JsonAnswer:
    order = paging.order({"created_at"}, default="-created_at")
    after = paging.after(UUID)
    items, total = await list_notes(
        session,
        customer_id=customer_id,
        participant_id=participant_id,
        descending=order.descending,
        after=after[0] if after else None,
        limit=paging.limit + 1,
    )
    shown = items[: paging.limit]
    next_cursor = encode_cursor(shown[-1]["id"]) if len(items) > paging.limit else None
    return JsonAnswer({"items": shown, "next_cursor": next_cursor, "total": total})


def _answer(note: Note, status: int = 200) -> JsonAnswer:
    response = JsonAnswer(note_answer(note), status)
    etag(response, note.version)
    return response

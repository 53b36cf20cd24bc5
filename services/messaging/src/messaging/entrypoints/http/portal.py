"""The customer's own messages in the portal."""

from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.actors import Actor, Portal
from chassis.http.dependencies import Db
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.problems import problem_responses
from messaging.adapters.attachments import attachments_of, file_of
from messaging.adapters.messages import SqlMessages
from messaging.adapters.portal_shelf import message_on_shelf, shelf_page
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.tables import MessageRow
from messaging.application.portal import note_read
from messaging.entrypoints.http.attachments import AttachmentOut
from messaging.entrypoints.http.files import FILE_RESPONSE, file_response

router = APIRouter(prefix="/api/portal/messages", tags=["portal"], responses=problem_responses(401, 403, 422))


class ShelfItem(BaseModel):
    """A message in the list."""

    id: UUID
    subject: str
    sent_at: datetime | None
    read_at: datetime | None

    @classmethod
    def of(cls, row: MessageRow) -> Self:
        """The row as the customer sees it in the list."""
        return cls.model_validate(row, from_attributes=True)


class ShelfMessage(ShelfItem):
    """A message alone."""

    body: str
    html: str | None
    attachments: list[AttachmentOut]


@router.get("")
async def list_own(actor: Portal, db: Db, paging: Page) -> PageOf[ShelfItem]:
    """The customer's messages, newest first."""
    order = paging.order({"sent_at"}, default="-sent_at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        rows, total = await shelf_page(
            session,
            _own(actor),
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
    last = rows[paging.limit - 1] if len(rows) > paging.limit else None
    cursor = encode_cursor(last.sent_at, last.id) if last else None
    return page([ShelfItem.of(row) for row in rows[: paging.limit]], cursor, total)


@router.get("/{message_id}", responses=problem_responses(404))
async def read(message_id: UUID, actor: Portal, db: Db) -> ShelfMessage:
    """One of the customer's messages with its text."""
    async with db.reading() as session:
        return await _shown(session, message_id, actor)


@router.post("/{message_id}/read", responses=problem_responses(404))
async def mark_read(message_id: UUID, actor: Portal, db: Db) -> ShelfMessage:
    """Says that the customer has opened it; the first time counts."""
    async with db.transaction() as session:
        row = await message_on_shelf(session, message_id, _own(actor))
        await SqlRecipients(session).hold([row.customer_id])
        messages = SqlMessages(session)
        await note_read(messages, await messages.lock(message_id), message_id, datetime.now(UTC))
        return await _shown(session, message_id, actor)


@router.get(
    "/{message_id}/attachments/{attachment_id}",
    response_class=Response,
    responses=FILE_RESPONSE | problem_responses(404),
)
async def download(message_id: UUID, attachment_id: UUID, actor: Portal, db: Db) -> Response:
    """A file of one of the customer's messages."""
    async with db.reading() as session:
        row = await message_on_shelf(session, message_id, _own(actor))
        return file_response(await file_of(session, row.submission_id, attachment_id))


async def _shown(session: AsyncSession, message_id: UUID, actor: Actor) -> ShelfMessage:
    row = await message_on_shelf(session, message_id, _own(actor))
    files = await attachments_of(session, row.submission_id) if row.attachments else []
    return ShelfMessage(
        **ShelfItem.of(row).model_dump(),
        body=row.body,
        html=row.html,
        attachments=[AttachmentOut.of(file) for file in files],
    )


def _own(actor: Actor) -> UUID:
    assert actor.customer_id is not None
    return actor.customer_id

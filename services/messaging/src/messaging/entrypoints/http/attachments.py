"""Attachments: upload a file, then write the message that carries it."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, File, Request, Response, UploadFile
from pydantic import BaseModel

from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.problems import FieldError, invalid_fields, problem_responses, standard_problem
from chassis.ids import new_id
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.composing_tables import AttachmentRow
from messaging.domain.attachment import MOST_BYTES, Attachment, file_name, media_type

router = APIRouter(
    prefix="/api/attachments", tags=["attachments"], responses=problem_responses(401, 403, 422)
)


class AttachmentOut(BaseModel):
    """A file without its content."""

    id: UUID
    name: str
    media_type: str
    size: int

    @classmethod
    def of(cls, row: AttachmentRow | Attachment) -> Self:
        """The file as the API shows it."""
        return cls(id=row.id, name=row.name, media_type=row.media_type, size=row.size)


@router.post("", status_code=201, responses=problem_responses(410, 413))
async def upload(
    file: Annotated[UploadFile, File(description="At most 10 MiB")],
    request: Request,
    actor: Staff,
    db: Db,
    key: IdempotencyKey,
) -> AttachmentOut:
    """Keeps the file for a message, for a day at most when none is written."""
    content = await file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise standard_problem(413)
    if not content:
        raise invalid_fields(FieldError("file", "empty", "Die Datei ist leer.", "The file is empty."))
    attachment = Attachment(
        id=new_id(),
        name=file_name(file.filename),
        media_type=media_type(file.content_type),
        size=len(content),
        created_at=datetime.now(UTC),
        created_by=actor.account_id,
    )
    async with db.transaction() as session:
        fingerprint = hashlib.sha256(content).digest()
        entry = await idempotency.begin(session, key, request, actor, fingerprint=fingerprint)
        if entry.previous:
            known = await session.get(AttachmentRow, entry.previous.resource_id)
            if known is None:
                raise idempotency.gone()
            return AttachmentOut.of(known)
        await SqlAttachments(session).add(attachment, content)
        await entry.finish(201, attachment.id)
    return AttachmentOut.of(attachment)


@router.delete(
    "/{attachment_id}", status_code=204, response_class=Response, responses=problem_responses(404, 409)
)
async def remove(attachment_id: UUID, _: Staff, db: Db) -> Response:
    """Deletes a file that no message carries."""
    async with db.transaction() as session:
        await SqlAttachments(session).remove(attachment_id)
    return Response(status_code=204)

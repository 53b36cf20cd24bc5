"""The files of messages in PostgreSQL (ADR 0019)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Uuid,
    bindparam,
    delete,
    exists,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from messaging.adapters.composing_tables import AttachmentRow, BroadcastRow
from messaging.adapters.tables import MessageRow
from messaging.domain.attachment import MOST_BYTES_TOGETHER, UNUSED_FOR, Attachment
from messaging.domain.errors import (
    AttachmentDoesNotExist,
    AttachmentInUse,
    AttachmentsTooLarge,
    UnknownAttachments,
)
from messaging.domain.message import Kind


@dataclass(frozen=True)
class StoredFile:
    """A file as it goes out."""

    name: str
    media_type: str
    content: bytes


class SqlAttachments:
    """Implements the port `Attachments`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, attachment: Attachment, content: bytes) -> None:
        """Inserts it."""
        await self._session.execute(
            insert(AttachmentRow).values(
                id=attachment.id,
                name=attachment.name,
                media_type=attachment.media_type,
                size=attachment.size,
                content=content,
                created_at=attachment.created_at,
                created_by=attachment.created_by,
            )
        )

    async def attach(self, attachment_ids: Sequence[UUID], submission_id: UUID) -> None:
        """Locks them, so that two messages cannot take the same."""
        if not attachment_ids:
            return
        owners = await self._usable(attachment_ids, lock=True)
        for position, attachment_id in enumerate(attachment_ids):
            if owners[attachment_id] in (None, submission_id):
                await self._session.execute(
                    update(AttachmentRow)
                    .where(AttachmentRow.id == attachment_id)
                    .values(submission_id=submission_id, position=position)
                )
            else:
                await self._copy(attachment_id, submission_id, position)

    async def replace(self, attachment_ids: Sequence[UUID], submission_id: UUID) -> None:
        """Deletes those that it carries no more."""
        await self._session.execute(
            delete(AttachmentRow).where(
                AttachmentRow.submission_id == submission_id, AttachmentRow.id.not_in(attachment_ids)
            )
        )
        await self.attach(attachment_ids, submission_id)

    async def usable_files(self, attachment_ids: Sequence[UUID]) -> list[StoredFile]:
        """The files that `attach` would take, in this order. Raises as it does."""
        if not attachment_ids:
            return []
        await self._usable(attachment_ids, lock=False)
        rows = await self._session.execute(
            select(
                AttachmentRow.id, AttachmentRow.name, AttachmentRow.media_type, AttachmentRow.content
            ).where(AttachmentRow.id.in_(attachment_ids))
        )
        found = {row.id: StoredFile(row.name, row.media_type, row.content) for row in rows}
        return [found[attachment_id] for attachment_id in attachment_ids]

    async def remove(self, attachment_id: UUID) -> None:
        """Deletes an unused one. Raises AttachmentDoesNotExist and AttachmentInUse."""
        row = await self._session.scalar(
            select(AttachmentRow).where(AttachmentRow.id == attachment_id).with_for_update()
        )
        if row is None:
            raise AttachmentDoesNotExist(attachment_id)
        if row.submission_id is not None:
            raise AttachmentInUse(attachment_id)
        await self._session.delete(row)

    async def forget_unused(self, now: datetime) -> int:
        """Deletes what has waited too long for its message; answers how many."""
        result = await self._session.execute(
            delete(AttachmentRow).where(
                AttachmentRow.submission_id.is_(None), AttachmentRow.created_at < now - UNUSED_FOR
            )
        )
        assert isinstance(result, CursorResult)
        return result.rowcount

    async def _usable(self, attachment_ids: Sequence[UUID], *, lock: bool) -> dict[UUID, UUID | None]:
        """Which submission each belongs to: to none, or to a broadcast."""
        query = (
            select(AttachmentRow.id, AttachmentRow.size, AttachmentRow.submission_id)
            .where(
                AttachmentRow.id.in_(attachment_ids),
                or_(
                    AttachmentRow.submission_id.is_(None),
                    AttachmentRow.submission_id.in_(select(BroadcastRow.id)),
                ),
            )
            .order_by(AttachmentRow.id)
        )
        rows = (await self._session.execute(query.with_for_update() if lock else query)).all()
        owners = {row.id: row.submission_id for row in rows}
        if unknown := [id_ for id_ in attachment_ids if id_ not in owners]:
            raise UnknownAttachments(unknown)
        if (together := sum(row.size for row in rows)) > MOST_BYTES_TOGETHER:
            raise AttachmentsTooLarge(together)
        return owners

    async def _copy(self, attachment_id: UUID, submission_id: UUID, position: int) -> None:
        """The database copies the content itself. A file belongs to one submission alone, and goes with it."""
        kept = ("name", "media_type", "size", "content", "created_at", "created_by")
        original = select(
            literal(new_id(), Uuid()),
            *(getattr(AttachmentRow, name) for name in kept),
            literal(submission_id, Uuid()),
            literal(position),
        ).where(AttachmentRow.id == attachment_id)
        await self._session.execute(
            insert(AttachmentRow).from_select(["id", *kept, "submission_id", "position"], original)
        )


async def attachments_of(session: AsyncSession, submission_id: UUID) -> list[AttachmentRow]:
    """What the messages of a submission carry, in order, without the contents."""
    return list(
        await session.scalars(
            select(AttachmentRow)
            .where(AttachmentRow.submission_id == submission_id)
            .order_by(AttachmentRow.position)
        )
    )


FILES = (
    select(AttachmentRow.name, AttachmentRow.media_type, AttachmentRow.content)
    .where(AttachmentRow.submission_id == bindparam("submission_id"))
    .order_by(AttachmentRow.position)
)
"""Those of a submission, with their contents."""


async def files_of(session: AsyncSession, submission_id: UUID) -> list[StoredFile]:
    """`FILES`."""
    rows = await session.execute(FILES, {"submission_id": submission_id})
    return [StoredFile(row.name, row.media_type, row.content) for row in rows]


async def file_of(session: AsyncSession, submission_id: UUID, attachment_id: UUID) -> StoredFile:
    """One of them. Raises AttachmentDoesNotExist."""
    row = (
        await session.execute(
            select(AttachmentRow.name, AttachmentRow.media_type, AttachmentRow.content).where(
                AttachmentRow.id == attachment_id, AttachmentRow.submission_id == submission_id
            )
        )
    ).one_or_none()
    if row is None:
        raise AttachmentDoesNotExist(attachment_id)
    return StoredFile(row.name, row.media_type, row.content)


def written_to(customer_id: UUID) -> ColumnElement[bool]:
    """The files of what a clerk wrote to this customer by name; an audience's are nobody's own."""
    return AttachmentRow.submission_id.in_(
        select(MessageRow.submission_id).where(
            MessageRow.customer_id == customer_id, MessageRow.kind == Kind.PERSONAL.value
        )
    )


async def purge_attachments(session: AsyncSession, customer_id: UUID) -> int:
    """Deletes those of theirs that no other customer's message carries; answers how many.

    Locked first: of two customers who are purged at once, the second one sees that the first is gone.
    """
    ids = (
        await session.scalars(
            select(AttachmentRow.id)
            .where(written_to(customer_id))
            .order_by(AttachmentRow.id)
            .with_for_update()
        )
    ).all()
    if not ids:
        return 0
    others = exists().where(
        MessageRow.submission_id == AttachmentRow.submission_id, MessageRow.customer_id != customer_id
    )
    result = await session.execute(delete(AttachmentRow).where(AttachmentRow.id.in_(ids), ~others))
    assert isinstance(result, CursorResult)
    return result.rowcount

"""The templates in PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from messaging.adapters.composing_tables import TemplateRow
from messaging.domain.errors import TemplateDoesNotExist, TemplateExists, TooManyTemplates

MOST_TEMPLATES = 500

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('messaging.templates'))")


@dataclass(frozen=True)
class TemplateTexts:
    """What a template says, under which name."""

    name: str
    language: str
    subject: str
    body: str
    html: str | None


class StoredTemplates:
    """The templates of an open transaction. Writers take turns: there are few."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, template_id: UUID) -> TemplateRow:
        """The template. Raises TemplateDoesNotExist."""
        row = await self._session.get(TemplateRow, template_id)
        if row is None:
            raise TemplateDoesNotExist(template_id)
        return row

    async def for_change(self, template_id: UUID) -> TemplateRow:
        """The same, locked."""
        await self._session.execute(_ONE_AT_A_TIME)
        return await self.get(template_id)

    async def add(self, template_id: UUID, texts: TemplateTexts, now: datetime) -> TemplateRow:
        """Stores a new one. Raises TemplateExists and TooManyTemplates."""
        await self._session.execute(_ONE_AT_A_TIME)
        await self._check_name(template_id, texts)
        count = await self._session.scalar(select(func.count()).select_from(TemplateRow)) or 0
        if count >= MOST_TEMPLATES:
            raise TooManyTemplates
        row = TemplateRow(
            id=template_id,
            name=texts.name,
            language=texts.language,
            subject=texts.subject,
            body=texts.body,
            html=texts.html,
            created_at=now,
            updated_at=now,
            version=1,
        )
        self._session.add(row)
        await self._session.flush()
        announce(self._session, "template", template_id)
        return row

    async def change(self, row: TemplateRow, texts: TemplateTexts, now: datetime) -> None:
        """Writes it anew; the same texts change nothing. Raises TemplateExists."""
        await self._check_name(row.id, texts)
        if texts == texts_of(row):
            return
        row.name, row.language, row.subject = texts.name, texts.language, texts.subject
        row.body, row.html = texts.body, texts.html
        row.updated_at, row.version = now, row.version + 1
        await self._session.flush()
        announce(self._session, "template", row.id)

    async def remove(self, row: TemplateRow) -> None:
        """Deletes it."""
        await self._session.delete(row)
        announce(self._session, "template", row.id)

    async def _check_name(self, template_id: UUID, texts: TemplateTexts) -> None:
        other = await self._session.scalar(
            select(TemplateRow.id).where(
                TemplateRow.name == texts.name,
                TemplateRow.language == texts.language,
                TemplateRow.id != template_id,
            )
        )
        if other is not None:
            raise TemplateExists(other)


def texts_of(row: TemplateRow) -> TemplateTexts:
    """What it says now."""
    return TemplateTexts(row.name, row.language, row.subject, row.body, row.html)


async def templates_page(
    session: AsyncSession, *, descending: bool, after: tuple[str, UUID] | None, limit: int
) -> tuple[list[TemplateRow], int]:
    """At most `limit` templates by name, beginning behind `after`; and how many there are."""
    query = select(TemplateRow).limit(limit)
    place = tuple_(TemplateRow.name, TemplateRow.id)
    if after is not None:
        query = query.where(place < after if descending else place > after)
    if descending:
        query = query.order_by(TemplateRow.name.desc(), TemplateRow.id.desc())
    else:
        query = query.order_by(TemplateRow.name, TemplateRow.id)
    total = await session.scalar(select(func.count()).select_from(TemplateRow)) or 0
    return list(await session.scalars(query)), total

"""What the page of suppressions reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import RecipientRow, SuppressionRow


@dataclass(frozen=True)
class SuppressionFilter:
    """What the list is narrowed to; None narrows nothing."""

    customer_ids: Sequence[UUID] | None = None
    scope: str | None = None
    active: bool | None = None
    text: str | None = None


_SHOWN: Select[*tuple[Any, ...]] = select(SuppressionRow, RecipientRow)


class Listed(NamedTuple):
    """A suppression and the name of its customer; of a merged one the survivor's."""

    suppression: SuppressionRow
    customer_name: str


async def list_suppressions(
    session: AsyncSession,
    wanted: SuppressionFilter,
    limit: int,
    after: tuple[datetime, UUID] | None,
    *,
    newest_first: bool,
) -> list[Listed]:
    """At most `limit` suppressions by time, beginning behind `after`."""
    place = tuple_(SuppressionRow.created_at, SuppressionRow.id)
    query = _narrowed(_SHOWN, wanted).limit(limit)
    if newest_first:
        query = query.order_by(SuppressionRow.created_at.desc(), SuppressionRow.id.desc())
    else:
        query = query.order_by(SuppressionRow.created_at, SuppressionRow.id)
    if after is not None:
        query = query.where(place < after if newest_first else place > after)
    return [_listed(row) for row in await session.execute(query)]


async def count_suppressions(session: AsyncSession, wanted: SuppressionFilter) -> int:
    """How many the filter finds."""
    return await session.scalar(_narrowed(select(func.count()).select_from(SuppressionRow), wanted)) or 0


async def listed_suppression(session: AsyncSession, suppression_id: UUID) -> Listed | None:
    """One as the list shows it; None when it is gone."""
    query = _narrowed(_SHOWN, SuppressionFilter())
    row = (
        await session.execute(
            query.where(SuppressionRow.id == suppression_id).execution_options(populate_existing=True)
        )
    ).one_or_none()
    return _listed(row) if row else None


def _listed(row: Any) -> Listed:
    return Listed(row.SuppressionRow, recipient_of(row.RecipientRow).display_name)


def _narrowed(query: Select[*tuple[Any, ...]], wanted: SuppressionFilter) -> Select[*tuple[Any, ...]]:
    query = query.join(
        RecipientRow, RecipientRow.customer_id == func.coalesce(_survivor(), SuppressionRow.customer_id)
    )
    if wanted.customer_ids is not None:
        query = query.where(SuppressionRow.customer_id.in_(wanted.customer_ids))
    if wanted.scope is not None:
        query = query.where(SuppressionRow.scope == wanted.scope)
    if wanted.active is not None:
        in_force = SuppressionRow.lifted_at.is_(None)
        query = query.where(in_force if wanted.active else ~in_force)
    for word in (wanted.text or "").split():
        query = query.where(
            or_(
                *(
                    column.icontains(word, autoescape=True)
                    for column in (
                        SuppressionRow.address,
                        RecipientRow.first_name,
                        RecipientRow.last_name,
                        RecipientRow.company_name,
                    )
                )
            )
        )
    return query


def _survivor() -> Any:
    return func.survivor_of(SuppressionRow.customer_id)

"""Whom an audience is, in SQL: sets that are united, each customer once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Uuid,
    and_,
    any_,
    bindparam,
    case,
    func,
    or_,
    select,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.composing_tables import BroadcastCustomerRow, CourseDateCustomerRow
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import RecipientRow
from messaging.domain.broadcast import Audience
from messaging.domain.message import Channel, Kind
from messaging.domain.placeholders import empty_for
from messaging.domain.reach import reason_to_suppress
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason

MOST_EXCLUDED = 200
MOST_NAMED = 20
_NAMES = ("first_name", "last_name", "company_name")

_SURVIVOR = case(
    (RecipientRow.merged_into.is_(None), RecipientRow.customer_id),
    else_=func.survivor_of(RecipientRow.customer_id),
)
_WRITTEN_TO = RecipientRow.status.in_([RecipientStatus.ACTIVE.value, RecipientStatus.BLOCKED.value])

_ACTIVE = RecipientRow.status == RecipientStatus.ACTIVE.value
_WANTS_NEWSLETTER = (RecipientRow.newsletter_state == "confirmed") & ~RecipientRow.newsletter_suppressed

# What `reason_to_suppress` decides by. So the database counts, and the one rule is asked once per combination.
_HAS_ADDRESS = func.coalesce(RecipientRow.email, "") != ""
_DECIDING = {
    "status": RecipientRow.status,
    "email_is_placeholder": RecipientRow.email_is_placeholder,
    "has_address": _HAS_ADDRESS,
    "newsletter_state": RecipientRow.newsletter_state,
    "mail_suppressed": RecipientRow.mail_suppressed,
    "newsletter_suppressed": RecipientRow.newsletter_suppressed,
}


@dataclass(frozen=True)
class Excluded:
    """Somebody who is left out."""

    customer_id: UUID
    name: str
    reason: SuppressedReason


@dataclass(frozen=True)
class Gap:
    """A placeholder that is empty for some of those who would be reached, and the first of them."""

    placeholder: str
    recipients: int
    named: list[tuple[UUID, str]]


@dataclass(frozen=True)
class Reach:
    """Whom a broadcast would reach now, and whom not."""

    recipients: int
    excluded: list[Excluded]
    excluded_by_reason: dict[str, int]
    gaps: list[Gap]


def sources(
    audience: Audience, kind: Kind, channel: Channel, broadcast_id: UUID | None = None
) -> list[ColumnElement[bool]]:
    """Which copies the audience means, one condition for each way to be in it.

    Everyone is whoever is active, and of a newsletter by mail has consented (M5): nobody else was meant, so nobody is
    left out for it. `broadcast_id`: whom it picked is read from the table, so that a purge is heeded.
    """
    found: list[ColumnElement[bool]] = []
    if broadcast_id is not None:
        picked = select(BroadcastCustomerRow.customer_id).where(
            BroadcastCustomerRow.broadcast_id == broadcast_id
        )
        found.append(RecipientRow.customer_id.in_(picked))
    elif audience.customer_ids:
        found.append(RecipientRow.customer_id == any_(_ids(audience.customer_ids)))
    if audience.customer_group_ids:
        found.append(RecipientRow.customer_group_ids.overlap(_ids(audience.customer_group_ids)))
    if audience.recipient_group_ids:
        found.append(RecipientRow.recipient_group_ids.overlap(_ids(audience.recipient_group_ids)))
    if audience.course_date_ids:
        taking_part = select(CourseDateCustomerRow.customer_id).where(
            CourseDateCustomerRow.course_date_id == any_(_ids(audience.course_date_ids))
        )
        found.append(RecipientRow.customer_id.in_(taking_part))
    if audience.everyone:
        is_mailed_newsletter = kind is Kind.NEWSLETTER and channel is Channel.EMAIL
        found.append(_ACTIVE & _WANTS_NEWSLETTER if is_mailed_newsletter else _ACTIVE)
    return found


async def reach_of(
    session: AsyncSession, audience: Audience, kind: Kind, channel: Channel, texts: Sequence[str] = ()
) -> Reach:
    """Counts, and names the first of those left out, and of those for whom a placeholder of the texts is empty."""
    members = _members(audience, kind, channel)
    reasons = await _combinations(session, members, kind, channel)
    by_reason: dict[str, int] = {}
    for _, count, reason in reasons:
        if reason is not None:
            by_reason[reason.value] = by_reason.get(reason.value, 0) + count
    reached = sum(count for _, count, reason in reasons if reason is None)
    left_out = [where for where, _, reason in reasons if reason is not None]
    excluded = []
    if left_out:
        rows = await session.scalars(
            _copies(members).where(or_(*left_out)).order_by(RecipientRow.customer_id).limit(MOST_EXCLUDED)
        )
        for recipient in map(recipient_of, rows):
            reason = reason_to_suppress(recipient, kind, channel, confirm_blocked=False)
            assert reason is not None
            excluded.append(Excluded(recipient.customer_id, recipient.display_name, reason))
    reached_by = [where for where, _, reason in reasons if reason is None]
    gaps = await _gaps(session, _copies(members).where(or_(*reached_by)), texts) if reached_by else []
    return Reach(reached, excluded, by_reason, gaps)


async def _gaps(session: AsyncSession, reached: Select[RecipientRow], texts: Sequence[str]) -> list[Gap]:
    """The database counts who has which name, and the placeholder is asked once per combination."""
    if not any("{{" in text for text in texts):
        return []
    known: dict[str, ColumnElement[bool]] = {
        name: func.coalesce(getattr(RecipientRow, name), "") != "" for name in _NAMES
    }
    rows = await session.execute(
        reached.with_only_columns(*(column.label(name) for name, column in known.items()), func.count())
        .group_by(*known.values())
        .order_by(None)
    )
    empty: dict[str, list[tuple[ColumnElement[bool], int]]] = {}
    for *has, count in rows:
        first_name, last_name, company_name = ("x" if there else None for there in has)
        someone = Recipient(
            customer_id=UUID(int=0),
            status=RecipientStatus.ACTIVE,
            first_name=first_name,
            last_name=last_name,
            company_name=company_name,
        )
        where = and_(*(column == there for column, there in zip(known.values(), has, strict=True)))
        for placeholder in empty_for(texts, someone):
            empty.setdefault(placeholder, []).append((where, count))
    gaps = []
    for placeholder, parts in sorted(empty.items()):
        first = await session.scalars(
            reached.where(or_(*(where for where, _ in parts)))
            .order_by(RecipientRow.customer_id)
            .limit(MOST_NAMED)
        )
        named = [(one.customer_id, one.display_name) for one in map(recipient_of, first)]
        gaps.append(Gap(placeholder, sum(count for _, count in parts), named))
    return gaps


async def recipient_at(
    session: AsyncSession, audience: Audience, kind: Kind, channel: Channel, position: int
) -> tuple[Recipient | None, int]:
    """The `position`-th (from 0) of those who would be reached, by id, and how many there are."""
    members = _members(audience, kind, channel)
    reached = [
        (where, count)
        for where, count, reason in await _combinations(session, members, kind, channel)
        if reason is None
    ]
    if not reached:
        return None, 0
    row = await session.scalar(
        _copies(members)
        .where(or_(*(where for where, _ in reached)))
        .order_by(RecipientRow.customer_id)
        .offset(position)
        .limit(1)
    )
    return recipient_of(row) if row else None, sum(count for _, count in reached)


def _members(audience: Audience, kind: Kind, channel: Channel) -> Subquery:
    return union(
        *(select(_SURVIVOR.label("customer_id")).where(source) for source in sources(audience, kind, channel))
    ).subquery()


def _copies(members: Subquery) -> Select[RecipientRow]:
    return (
        select(RecipientRow)
        .join(members, members.c.customer_id == RecipientRow.customer_id)
        .where(_WRITTEN_TO)
    )


async def _combinations(
    session: AsyncSession, members: Subquery, kind: Kind, channel: Channel
) -> list[tuple[ColumnElement[bool], int, SuppressedReason | None]]:
    """Each combination of what decides: how to find it, how many have it, and why they are left out."""
    columns: list[Any] = [column.label(name) for name, column in _DECIDING.items()]
    rows = await session.execute(
        select(*columns, func.count().label("number"))
        .join(members, members.c.customer_id == RecipientRow.customer_id)
        .where(_WRITTEN_TO)
        .group_by(*_DECIDING.values())
    )
    return [
        (
            and_(*(column == getattr(row, name) for name, column in _DECIDING.items())),
            row.number,
            reason_to_suppress(_like(row), kind, channel, confirm_blocked=False),
        )
        for row in rows
    ]


def _like(row: Any) -> Recipient:
    return Recipient(
        customer_id=UUID(int=0),
        status=RecipientStatus(row.status),
        email="somebody" if row.has_address else None,
        email_is_placeholder=row.email_is_placeholder,
        newsletter_state=row.newsletter_state,
        mail_suppressed=row.mail_suppressed,
        newsletter_suppressed=row.newsletter_suppressed,
    )


def _ids(ids: Sequence[UUID]) -> Any:
    return cast(Any, bindparam(None, list(ids), type_=ARRAY(Uuid()), unique=True))

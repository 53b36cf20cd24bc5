"""Reads for the lists and pages of the desk: rows become answers without passing the domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.tables import CustomerRow, ParticipantRow
from customers.domain.customer import LIVE, CustomerStatus
from customers.domain.folding import like_pattern, searched_words
from customers.domain.newsletter import NewsletterState

Answer = dict[str, Any]

_C = CustomerRow
SORTS: dict[str, tuple[SQLColumnExpression[Any], type]] = {
    "number": (_C.number, int),
    "name": (_C.order_key, str),
    "last_name": (_C.order_key, str),
    "email": (_C.email, str),
    "postal_code": (func.coalesce(_C.postal_code, ""), str),
    "city": (func.coalesce(_C.city, ""), str),
    "credit_cents": (_C.credit_cents, int),
    "created_at": (_C.created_at, datetime),
    "updated_at": (_C.updated_at, datetime),
}
"""What customers can be ordered by, and the type of its cursor. Deleted ones have neither name nor e-mail."""


@dataclass(frozen=True)
class CustomerFilter:
    """What a list is narrowed to (C3, C7); all of it together."""

    q: str | None = None
    status: Sequence[str] = tuple(status.value for status in LIVE)
    customer_group_id: UUID | None = None
    recipient_group_id: UUID | None = None
    credit: str | None = None
    newsletter: bool | None = None
    postal_code: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """All of them must hold."""
        conditions: list[ColumnElement[bool]] = [_C.status.in_(self.status)]
        for spellings in searched_words(self.q or ""):
            conditions.append(
                or_(*(_C.search_text.like(like_pattern(word), escape="\\") for word in spellings))
            )
        if self.customer_group_id:
            conditions.append(_C.customer_group_ids.contains([self.customer_group_id]))
        if self.recipient_group_id:
            conditions.append(_C.recipient_group_ids.contains([self.recipient_group_id]))
        if self.credit:
            conditions.append(
                {
                    "positive": _C.credit_cents > 0,
                    "zero": _C.credit_cents == 0,
                    "negative": _C.credit_cents < 0,
                }[self.credit]
            )
        if self.newsletter is not None:
            confirmed = _C.newsletter_state == NewsletterState.CONFIRMED.value
            conditions.append(confirmed if self.newsletter else ~confirmed)
        if self.postal_code:
            conditions.append(_C.postal_code.startswith(self.postal_code, autoescape=True))
        return conditions


@dataclass(frozen=True)
class CustomerPage:
    """One page: its customers, how many there are on all, and where the next begins."""

    items: list[Answer]
    total: int
    next_after: tuple[Any, UUID] | None


async def list_customers(
    session: AsyncSession,
    wanted: CustomerFilter,
    *,
    sort: str,
    descending: bool,
    after: tuple[Any, ...] | None,
    limit: int,
) -> CustomerPage:
    """One page of the customers that pass the filter.

    With a search the hits are found first, by the trigram index, and sorted then: left to itself the planner
    walks the index of the order and looks at every customer until enough hits have come by.
    """
    conditions = and_(*wanted.conditions())
    count = select(func.count()).select_from(_C).where(conditions)
    hits = select(_C.id, _sort_key(sort, wanted).label("key")).where(conditions).cte("hits")
    if wanted.q:
        hits = hits.prefix_with("MATERIALIZED")
        count = select(func.count()).select_from(hits)
    page = select(hits.c.id, hits.c.key).order_by(*_order(hits.c, descending)).limit(limit + 1)
    if after is not None:
        position = tuple_(hits.c.key, hits.c.id)
        page = page.where(position < after if descending else position > after)
    ids = page.cte("page")
    rows = (
        await session.execute(
            select(_C, participants_of(_C.id).label("participants"), ids.c.key)
            .join(ids, ids.c.id == _C.id)
            .order_by(*_order(ids.c, descending))
        )
    ).all()
    total = await session.scalar(count)
    shown = rows[:limit]
    return CustomerPage(
        items=[customer_answer(row, participants) for row, participants, _ in shown],
        total=total or 0,
        next_after=(shown[-1].key, shown[-1][0].id) if len(rows) > limit else None,
    )


def _sort_key(sort: str, wanted: CustomerFilter) -> SQLColumnExpression[Any]:
    key, kind = SORTS[sort]
    deleted_too = kind is str and CustomerStatus.DELETED in wanted.status
    return func.coalesce(key, "") if deleted_too else key


def _order(columns: Any, descending: bool) -> tuple[ColumnElement[Any], ...]:
    return (columns.key.desc(), columns.id.desc()) if descending else (columns.key, columns.id)


async def read_customer(session: AsyncSession, customer_id: UUID) -> Answer | None:
    """The customer as the desk sees it, a deleted one too; None when there never was one."""
    found = (
        await session.execute(
            select(_C, participants_of(_C.id))
            .where(_C.id == customer_id)
            .execution_options(populate_existing=True)
        )
    ).one_or_none()
    return None if found is None else customer_answer(*found)


def participants_of(customer_id: Any) -> Any:
    """A subquery: the participants of a customer as a JSON array, in the order they came."""
    p = ParticipantRow
    entry = func.json_build_object(
        "id", p.id, "first_name", p.first_name, "last_name", p.last_name,
        "birth_date", p.birth_date, "version", p.version,
    )  # fmt: skip
    entries = func.coalesce(func.json_agg(aggregate_order_by(entry, p.id)), func.json_build_array())
    return select(entries).where(p.customer_id == customer_id).scalar_subquery()


def customer_answer(row: CustomerRow, participants: list[Answer]) -> Answer:
    """The customer body of the API. Notes are no part of it."""
    address = {name: getattr(row, name) for name in ("street", "postal_code", "city", "country")}
    return {
        "id": row.id,
        "number": row.number,
        "status": row.status,
        "version": row.version,
        "salutation": row.salutation,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "company_name": row.company_name,
        "is_company": row.is_company,
        "email": row.email,
        "email_is_placeholder": row.email_is_placeholder,
        "email_health": row.email_health,
        "phone": row.phone,
        "further_phones": row.further_phones or [],
        "address": address if any(address.values()) else None,
        "bank_details": {"iban": f"•••• {row.iban_last_four}"} if row.iban_last_four else None,
        "language": row.language,
        "customer_group_ids": row.customer_group_ids,
        "recipient_group_ids": row.recipient_group_ids,
        "discount_percent": float(row.discount_percent),
        "newsletter_state": row.newsletter_state,
        "newsletter_evidence": row.newsletter_evidence,
        "participants": participants,
        "block": {"reason": row.block_reason, "at": row.blocked_at} if row.blocked_at else None,
        "credit_cents": row.credit_cents,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }

"""The data map: what a service holds of a customer, told and purged by the same list (C10, G6; Art. 15, 17, 20 GDPR).

Whatever is told is purged and the other way round, so neither can forget what the other knows. A test fails when
a table is in no map and in no list of tables without personal data.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events.parking import forget_customer
from chassis.tables import Base, DeadLetterRow, IdempotencyEntry, ParkedRow

Row = dict[str, Any]


@dataclass(frozen=True)
class Deleted:
    """The rows go."""


@dataclass(frozen=True)
class Emptied:
    """The rows stay as bare ids: columns get these values (or SQL expressions), all but `stays` of them."""

    values: Mapping[str, Any]
    stays: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """The rows outlive the deletion: `what` they are, `why` in law, and `until` which day, as SQL over the row."""

    what: str
    why: str
    until: ColumnElement[date]


@dataclass(frozen=True)
class Follows:
    """The rows hang on those of another kind (ON DELETE CASCADE) and share their fate."""

    kind: str


@dataclass(frozen=True)
class By:
    """A function purges them, and counts."""

    purge: Callable[[AsyncSession, UUID], Awaitable[int]]


@dataclass(frozen=True)
class Held:
    """One kind of data: in which table, which rows are a customer's, and what their deletion does to them.

    counted: the name of its number in the certificate; None counts nothing. untold: columns that Art. 15 does not
    ask for, each with its reason.
    """

    kind: str
    table: type[Base]
    of: Callable[[UUID], ColumnElement[bool]]
    fate: Deleted | Emptied | Kept | Follows | By
    counted: str | None = None
    untold: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Table:
        """The table itself."""
        table = self.table.__table__
        assert isinstance(table, Table)
        return table


DataMap = Sequence[Held]


@dataclass(frozen=True)
class KeptRows:
    """What is left of a deleted customer, why, and until which day; `count` rows of it."""

    what: str
    why: str
    until: date
    count: int


async def told(session: AsyncSession, data_map: DataMap, customer_id: UUID) -> dict[str, list[Row]]:
    """All that the service holds of the customer, by kind of data; a kind that there is nothing of is empty."""
    answer: dict[str, list[Row]] = {}
    for held in data_map:
        table = held.columns
        columns = [column for column in table.columns if column.key not in held.untold]
        found = await session.execute(
            select(*columns).where(held.of(customer_id)).order_by(*table.primary_key.columns)
        )
        answer[held.kind] = [dict(row) for row in found.mappings()]
    return answer


async def purged(session: AsyncSession, data_map: DataMap, customer_id: UUID) -> dict[str, int]:
    """Nothing is left of the customer but ids and what is kept by law; the counts, what is kept among them.

    In the order of the map. The caller holds the customer exclusively and has marked them as deleted, so that
    nothing is stored meanwhile.
    """
    counts: dict[str, int] = {}
    for held in data_map:
        number = await _purge(session, held, customer_id)
        if held.counted:
            counts[held.counted] = counts.get(held.counted, 0) + number
    return counts


async def kept(session: AsyncSession, data_map: DataMap, customer_id: UUID) -> list[KeptRows]:
    """What is still there by law, by the day until which it is."""
    found = []
    for held in data_map:
        if isinstance(held.fate, Kept):
            until = held.fate.until.label("until")
            groups = await session.execute(
                select(until, func.count()).where(held.of(customer_id)).group_by(until).order_by(until)
            )
            found += [KeptRows(held.fate.what, held.fate.why, day, count) for day, count in groups]
    return found


async def _purge(session: AsyncSession, held: Held, customer_id: UUID) -> int:
    fate, table, theirs = held.fate, held.columns, held.of(customer_id)
    if isinstance(fate, Deleted):
        return await _number(session, delete(table).where(theirs))
    if isinstance(fate, Emptied):
        return await _number(session, update(table).where(theirs).values(dict(fate.values)))
    if isinstance(fate, Kept):
        return await session.scalar(select(func.count()).select_from(table).where(theirs)) or 0
    if isinstance(fate, By):
        return await fate.purge(session, customer_id)
    return 0


async def _number(session: AsyncSession, statement: Any) -> int:
    result = await session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


_BYTES = {"value": "the event itself; whoever sent it tells what it is about", "headers": "technical"}

CHASSIS_MAP: DataMap = (
    Held(
        "parked_events",
        ParkedRow,
        lambda customer_id: or_(ParkedRow.customer_id == str(customer_id), ParkedRow.key == str(customer_id)),
        By(forget_customer),
        counted="pending_events",
        untold=_BYTES,
    ),
    Held(
        "dead_events",
        DeadLetterRow,
        lambda customer_id: or_(
            DeadLetterRow.customer_id == str(customer_id), DeadLetterRow.key == str(customer_id)
        ),
        Follows("parked_events"),
        untold=_BYTES | {"replay_requested": "technical"},
    ),
    Held(
        "answered_requests",
        IdempotencyEntry,
        lambda customer_id: IdempotencyEntry.customer_id == customer_id,
        Follows("parked_events"),
        untold={"request_hash": "a digest", "actor_id": "somebody else", "key": "chosen by the client"},
    ),
)
"""What the chassis holds of a customer in every service. Each service's map ends with it."""

CHASSIS_WITHOUT: Mapping[str, str] = {
    "outbox": "events on their way; gone within moments, and the proof looks for them in their topics",
    "relay_state": "the service's name",
    "inbox": "ids of events",
    "aggregate_versions": "ids and versions",
    "consumption": "counts",
    "consumer_lag": "counts",
    "gone_customers": "the ids of those who were purged, so that nothing late of theirs is kept",
}
"""The chassis' tables that hold nothing of a person, or only in passing, and why."""

"""A page of the customers that a search and filters leave, fast with a million of them.

Left to itself the planner walks the index of the order and looks at every customer until enough hits have come by:
over a second for a rare name. Therefore the hits come first, found by their own indexes and materialised, and are
sorted then. Where there are more hits than are counted, sorting all would take as long; but then they are so dense
that a walk along the order meets a page of them soon. It is bounded, because hits may all stand at one end (a
common surname in the order of names); only then everything is sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ClauseElement,
    ColumnElement,
    Executable,
    Integer,
    Select,
    and_,
    func,
    literal_column,
    select,
    text,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles

from customers.adapters.customer_filter import (
    CUSTOMERS,
    CustomerFilter,
    Order,
    Position,
    rare_grams,
)
from customers.adapters.queries import SHOWN, Answer, customer_answer

COUNTED = 10_000
"""More hits than these are not counted."""
WALKED = 10_000
_C = CUSTOMERS.c
_SETTINGS = text(
    "SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '32MB', true)"
)
_Rows = Sequence[Any]


@dataclass(frozen=True)
class CustomerPage:
    """One page: its customers, how many there are on all, and where the next begins."""

    items: list[Answer]
    total: int
    total_is_exact: bool
    next_after: tuple[Any, UUID] | None


async def list_customers(
    session: AsyncSession,
    wanted: CustomerFilter,
    *,
    sort: str,
    descending: bool,
    after: Position | None,
    many: bool,
    limit: int,
) -> CustomerPage:
    """One page of the customers that pass the filter. `many`: an earlier page said that they are not counted."""
    await _plan_by_values(session)
    order = Order(wanted.sort_key(sort), descending)
    total, rows = COUNTED + 1, None
    if many or await _surely_many(session, wanted):
        rows = await _walk(session, wanted, order, after, limit)
    if rows is None:
        conditions = wanted.conditions(rare=await rare_grams(session, wanted.q))
        hits = _hits(order, conditions, COUNTED + 1)
        total, rows = await _sorted(session, hits, order, after, limit, only_below=COUNTED + 1)
        if total > COUNTED:
            rows = await _walk(session, wanted, order, after, limit)
            if rows is None:
                _, rows = await _sorted(session, _hits(order, conditions, None), order, after, limit)
    shown = rows[:limit]
    return CustomerPage(
        # Names of a row cost more than of a dictionary when each is asked for.
        items=[customer_answer(dict(zip(row._fields, row, strict=True))) for row in shown],
        total=min(total, COUNTED),
        total_is_exact=total <= COUNTED,
        next_after=(shown[-1].sort_key, shown[-1].id) if len(rows) > limit else None,
    )


async def list_ids(
    session: AsyncSession, wanted: CustomerFilter, *, sort: str, descending: bool
) -> list[UUID] | None:
    """The ids of all hits in their order; None when there are more than are counted."""
    await _plan_by_values(session)
    order = Order(wanted.sort_key(sort), descending)
    hits = _hits(order, wanted.conditions(rare=await rare_grams(session, wanted.q)), COUNTED + 1)
    ids = (await session.scalars(select(hits.c.id).order_by(*order.by(hits.c.key, hits.c.id)))).all()
    return list(ids) if len(ids) <= COUNTED else None


def _hits(order: Order, conditions: Sequence[ColumnElement[bool]], at_most: int | None) -> CTE:
    found: Select[*tuple[Any, ...]] = select(_C.id, order.key.label("key")).where(*conditions).limit(at_most)
    return found.cte("hits").prefix_with("MATERIALIZED")


async def _plan_by_values(session: AsyncSession) -> None:
    """How many a name finds decides how it is looked for: a plan made for any name would serve none.

    And what it finds has to fit into memory as single rows; of whole pages each would be looked at again.
    """
    await session.execute(_SETTINGS)


async def _surely_many(session: AsyncSession, wanted: CustomerFilter) -> bool:
    """Whether so many pass that they need not be counted to know that they are more than are counted.

    The planner's estimate of a single condition comes from a count in a sample that is never older than
    changes of one customer in a hundred (`autovacuum_analyze_scale_factor`). Of several it guesses.
    """
    single = wanted.single_condition()
    if single is None:
        return False
    condition, margin = single
    customers: Select[*tuple[Any, ...]] = (
        select(literal_column("1", Integer)).select_from(CUSTOMERS).where(wanted.coarsely(), condition)
    )
    plan = await session.scalar(_Explained(customers))
    estimate: float = plan[0]["Plan"]["Plan Rows"]
    return estimate > margin * COUNTED


class _Explained(Executable, ClauseElement):
    """How the planner would go about a query, as JSON."""

    inherit_cache = False

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self.query = query


@compiles(_Explained)
def _compile(element: _Explained, compiler: Any, **how: Any) -> str:
    return "EXPLAIN (FORMAT JSON) " + str(compiler.process(element.query, **how))


async def _sorted(
    session: AsyncSession,
    hits: CTE,
    order: Order,
    after: Position | None,
    limit: int,
    *,
    only_below: int | None = None,
) -> tuple[int, _Rows]:
    """How many hits there are, and the page with one row more; `only_below` so many, else no row."""
    total = select(func.count().label("total")).select_from(hits).cte("counted")
    page = select(hits).where(*order.behind(hits.c.key, hits.c.id, after))
    if only_below is not None:
        page = page.where(select(total.c.total).scalar_subquery() < only_below)
    rows = page.order_by(*order.by(hits.c.key, hits.c.id)).limit(limit + 1).cte("page")
    found = await session.execute(
        select(
            *_answered(rows.c.key),
            total.c.total,
        )
        .select_from(total)
        .outerjoin(rows, true())
        .outerjoin(CUSTOMERS, _C.id == rows.c.id)
        .order_by(*order.by(rows.c.key, rows.c.id))
    )
    read = found.all()
    return read[0].total, [row for row in read if row.id is not None]


async def _walk(
    session: AsyncSession, wanted: CustomerFilter, order: Order, after: Position | None, limit: int
) -> _Rows | None:
    """The page with one row more, met on a walk along the order; None when it is not full at the walk's end."""
    # Of those on the way only what decides is read: a selection of all their columns takes long to build.
    way = (
        select(_C.id, order.key.label("key"), and_(*wanted.conditions()).label("is_hit"))
        .where(wanted.coarsely(), *order.behind(order.key, _C.id, after))
        .order_by(*order.by(order.key, _C.id))
        .limit(WALKED)
        .subquery("way")
    )
    page = (
        select(way.c.id, way.c.key)
        .where(way.c.is_hit)
        .order_by(*order.by(way.c.key, way.c.id))
        .limit(limit + 1)
        .subquery("page")
    )
    found = await session.execute(
        select(*_answered(page.c.key))
        .join_from(page, CUSTOMERS, _C.id == page.c.id)
        .order_by(*order.by(page.c.key, page.c.id))
    )
    rows = found.all()
    if len(rows) <= limit and await session.scalar(select(func.count()).select_from(way)) == WALKED:
        return None
    return rows


def _answered(sort_key: ColumnElement[Any]) -> list[Any]:
    """What an answer is made of, and where the next page begins."""
    return [*SHOWN, sort_key.label("sort_key")]

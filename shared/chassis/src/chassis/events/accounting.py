"""G5: consumed = applied + duplicate + stale + parked + dead-lettered, kept in the transaction of the effects."""

from collections import Counter
from enum import StrEnum

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import ConsumptionRow

MOVES = -1
"""The lane of what changes later: a parked message that is applied, a dead one that is purged."""


class Fate(StrEnum):
    """What became of a message. `consumed` counts them all."""

    CONSUMED = "consumed"
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"
    PARKED = "parked"
    DEAD = "dead_lettered"


Counts = Counter[tuple[str, Fate]]


async def count(session: AsyncSession, lane: int, counts: Counts) -> None:
    """Adds the counts (by topic and fate; may be negative) to those of the lane."""
    rows = [
        {"topic": topic, "lane": lane, "outcome": fate.value, "count": number}
        for (topic, fate), number in sorted(counts.items())
        if number
    ]
    if rows:
        statement = insert(ConsumptionRow).values(rows)
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["topic", "lane", "outcome"],
                set_={"count": ConsumptionRow.count + statement.excluded.count},
            )
        )


async def move(session: AsyncSession, topic: str, before: Fate, after: Fate, number: int = 1) -> None:
    """Messages that were counted as one thing have become another."""
    await count(session, MOVES, Counter({(topic, before): -number, (topic, after): number}))

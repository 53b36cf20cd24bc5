"""What a service still has before it: events to send, messages set aside, and the count of all it has consumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import extract, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.metrics import CONSUMER_LAG, DEAD_LETTERS, OUTBOX_AGE_SECONDS, OUTBOX_SIZE, PARKED
from chassis.tables import ConsumerLagRow, ConsumptionRow, DeadLetterRow, OutboxRow, ParkedRow


@dataclass(frozen=True)
class Backlog:
    """The state of the outbox and of what was set aside, at one moment."""

    outbox: int
    outbox_age_seconds: float
    parked: int
    dead_letters: int


async def backlog(session: AsyncSession) -> Backlog:
    """How much there is of each; the age is that of the oldest event not yet sent, 0 when all are."""
    age = extract("epoch", func.now() - func.min(OutboxRow.created_at))
    size, seconds = (await session.execute(select(func.count(), age))).one()
    parked = await session.scalar(select(func.count()).select_from(ParkedRow))
    dead = await session.scalar(select(func.count()).select_from(DeadLetterRow))
    return Backlog(size, float(seconds or 0), parked or 0, dead or 0)


async def consumption(session: AsyncSession) -> dict[str, dict[str, int]]:
    """Per topic what became of the messages: consumed = the sum of the others (G5)."""
    rows = await session.execute(
        select(ConsumptionRow.topic, ConsumptionRow.outcome, func.sum(ConsumptionRow.count))
        .group_by(ConsumptionRow.topic, ConsumptionRow.outcome)
        .order_by(ConsumptionRow.topic)
    )
    counts: dict[str, dict[str, int]] = {}
    for topic, outcome, number in rows:
        counts.setdefault(topic, {})[outcome] = int(number)
    return counts


async def keep_lag(session: AsyncSession, lag: Mapping[str, int]) -> None:
    """What the worker has just seen of each topic is what operators see."""
    for topic, number in sorted(lag.items()):
        row = insert(ConsumerLagRow).values(topic=topic, lag=number, measured_at=func.now())
        await session.execute(
            row.on_conflict_do_update(
                index_elements=["topic"],
                set_={"lag": row.excluded.lag, "measured_at": row.excluded.measured_at},
            )
        )
        CONSUMER_LAG.labels(topic).set(number)


async def lag_seen(session: AsyncSession) -> dict[str, tuple[int, datetime]]:
    """Per topic how far the service was behind, and when."""
    rows = await session.execute(select(ConsumerLagRow.topic, ConsumerLagRow.lag, ConsumerLagRow.measured_at))
    return {topic: (lag, at) for topic, lag, at in rows}


async def measure(session: AsyncSession) -> None:
    """Sets the gauges."""
    now = await backlog(session)
    OUTBOX_SIZE.set(now.outbox)
    OUTBOX_AGE_SECONDS.set(now.outbox_age_seconds)
    PARKED.set(now.parked)
    DEAD_LETTERS.set(now.dead_letters)

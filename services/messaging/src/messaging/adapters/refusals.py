"""What mail servers say against us, for the people who run the service."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.alarms import Alarm
from messaging.adapters.tables import HistoryRow
from messaging.domain.bounce import OPERATORS_CONCERN
from messaging.domain.message import Happening
from messaging.metrics import REFUSALS

_WINDOW = timedelta(hours=24)


async def refusals(session: AsyncSession) -> Sequence[Alarm]:
    """The final failures of the last day that no address is to blame for, by reason."""
    rows = await session.execute(
        select(HistoryRow.reason, func.count(), func.max(HistoryRow.at))
        .where(
            HistoryRow.type == Happening.BOUNCED.value,
            HistoryRow.at > func.now() - _WINDOW,
            HistoryRow.reason.in_([reason.value for reason in OPERATORS_CONCERN]),
        )
        .group_by(HistoryRow.reason)
        .order_by(HistoryRow.reason)
    )
    return [Alarm(str(reason), count, latest_at) for reason, count, latest_at in rows]


async def measure_refusals(session: AsyncSession) -> None:
    """Sets the metric of them."""
    found = {alarm.name: alarm.count for alarm in await refusals(session)}
    for reason in OPERATORS_CONCERN:
        REFUSALS.labels(reason.value).set(found.get(reason.value, 0))

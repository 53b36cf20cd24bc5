"""All that messaging tells the people who run it."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.alarms import Alarm
from messaging.adapters.composing_tables import BroadcastRow
from messaging.adapters.refusals import measure_refusals, refusals
from messaging.adapters.troubles import measure_troubles, troubles
from messaging.domain.broadcast import BroadcastStatus
from messaging.metrics import FAILED_BROADCASTS


async def alarms(session: AsyncSession) -> Sequence[Alarm]:
    """What keeps us from our work, refusals of the last day by reason, and the broadcasts that wait for a person."""
    return [*await troubles(session), *await refusals(session), *await _failed_broadcasts(session)]


async def measure_alarms(session: AsyncSession) -> None:
    """Sets their metrics."""
    await measure_refusals(session)
    await measure_troubles(session)
    FAILED_BROADCASTS.set(sum(alarm.count for alarm in await _failed_broadcasts(session)))


async def _failed_broadcasts(session: AsyncSession) -> Sequence[Alarm]:
    """For as long as nobody has resumed or cancelled them."""
    count, latest_at = (
        await session.execute(
            select(func.count(), func.max(BroadcastRow.finished_at)).where(
                BroadcastRow.status == BroadcastStatus.FAILED.value
            )
        )
    ).one()
    return [] if latest_at is None else [Alarm("broadcast_failed", count, latest_at)]

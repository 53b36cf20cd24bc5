"""What keeps this service from its work, for the people who run it: in the database, since the api tells it."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.alarms import Alarm
from chassis.database import Database
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.tables import TroubleRow
from messaging.domain.trouble import Trouble
from messaging.metrics import TROUBLES

_FORGOTTEN_AFTER = timedelta(hours=1)
"""What is tried at all is tried again sooner: nobody is left who could say that it is over."""

_log = get_logger(__name__)


class Troubles:
    """Writes down what a loop of a worker meets, and that it is over. Never fails: what is not written now is later."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._may_be_written = True

    async def met(self, trouble: Trouble) -> None:
        """It stands in the way, once more."""
        self._may_be_written = True
        first = insert(TroubleRow).values(name=trouble.value, count=1, latest_at=func.now())
        again = {"count": TroubleRow.count + 1, "latest_at": func.now()}
        try:
            async with self._database.transaction() as session:
                await session.execute(
                    first.on_conflict_do_update(index_elements=[TroubleRow.name], set_=again)
                )
        except OUTAGES as error:
            _log.warning("a trouble is not written down now", type=type(error).__name__)

    async def over(self, troubles: Collection[Trouble]) -> None:
        """None of them stands in the way: neither what this process met nor what one before it did."""
        if not self._may_be_written:
            return
        try:
            async with self._database.transaction() as session:
                await session.execute(delete(TroubleRow).where(TroubleRow.name.in_(troubles)))
        except OUTAGES as error:
            _log.warning("a trouble is not written off now", type=type(error).__name__)
        else:
            self._may_be_written = False


async def troubles(session: AsyncSession) -> Sequence[Alarm]:
    """Those that were met within the hour and are not over."""
    rows = await session.execute(
        select(TroubleRow.name, TroubleRow.count, TroubleRow.latest_at)
        .where(TroubleRow.latest_at > func.now() - _FORGOTTEN_AFTER)
        .order_by(TroubleRow.name)
    )
    return [Alarm(name, count, latest_at) for name, count, latest_at in rows]


async def measure_troubles(session: AsyncSession) -> None:
    """Sets the metric of them."""
    found = {alarm.name for alarm in await troubles(session)}
    for trouble in Trouble:
        TROUBLES.labels(trouble.value).set(trouble.value in found)

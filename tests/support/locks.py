"""Seeing that somebody waits for a lock, where a test would otherwise wait for time to pass."""

from sqlalchemy import text

from chassis.database import Database
from tests.support.eventually import eventually

WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = :lock"
)


async def somebody_waits(database: Database, lock: str = "transactionid") -> None:
    """Returns as soon as a connection to this database waits for a lock of that kind.

    The kinds are PostgreSQL's names; who waits for a row waits for the transaction that holds it.
    """

    async def waiting() -> None:
        async with database.reading() as session:
            assert await session.scalar(WAITING, {"lock": lock})

    await eventually(waiting, within=20)

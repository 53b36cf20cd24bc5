"""How far a service is behind, as operators see it."""

from sqlalchemy import text

from tests.faults.conftest import Ledger
from tests.support.eventually import eventually


async def test_operators_see_how_far_a_service_is_behind_and_when_it_has_caught_up(ledger: Ledger) -> None:
    async def behind(number: int) -> None:
        rows = await ledger.rows("SELECT topic, lag, now() - measured_at AS age FROM consumer_lag")
        assert [(row["topic"], row["lag"]) for row in rows] == [("deposits", number)]
        assert rows[0]["age"].total_seconds() < 10

    await ledger.deposit("one", 1, "1")
    await ledger.worker()
    await eventually(lambda: behind(0), within=20)
    async with ledger.database.transaction() as session:
        await session.execute(text("LOCK TABLE history"))
        for version in range(2, 5):
            await ledger.deposit("one", version, str(version))
        await eventually(lambda: behind(3), within=15)
    await eventually(lambda: behind(0), within=15)

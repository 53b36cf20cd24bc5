"""G2: one effect for each event, however often it is delivered. G3: in the order of versions."""

import signal

import pytest

from tests.faults.conftest import Ledger
from tests.support.eventually import eventually


async def _settled(ledger: Ledger, consumed: int) -> None:
    assert (await ledger.fates())["consumed"] >= consumed


@pytest.mark.parametrize("failpoint", ["consumer.before_commit", "consumer.after_commit"])
async def test_g2_a_worker_killed_around_its_commit_leaves_each_effect_once(
    ledger: Ledger, failpoint: str
) -> None:
    for version in range(1, 11):
        await ledger.deposit("anna", version, str(version), type="deposit.noted")
    await ledger.killed_at(failpoint)
    await ledger.worker()
    # Behind all that comes again: when it is there, they have been there before.
    await ledger.deposit("anna", 11, "11", type="deposit.noted")

    async def all_there() -> None:
        assert await ledger.history("anna") == [str(version) for version in range(1, 12)]

    await eventually(all_there, within=25)

    async def receipts() -> None:
        assert len({event_id for _, event_id, _ in await ledger.published("receipts")}) == 11

    await eventually(receipts, within=15)


async def test_g2_an_event_delivered_twice_has_its_effect_once(ledger: Ledger) -> None:
    await ledger.worker()
    event_id = await ledger.deposit("anna", 0, "5", type="deposit.noted")
    await eventually(lambda: _settled(ledger, 1), within=20)
    await ledger.deposit("anna", 0, "5", event_id=event_id, type="deposit.noted")
    await ledger.deposit("anna", 0, "6", type="deposit.noted")
    await eventually(lambda: _settled(ledger, 3), within=20)
    assert await ledger.history("anna") == ["5", "6"]
    assert (await ledger.fates())["duplicate"] == 1


async def test_g3_an_older_version_that_comes_late_changes_nothing(ledger: Ledger) -> None:
    await ledger.worker()
    for version in (1, 3, 2, 4):
        await ledger.deposit("anna", version, str(version))
    await eventually(lambda: _settled(ledger, 4), within=20)
    assert await ledger.history("anna") == ["1", "3", "4"]
    assert (await ledger.fates())["stale"] == 1


async def test_g2_a_worker_that_stops_in_order_leaves_the_group_and_loses_nothing(ledger: Ledger) -> None:
    first = await ledger.worker()
    for version in range(1, 51):
        await ledger.deposit(f"account-{version % 5}", version, str(version))
        if version == 25:
            await eventually(lambda: _settled(ledger, 1), within=20)
            first.send_signal(signal.SIGTERM)
    assert await first.wait() == 0
    await ledger.worker()
    await eventually(lambda: _settled(ledger, 50), within=20)
    (row,) = await ledger.rows("SELECT count(*)::int AS n FROM history")
    assert row["n"] == 50


async def test_g2_connections_that_the_database_ends_are_waited_out(ledger: Ledger) -> None:
    await ledger.worker()
    await ledger.deposit("anna", 1, "1")
    await eventually(lambda: _settled(ledger, 1), within=20)
    await ledger.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await ledger.deposit("anna", 2, "2")

    async def both() -> None:
        assert await ledger.history("anna") == ["1", "2"]

    await eventually(both, within=20)
    fates = await ledger.fates()
    assert fates["parked"] == fates["dead_lettered"] == 0

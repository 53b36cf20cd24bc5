"""G3, G4: what comes before that which it follows is parked within its batch, and its key keeps its order."""

from datetime import datetime
from itertools import count, islice
from zlib import crc32

import pytest

from chassis.events.lanes import LANES
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually

_REASONS = "SELECT reason FROM parked ORDER BY id"
# Both columns hold the moment in which their transaction began.
_TAKEN_IN_WITH_IT = "SELECT count(*) FROM inbox WHERE received_at = (SELECT parked_at FROM parked)"


def _lane_mates(account: str, number: int) -> list[str]:
    """Other accounts that wait in the same queue."""
    lane = crc32(account.encode()) % LANES
    names = (f"mate-{n}" for n in count() if crc32(f"mate-{n}".encode()) % LANES == lane)
    return list(islice(names, number))


async def test_g4_what_comes_too_early_is_parked_in_the_transaction_of_its_batch(ledger: Ledger) -> None:
    mates = _lane_mates("anna", 60)
    for mate in mates[:30]:
        await ledger.deposit(mate, 1, "1", type="deposit.noted")
    await ledger.deposit("anna", 1, "after berta", type="deposit.noted")
    for mate in mates[30:]:
        await ledger.deposit(mate, 1, "1", type="deposit.noted")
    await ledger.worker()

    async def all_but_anna() -> None:
        fates = await ledger.fates()
        assert (fates["applied"], fates["parked"]) == (60, 1)

    await eventually(all_but_anna, within=20)
    (together,) = await ledger.rows(_TAKEN_IN_WITH_IT)
    assert together["count"] > 10, "it cost the others their transaction"


@pytest.mark.parametrize("type", ["deposit.noted", "deposit.made"])
async def test_g3_what_follows_of_the_key_waits_behind_what_came_too_early(ledger: Ledger, type: str) -> None:
    for version, amount in enumerate(("after berta", "2", "3"), start=1):
        await ledger.deposit("anna", version, amount, type=type)
    await ledger.deposit("carl", 1, "1", type=type)
    await ledger.worker()

    async def parked(number: int) -> None:
        assert await ledger.history("carl") == ["1"]
        assert (await ledger.fates())["parked"] == number

    await eventually(lambda: parked(3), within=20)
    await ledger.deposit("anna", 4, "4", type=type)
    await eventually(lambda: parked(4))
    assert await ledger.history("anna") == []
    waiting = await ledger.rows(_REASONS)
    assert [row["reason"] for row in waiting[1:]] == ["behind a parked message"] * 3

    await ledger.deposit("berta", 1, "1", type=type)

    async def all_there() -> None:
        assert await ledger.history("anna") == ["after berta", "2", "3", "4"]
        fates = await ledger.fates()
        assert (fates["parked"], fates["applied"], fates["dead_lettered"]) == (0, 6, 0)

    await eventually(all_there, within=20)


async def test_g4_what_never_comes_leaves_its_follower_parked_with_growing_pauses(ledger: Ledger) -> None:
    await ledger.worker()
    await ledger.deposit("anna", 1, "after nobody", type="deposit.noted")

    async def parked() -> None:
        assert await ledger.rows("SELECT 1 FROM parked")

    await eventually(parked, within=20)
    for attempts in range(1, 5):
        # It has been tried so often, and its pause is over.
        [begun] = await ledger.rows(
            f"UPDATE parked SET attempts = {attempts}, next_attempt_at = now() RETURNING now() AS at"
        )

        async def put_off(attempts: int = attempts, begun: datetime = begun["at"]) -> None:
            [row] = await ledger.rows("SELECT attempts, next_attempt_at FROM parked")
            assert row["attempts"] > attempts
            assert (row["next_attempt_at"] - begun).total_seconds() >= 2**attempts

        await eventually(put_off)
    fates = await ledger.fates()
    assert (fates["consumed"], fates["parked"], fates["dead_lettered"]) == (1, 1, 0)

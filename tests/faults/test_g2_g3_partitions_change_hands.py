"""G2 and G3 while partitions go from one worker to another."""

import signal

from tests.faults.conftest import Ledger
from tests.support.eventually import eventually

ACCOUNTS = [f"account-{number}" for number in range(8)]


async def _deposit(ledger: Ledger, versions: range) -> None:
    for version in versions:
        for account in ACCOUNTS:
            await ledger.deposit(account, version, str(version))


async def _each_has(ledger: Ledger, versions: range) -> None:
    for account in ACCOUNTS:
        assert await ledger.history(account) == [str(version) for version in versions]
    await ledger.fates()


async def test_g3_a_second_worker_takes_its_share_and_every_account_keeps_its_order(ledger: Ledger) -> None:
    first = await ledger.worker()
    await _deposit(ledger, range(1, 6))
    await eventually(lambda: _each_has(ledger, range(1, 6)), within=20)
    await ledger.worker()
    await _deposit(ledger, range(6, 16))
    await eventually(lambda: _each_has(ledger, range(1, 16)), within=30)
    first.send_signal(signal.SIGTERM)
    await _deposit(ledger, range(16, 21))
    assert await first.wait() == 0
    await eventually(lambda: _each_has(ledger, range(1, 21)), within=30)


async def test_g2_what_a_killed_worker_had_in_hand_is_done_once_by_the_other(ledger: Ledger) -> None:
    killed = await ledger.worker("consumer.after_commit:3")
    await ledger.worker()
    versions = 0

    async def died_at_work() -> None:
        nonlocal versions
        versions += 1
        await _deposit(ledger, range(versions, versions + 1))
        assert killed.returncode == -signal.SIGKILL

    await eventually(died_at_work, within=25)
    await eventually(lambda: _each_has(ledger, range(1, versions + 1)), within=30)

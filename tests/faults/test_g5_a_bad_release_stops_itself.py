"""A release that finds everything invalid stops before it has diverted everything."""

import httpx

from deploy.local.ports import free_port
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually


async def test_g5_too_many_dead_letters_halt_the_consumer_and_the_next_start_goes_on(ledger: Ledger) -> None:
    for version in range(1, 141):
        await ledger.deposit(f"account-{version % 7}", version, "invalid")
    port = free_port()
    worker = await ledger.worker(PRIVATE_PORT=str(port))

    async def not_ready() -> None:
        async with httpx.AsyncClient() as client:
            try:
                answer = await client.get(f"http://127.0.0.1:{port}/readyz")
            except httpx.TransportError:
                raise AssertionError("not listening yet") from None
        assert answer.status_code == 503
        assert "dead letters" in answer.text

    await eventually(not_ready, within=25)
    fates = await ledger.fates()
    assert 90 <= fates["dead_lettered"] <= 100
    assert worker.returncode is None
    worker.terminate()
    assert await worker.wait() == 0
    await ledger.worker()

    async def all_accounted_for() -> None:
        assert (await ledger.fates())["dead_lettered"] == 140

    await eventually(all_accounted_for, within=25)

"""G1 while there is no broker. The test has a broker of its own, since it takes it away."""

import asyncio
import signal

from deploy.local.kafka import EmbeddedKafka
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.processes import stopped

PATIENCE_S = 25  # ten on a machine with nothing else to do; Kafka's client alone would wait for forty


async def _outbox(ledger: Ledger, count: int) -> None:
    assert len(await ledger.rows("SELECT id FROM outbox")) == count


async def test_g1_events_wait_for_a_broker_that_died_and_the_worker_can_stop_meanwhile(
    lonely: Ledger, broker: EmbeddedKafka
) -> None:
    patient, impatient = await lonely.worker(), await lonely.worker()
    await lonely.publish_receipts(range(5))
    await eventually(lambda: _outbox(lonely, 0), within=25)
    await eventually(lambda: lonely.is_ready(impatient), within=25)
    await broker.kill()
    await lonely.publish_receipts(range(5, 10))
    await _outbox(lonely, 5)
    impatient.terminate()
    async with asyncio.timeout(PATIENCE_S):
        assert await impatient.wait() == 0
    await broker.start()
    await eventually(lambda: _outbox(lonely, 0), within=40)
    await lonely.receipts_arrived(10)
    assert patient.returncode is None


async def test_a_worker_stops_in_order_within_ten_seconds_of_a_broker_that_answers_nothing(
    lonely: Ledger, broker: EmbeddedKafka
) -> None:
    worker = await lonely.worker()
    await lonely.publish_receipts(range(5))
    await lonely.deposit("account", 1, "1")
    await eventually(lambda: _outbox(lonely, 0), within=25)
    with stopped(broker.pid):
        await lonely.publish_receipts(range(5, 10))
        await lonely.rows("SELECT pg_sleep(1)")
        worker.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_S):
            assert await worker.wait() == 0

"""G1 while there is no broker. The test has a broker of its own, since it takes it away."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.local.kafka import EmbeddedKafka
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.ledger_service.service import ReceiptWritten
from tests.support.servers import Stack


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[EmbeddedKafka]:
    kafka = EmbeddedKafka(tmp_path / "kafka")
    await kafka.start()
    yield kafka
    await kafka.stop()


@pytest.fixture
async def lonely(
    stack: Stack, broker: EmbeddedKafka, database_url: str, topic_prefix: str, tmp_path: Path
) -> AsyncIterator[Ledger]:
    ledger = Ledger(Stack(broker.bootstrap, stack.postgres, None), database_url, topic_prefix, tmp_path)
    await ledger.open()
    yield ledger
    await ledger.close()


async def _publish(ledger: Ledger, numbers: range) -> None:
    for number in numbers:
        await ledger.publish(ReceiptWritten(amount=str(number)), "one", number)


async def _outbox(ledger: Ledger, count: int) -> None:
    assert len(await ledger.rows("SELECT id FROM outbox")) == count


async def _arrived(ledger: Ledger, count: int) -> None:
    amounts = list(dict.fromkeys(value for _, _, value in await ledger.published("receipts")))
    assert amounts == [ReceiptWritten(amount=str(number)).value() for number in range(count)]


async def test_g1_events_wait_for_a_broker_that_died_and_the_worker_can_stop_meanwhile(
    lonely: Ledger, broker: EmbeddedKafka
) -> None:
    patient, impatient = await lonely.worker(), await lonely.worker()
    await _publish(lonely, range(5))
    await eventually(lambda: _outbox(lonely, 0), within=25)
    await broker.kill()
    await _publish(lonely, range(5, 10))
    await _outbox(lonely, 5)
    impatient.terminate()
    async with asyncio.timeout(25):
        assert await impatient.wait() == 0
    await broker.start()
    await eventually(lambda: _outbox(lonely, 0), within=40)
    await _arrived(lonely, 10)
    assert patient.returncode is None

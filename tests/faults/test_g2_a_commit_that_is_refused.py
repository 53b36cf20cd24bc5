"""G2: only what Kafka has acknowledged counts as committed."""

import asyncio

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupCoordinatorNotAvailableError

from chassis.events.consumer import Consumer
from chassis.events.messages import Record
from tests.faults.conftest import Ledger
from tests.support.eventually import eventually
from tests.support.ledger_service.service import SERVICE

# Of no subscription, so never this consumer's: as one that was given away while its records were under way.
LOST = Record("receipts", 0, 4711, "key", {}, b"")


async def test_g2_a_partition_that_was_lost_keeps_no_other_from_being_committed(ledger: Ledger) -> None:
    consumer = Consumer("ledger", ledger.database, ledger.settings, SERVICE.subscriptions)
    stopping = asyncio.Event()
    running = asyncio.create_task(consumer.run(stopping))
    admin = AIOKafkaAdminClient(bootstrap_servers=ledger.settings.kafka_bootstrap_servers)
    await admin.start()

    async def committed(number: int) -> None:
        try:
            offsets = await admin.list_consumer_group_offsets(f"{ledger.prefix}stammkunde.ledger")
        except GroupCoordinatorNotAvailableError:
            raise AssertionError("the first group of a new broker waits for its coordinator") from None
        assert sum(found.offset for found in offsets.values()) == number
        assert TopicPartition(ledger.prefix + LOST.topic, LOST.partition) not in offsets

    try:
        await ledger.deposit("one", 1, "1")
        await eventually(lambda: committed(1), within=20)
        consumer._offsets.fetched(LOST)
        consumer._offsets.finished(LOST)
        await ledger.deposit("one", 2, "2")
        await eventually(lambda: committed(2), within=5)
    finally:
        stopping.set()
        await running
        await admin.close()

"""The log of `import-rows` in Kafka: where it ends, what customers has read of it, and cutting it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from chassis.events.topics import kafka_options
from chassis.settings import ServiceSettings

TOPIC = "import-rows"
READER = "stammkunde.customers"


class RowsLog:
    """Offsets are per partition. Raises aiokafka's `KafkaError` while the cluster is away."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._options = kafka_options(settings)
        self._topic = settings.topic_prefix + TOPIC
        self._reader = settings.topic_prefix + READER

    async def ends(self) -> dict[int, int]:
        """The offset that the next record of each partition gets."""
        consumer = AIOKafkaConsumer(**self._options, enable_auto_commit=False)
        await consumer.start()
        try:
            numbers = await self._partitions()
            offsets = await consumer.end_offsets([TopicPartition(self._topic, n) for n in numbers])
        finally:
            await consumer.stop()
        return {partition.partition: offset for partition, offset in offsets.items()}

    async def read_by_customers(self) -> dict[int, int]:
        """The committed offsets of the customers service; a partition it has never committed is missing."""
        async with self._admin() as admin:
            offsets = await admin.list_consumer_group_offsets(self._reader)
        return {
            partition.partition: committed.offset
            for partition, committed in offsets.items()
            if partition.topic == self._topic and committed.offset >= 0
        }

    async def cut(self, before: Mapping[int, int]) -> None:
        """Deletes the records before these offsets; the files follow with the segments that are wholly below."""
        async with self._admin() as admin:
            await admin.delete_records(
                {
                    TopicPartition(self._topic, partition): RecordsToDelete(offset)
                    for partition, offset in before.items()
                }
            )

    async def _partitions(self) -> list[int]:
        async with self._admin() as admin:
            (topic,) = await admin.describe_topics([self._topic])
        return [partition["partition"] for partition in topic["partitions"]]

    @asynccontextmanager
    async def _admin(self) -> AsyncIterator[Any]:
        admin = AIOKafkaAdminClient(**self._options)
        await admin.start()
        try:
            yield admin
        finally:
            await admin.close()

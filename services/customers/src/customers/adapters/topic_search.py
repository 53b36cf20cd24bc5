"""Reading topics from their beginning, to see that a deleted customer is in none of them any more."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.partitioner import DefaultPartitioner

from chassis.events.topics import kafka_options
from customers.settings import Settings

TERMINAL = "customer.deleted"
_DEFAULT_RETENTION_CHECK = timedelta(minutes=5)
_SILENCE_S = 30.0


class SearchUnfinished(Exception):
    """The end of a partition was not reached; nothing can be said about it now."""


@dataclass
class Found:
    """Keys that have terminal records, and keys that have any other."""

    terminal: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)


async def search_topic(settings: Settings, topic: str, keys: Collection[str]) -> Found:
    """What the partitions of these keys hold of them, read from the beginning to the end as it is now.

    Raises SearchUnfinished and what the Kafka client raises.
    """
    found = Found()
    if not keys:
        return found
    wanted = {key.encode(): key for key in keys}
    partitions = await _partitions_of(settings, settings.topic_prefix + topic, wanted)
    consumer = AIOKafkaConsumer(
        **kafka_options(settings), enable_auto_commit=False, auto_offset_reset="earliest", check_crcs=False
    )
    await consumer.start()
    try:
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        await _read_to_the_end(consumer, partitions, wanted, found)
    finally:
        await consumer.stop()
    return found


async def _read_to_the_end(
    consumer: AIOKafkaConsumer, partitions: list[TopicPartition], wanted: Mapping[bytes, str], found: Found
) -> None:
    ends = await consumer.end_offsets(partitions)
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + _SILENCE_S
    while unread := [p for p in partitions if await consumer.position(p) < ends[p]]:
        batches = await consumer.getmany(*unread, timeout_ms=1000)
        if batches:
            give_up_at = loop.time() + _SILENCE_S
        elif loop.time() > give_up_at:
            raise SearchUnfinished
        for record in (record for records in batches.values() for record in records):
            if key := wanted.get(record.key):
                is_terminal = dict(record.headers).get("ce_type") == TERMINAL.encode()
                (found.terminal if is_terminal else found.other).add(key)
        await asyncio.sleep(0)


async def _partitions_of(settings: Settings, topic: str, keys: Collection[bytes]) -> list[TopicPartition]:
    """The partitions that the producers' default partitioner (murmur2) gives these keys."""
    admin = AIOKafkaAdminClient(**kafka_options(settings))
    await admin.start()
    try:
        (described,) = await admin.describe_topics([topic])
    finally:
        await admin.close()
    numbers = sorted(partition["partition"] for partition in described["partitions"])
    if not numbers:
        raise SearchUnfinished
    partitioner = DefaultPartitioner()
    return [TopicPartition(topic, number) for number in {partitioner(key, numbers, numbers) for key in keys}]


async def retention_check(settings: Settings) -> timedelta:
    """How long the broker takes to remove a segment that was cut off (`log.retention.check.interval.ms`)."""
    admin = AIOKafkaAdminClient(**kafka_options(settings))
    await admin.start()
    try:
        cluster = await admin.describe_cluster()
        broker = str(cluster["brokers"][0]["node_id"])
        answers = await admin.describe_configs([ConfigResource(ConfigResourceType.BROKER, broker)])
    finally:
        await admin.close()
    for answer in answers:
        for resource in answer.resources:
            for entry in resource[4]:
                if entry[0] == "log.retention.check.interval.ms":
                    return timedelta(milliseconds=int(entry[1]))
    return _DEFAULT_RETENTION_CHECK

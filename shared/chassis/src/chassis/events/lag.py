"""How far a service is behind what others have published."""

import asyncio
from collections.abc import Iterable
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from chassis.settings import ServiceSettings

from .topics import group_of, kafka_options


class LagReader:
    """Connections to Kafka, for as long as the block runs, that compare ends with what the group has committed."""

    def __init__(self, settings: ServiceSettings, service: str, topics: Iterable[str]) -> None:
        self._group = group_of(settings, service)
        self._topics = {settings.topic_prefix + topic: topic for topic in topics}
        self._consumer = AIOKafkaConsumer(**kafka_options(settings))
        self._admin = AIOKafkaAdminClient(**kafka_options(settings))

    async def __aenter__(self) -> Self:
        try:
            await self._consumer.start()
            await self._admin.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(self._consumer.stop(), self._admin.close(), return_exceptions=True)

    async def read(self) -> dict[str, int]:
        """Per topic the records behind which the group is, in all partitions, whoever of the group has them.

        Records that compaction has removed since are counted: at most so many are to come.
        """
        places = [
            TopicPartition(described["topic"], partition["partition"])
            for described in await self._admin.describe_topics(list(self._topics))
            for partition in described["partitions"]
        ]
        committed = await self._admin.list_consumer_group_offsets(self._group)
        beginnings = await self._consumer.beginning_offsets(places)
        ends = await self._consumer.end_offsets(places)
        lag = dict.fromkeys(self._topics.values(), 0)
        for place in places:
            known = committed[place].offset if place in committed else 0
            lag[self._topics[place.topic]] += max(ends[place] - max(known, beginnings[place]), 0)
        return lag

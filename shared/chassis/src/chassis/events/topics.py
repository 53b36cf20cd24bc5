"""Topics as this system wants them, and the client options that all of its Kafka clients share."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError
from aiokafka.helpers import create_ssl_context

from chassis.logs import get_logger
from chassis.settings import ServiceSettings

_DAY_MS = 24 * 3600 * 1000
_log = get_logger(__name__)


@dataclass(frozen=True)
class Topic:
    """A topic that a service owns. `retention_ms` is for `delete` alone."""

    name: str
    cleanup: Literal["compact", "delete"] = "delete"
    retention_ms: int | None = None

    def options(self, settings: ServiceSettings) -> dict[str, str]:
        """Uncompressed, so that a search in the files for somebody's name proves something."""
        options = {
            "cleanup.policy": self.cleanup,
            "compression.type": "uncompressed",
            "segment.ms": str(settings.topic_segment_ms),
            "file.delete.delay.ms": str(settings.topic_file_delete_delay_ms),
        }
        if self.cleanup == "compact":
            # The lag overrides the dirty ratio: the cleaner runs however little there is to clean.
            options["max.compaction.lag.ms"] = str(settings.topic_max_compaction_lag_ms)
            options["min.cleanable.dirty.ratio"] = "0.01"
        elif self.retention_ms is not None:
            options["retention.ms"] = str(self.retention_ms)
        return options


def dead_letter_topic(service: str) -> Topic:
    """Where a service says which messages it could not use: coordinates and reason, never the bytes."""
    return Topic(f"{service}.dlq", retention_ms=14 * _DAY_MS)


def group_of(settings: ServiceSettings, service: str) -> str:
    """The consumer group in which the workers of a service share what they read."""
    return f"{settings.topic_prefix}stammkunde.{service}"


def kafka_options(settings: ServiceSettings) -> dict[str, Any]:
    """Where the cluster is and how to speak to it; for every aiokafka client."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.kafka_bootstrap_servers,
        "security_protocol": settings.kafka_security_protocol,
    }
    if settings.kafka_security_protocol in ("SSL", "SASL_SSL"):
        options["ssl_context"] = create_ssl_context(cafile=settings.kafka_ssl_cafile)
    if settings.kafka_security_protocol.startswith("SASL"):
        options["sasl_mechanism"] = settings.kafka_sasl_mechanism
        options["sasl_plain_username"] = settings.kafka_sasl_username
        options["sasl_plain_password"] = settings.kafka_sasl_password
    return options


async def ensure_topics(settings: ServiceSettings, topics: Sequence[Topic]) -> None:
    """Creates those that are missing; leaves the others as they are. Waits for a broker that is away."""
    wanted = [
        NewTopic(
            settings.topic_prefix + topic.name,
            settings.topic_partitions,
            settings.topic_replication,
            topic_configs=topic.options(settings),
        )
        for topic in topics
    ]
    while True:
        try:
            existing = await _names(settings)
            missing = [topic for topic in wanted if topic.name not in existing]
            if not missing:
                return
            await _create(settings, missing)
        except (KafkaError, OSError) as error:
            _log.warning("waiting for kafka", type=type(error).__name__)
            await asyncio.sleep(0.5)


async def wait_for_topics(settings: ServiceSettings, names: Iterable[str]) -> None:
    """Returns when all of them exist: a consumer that subscribes earlier learns of them minutes later."""
    wanted = {settings.topic_prefix + name for name in names}
    while True:
        try:
            if wanted <= await _names(settings):
                return
        except (KafkaError, OSError) as error:
            _log.warning("waiting for kafka", type=type(error).__name__)
        await asyncio.sleep(0.3)


async def _create(settings: ServiceSettings, topics: list[NewTopic]) -> None:
    admin = AIOKafkaAdminClient(**kafka_options(settings))
    await admin.start()
    try:
        answer: Any = await admin.create_topics(topics)
    finally:
        await admin.close()
    for name, code, *_ in answer.topic_errors:
        if code not in (0, TopicAlreadyExistsError.errno):
            _log.error("topic was not created", topic=name, code=code)
            raise KafkaError(f"topic {name} was not created, error {code}")


async def _names(settings: ServiceSettings) -> set[str]:
    admin = AIOKafkaAdminClient(**kafka_options(settings))
    await admin.start()
    try:
        return set(await admin.list_topics())
    finally:
        await admin.close()

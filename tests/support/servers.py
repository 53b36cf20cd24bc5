"""The servers of a test run: one PostgreSQL and one Kafka, started once, whoever asks for them."""

import asyncio
import shutil
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.kafka import EmbeddedKafka
from deploy.local.postgres import EmbeddedPostgres
from tests.support.places import new_directory


@dataclass(frozen=True)
class Stack:
    """Where the servers of this run are."""

    kafka: str
    """Bootstrap servers."""
    postgres: str
    """`postgresql://…` of the superuser's own database."""
    kafka_files: Path | None
    """Kafka's data on this machine; None where it is inside a container."""


class LocalServers:
    """The embedded parts of `make run`, without the care for a power cut.

    They live in the loop of a thread of their own: the tests have a new loop each.
    """

    def __init__(self, *, shared_buffers: str = "96MB") -> None:
        self._directory = new_directory()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._kafka = EmbeddedKafka(self._directory / "kafka")
        self._postgres = EmbeddedPostgres(
            self._directory / "postgres", durable=False, shared_buffers=shared_buffers
        )
        self.kafka_files = self._directory / "kafka"

    @property
    def kafka(self) -> str:
        return self._kafka.bootstrap

    @property
    def postgres(self) -> str:
        return self._postgres.url("postgres")

    def start(self) -> None:
        self._thread.start()
        self._run(_both(self._kafka.start(), self._postgres.start()))

    def stop(self) -> None:
        self._run(_both(self._kafka.stop(), self._postgres.stop()))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        shutil.rmtree(self._directory, ignore_errors=True)

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _both(first: Coroutine[Any, Any, None], second: Coroutine[Any, Any, None]) -> None:
    await asyncio.gather(first, second)

"""A ledger whose worker can be killed, fed over Kafka, and looked into afterwards."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from chassis import migrations
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.events.published import PublishedEvent
from chassis.events.topics import ensure_topics
from deploy.local.kafka import EmbeddedKafka
from deploy.local.ports import free_port
from tests.support.ledger_service.service import SERVICE, DepositMade, ReceiptWritten, Settings
from tests.support.servers import Stack


class Ledger:
    """`worker()` starts the real process; `deposit` and `raw` send records as another service would."""

    def __init__(self, stack: Stack, url: str, prefix: str, logs: Path) -> None:
        self.url = url
        self.prefix = prefix
        self.environment = {
            "DATABASE_URL_LEDGER": url,
            "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
            "TOPIC_PREFIX": prefix,
            "TOPIC_PARTITIONS": "2",
        }
        self.settings = Settings.model_validate(
            {name.lower(): value for name, value in self.environment.items() if name != "DATABASE_URL_LEDGER"}
            | {"database_url": url}
        )
        self.database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), "ledger")
        self._logs = logs
        self._workers: list[asyncio.subprocess.Process] = []
        self._producer = AIOKafkaProducer(bootstrap_servers=stack.kafka, acks="all")

    async def open(self) -> None:
        await migrations.upgrade(self.settings.database_url, SERVICE.migrations)
        await ensure_topics(self.settings, SERVICE.topics)
        await self._producer.start()

    async def close(self) -> None:
        for worker in self._workers:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        await self._producer.stop()
        await self.database.close()

    async def worker(self, failpoint: str = "", **environment: str) -> asyncio.subprocess.Process:
        with (self._logs / f"worker-{len(self._workers)}.log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.support.ledger_service",
                "worker",
                env=os.environ
                | self.environment
                | {"FAILPOINT": failpoint, "PRIVATE_PORT": str(free_port())}
                | environment,
                stdout=log,
                stderr=log,
            )
        self._workers.append(process)
        return process

    async def is_ready(self, worker: asyncio.subprocess.Process) -> None:
        """The worker has begun to work; before, a signal ends it as it ends any program that is still starting."""
        log = self._logs / f"worker-{self._workers.index(worker)}.log"
        assert '"ready"' in log.read_text()

    async def killed_at(self, failpoint: str) -> None:
        """Starts a worker and returns when the failpoint has killed it."""
        worker = await self.worker(failpoint)
        async with asyncio.timeout(90):
            assert await worker.wait() == -signal.SIGKILL

    async def deposit(
        self, account: str, version: int, amount: str, *, event_id: str = "", type: str = "deposit.made"
    ) -> str:
        """Sends one event; returns its id."""
        event_id = event_id or str(uuid4())
        headers = {
            "ce_id": event_id,
            "ce_type": type,
            "ce_source": "/tests",
            "ce_subject": account,
            "ce_time": "2026-11-01T10:00:00+00:00",
            "ce_sequence": str(version),
        }
        value = DepositMade(amount=amount).value()
        await self.raw(account.encode(), value, [(name, text.encode()) for name, text in headers.items()])
        return event_id

    async def raw(self, key: bytes, value: bytes | None, headers: list[tuple[str, bytes]]) -> None:
        await self._producer.send_and_wait(self.prefix + "deposits", value, key=key, headers=headers)

    async def publish(self, event: PublishedEvent, subject: str, sequence: int) -> None:
        """As an api of the service would: in a transaction of its own, in another process than the worker."""
        async with self.database.transaction() as session:
            await Outbox(session).publish(event, subject=subject, sequence=sequence)

    async def publish_receipts(self, numbers: range) -> None:
        """The receipts of these numbers, in their order, under one key."""
        for number in numbers:
            await self.publish(ReceiptWritten(amount=str(number)), "one", number)

    async def receipts_arrived(self, count: int) -> None:
        """Those from 0 on were published in order and none else; again, perhaps, but the last is the last."""
        assert await self.rows("SELECT id FROM outbox") == []
        amounts = [value for _, _, value in await self.published("receipts")]
        distinct = list(dict.fromkeys(amounts))
        assert distinct == [ReceiptWritten(amount=str(number)).value() for number in range(count)]
        assert amounts[-1] == distinct[-1]

    async def rows(self, query: str) -> list[Any]:
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    async def history(self, account: str) -> list[str]:
        """The amounts of the account's effects, in the order in which they happened."""
        rows = await self.rows("SELECT account, amount FROM history ORDER BY id")
        return [row["amount"] for row in rows if row["account"] == account]

    async def fates(self) -> Counter[str]:
        """What became of the deposits, with the equation of G5 and the two tables checked."""
        rows = await self.rows("SELECT outcome, sum(count)::int AS n FROM consumption GROUP BY outcome")
        fates = Counter({row["outcome"]: row["n"] for row in rows})
        (held,) = await self.rows(
            "SELECT (SELECT count(*) FROM parked) AS parked, (SELECT count(*) FROM dead_letters) AS dead"
        )
        others = ("applied", "duplicate", "stale", "parked", "dead_lettered")
        assert fates["consumed"] == sum(fates[name] for name in others), fates
        assert (fates["parked"], fates["dead_lettered"]) == (held["parked"], held["dead"])
        return fates

    async def published(self, topic: str) -> list[tuple[str, str, bytes]]:
        """Every record of a topic: key, event id, value."""
        consumer = AIOKafkaConsumer(
            self.prefix + topic,
            bootstrap_servers=self.environment["KAFKA_BOOTSTRAP_SERVERS"],
            auto_offset_reset="earliest",
        )
        await consumer.start()
        try:
            records = []
            ends = await consumer.end_offsets(consumer.assignment())
            while any([await consumer.position(place) < end for place, end in ends.items()]):
                for batch in (await consumer.getmany(timeout_ms=200)).values():
                    records += batch
        finally:
            await consumer.stop()
        return [(r.key.decode(), dict(r.headers)["ce_id"].decode(), r.value) for r in records]


@pytest.fixture
async def ledger(stack: Stack, database_url: str, topic_prefix: str, tmp_path: Path) -> AsyncIterator[Ledger]:
    ledger = Ledger(stack, database_url, topic_prefix, tmp_path)
    await ledger.open()
    yield ledger
    await ledger.close()


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

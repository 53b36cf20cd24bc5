"""The importer in process, on a database and topics of its own; the test answers rows as customers would."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from chassis import migrations
from chassis.database import Database
from chassis.events.topics import Topic, ensure_topics
from chassis.process import Runtime, run_worker
from chassis.tokens import Actor, SigningKey, issue, key_set
from importer.bootstrap import SERVICE
from importer.settings import Settings, settings
from tests.support.apis import A_TEST, api_of, verifier_of
from tests.support.eventually import eventually
from tests.support.servers import Stack

CUSTOMERS_TOPICS = (
    Topic("customers", cleanup="compact"),
    Topic("import-results"),
    Topic("erasures", cleanup="compact"),
)
Answer = Callable[[dict[str, Any]], dict[str, Any] | None]


def created(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to a row that customers has created a customer from."""
    return {"outcome": "created", "customer_id": str(uuid4()), "number": 10_000 + request["row"]}


@dataclass
class Importer:
    """`desk` is a clerk's client. `requested` are the rows that reached customers, in order of arrival."""

    url: str
    environment: Settings
    database: Database
    desk: httpx.AsyncClient
    runtime: Runtime
    requested: list[dict[str, Any]] = field(default_factory=list)

    async def upload(self, content: bytes | str, **headers: str) -> dict[str, Any]:
        """The job of a file, once it is read."""
        file = content.encode() if isinstance(content, str) else content
        answer = await self.desk.post(
            "/api/imports", files={"file": ("kunden.csv", file, "text/csv")}, headers=headers
        )
        assert answer.status_code == 201, answer.text
        job_id = answer.json()["id"]
        return await self.until(job_id, lambda job: job["status"] != "reading")

    async def until(
        self, job_id: str, holds: Callable[[dict[str, Any]], bool], within: float = 20
    ) -> dict[str, Any]:
        """The job, as soon as it is so."""

        async def look() -> dict[str, Any]:
            job: dict[str, Any] = (await self.desk.get(f"/api/imports/{job_id}")).json()
            assert holds(job), job
            return job

        return await eventually(look, within)

    async def rows(self, job_id: str, **parameters: Any) -> list[dict[str, Any]]:
        """The first page of the job's rows."""
        answer = await self.desk.get(f"/api/imports/{job_id}/rows", params=parameters)
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def dump(self) -> str:
        """The whole database as text."""
        connection = await asyncpg.connect(self.url)
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        texts = [await connection.fetchval(f'SELECT json_agg(t)::text FROM "{name}" t') for (name,) in tables]
        await connection.close()
        return "".join(filter(None, texts))

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """The worker runs as long as the block does."""
        self.runtime.stopping.clear()
        worker = asyncio.create_task(run_worker(self.runtime))
        try:
            yield
        finally:
            self.runtime.stopping.set()
            await worker

    @asynccontextmanager
    async def answering(self, answer: Answer = created) -> AsyncIterator[None]:
        """Reads `import-rows` in customers' group and answers each row; None leaves it unanswered."""
        task = asyncio.create_task(self._answer(answer))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def publish(
        self, topic: str, type: str, data: dict[str, Any], *, key: str, sequence: int, event_id: str = ""
    ) -> None:
        """An event of customers."""
        producer = AIOKafkaProducer(bootstrap_servers=self.environment.kafka_bootstrap_servers)
        await producer.start()
        await self._send(producer, topic, type, data, key=key, sequence=sequence, event_id=event_id)
        await producer.stop()

    async def _answer(self, answer: Answer) -> None:
        prefix = self.environment.topic_prefix
        producer = AIOKafkaProducer(bootstrap_servers=self.environment.kafka_bootstrap_servers)
        consumer = AIOKafkaConsumer(
            f"{prefix}import-rows",
            bootstrap_servers=self.environment.kafka_bootstrap_servers,
            group_id=f"{prefix}stammkunde.customers",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        await producer.start()
        await consumer.start()
        try:
            while True:
                for records in (await consumer.getmany(timeout_ms=100)).values():
                    for record in records:
                        if dict(record.headers)["ce_type"] != b"import.row_requested":
                            continue
                        data = orjson.loads(record.value)
                        self.requested.append(data)
                        if (said := answer(data)) is not None:
                            done = {"job_id": data["job_id"], "row": data["row"]} | said
                            await self._send(
                                producer,
                                "import-results",
                                "import.row_done",
                                done,
                                key=record.key.decode(),
                                sequence=1,
                            )
                await consumer.commit()
        finally:
            await consumer.stop()
            await producer.stop()

    async def _send(
        self,
        producer: AIOKafkaProducer,
        topic: str,
        type: str,
        data: dict[str, Any],
        *,
        key: str,
        sequence: int,
        event_id: str = "",
    ) -> None:
        headers = {
            "ce_specversion": "1.0",
            "ce_id": event_id or str(uuid4()),
            "ce_type": type,
            "ce_source": "/stammkunde/customers",
            "ce_time": datetime.now(UTC).isoformat(),
            "ce_subject": key,
            "ce_sequence": str(sequence),
        }
        await producer.send(
            self.environment.topic_prefix + topic,
            orjson.dumps(data),
            key=key.encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )


@pytest.fixture
async def importer(
    stack: Stack, database_url: str, topic_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Importer]:
    for name, value in {
        "DATABASE_URL_IMPORTER": database_url,
        "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "TOPIC_PARTITIONS": "2",
        "TOPIC_SEGMENT_MS": "1000",
        "TOPIC_FILE_DELETE_DELAY_MS": "500",
        "PLACEHOLDER_EMAILS": "keine@schwimmschule.example",
        "IMPORT_HASH_KEY": "a key that only the tests know",
        "IMPORT_UNANSWERED_LIMIT": "200",
    }.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    environment = settings()
    await migrations.upgrade(environment.database_url, SERVICE.migrations)
    await ensure_topics(environment, (*SERVICE.topics, *CUSTOMERS_TOPICS))
    database = Database(environment.database_url, SERVICE.name)
    runtime = Runtime(SERVICE, environment, database, asyncio.Event())
    key = SigningKey.generate()
    verifier = verifier_of(lambda: key_set(key))
    api = api_of(SERVICE, environment, database, verifier)
    token = issue(key, Actor(uuid4(), "staff", None, "Jana"), A_TEST)
    transport = httpx.ASGITransport(api, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://importer", headers={"Authorization": f"Bearer {token}"}
    ) as desk:
        yield Importer(database_url, environment, database, desk, runtime)
    await api.state.broadcaster.close()
    await verifier.close()
    await database.close()
    settings.cache_clear()

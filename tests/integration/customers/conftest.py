"""Customers in process, on a database and topics of its own: its API, and its worker where a test asks for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from fastapi import FastAPI
from sqlalchemy import select

from chassis import migrations
from chassis.database import Database
from chassis.events.topics import Topic, ensure_topics
from chassis.http.app import create_private_app
from chassis.process import Runtime, run_worker
from chassis.tables import OutboxRow
from chassis.tokens import Actor, Role, SigningKey, issue, key_set
from customers.adapters import passwords
from customers.adapters.signing_keys import published_keys
from customers.bootstrap import SERVICE, prepare
from customers.settings import Settings, settings
from tests.support.apis import A_TEST, api_of, verifier_of
from tests.support.servers import Stack

OWNER = {"email": "inhaberin@schwimmschule.example", "password": "ein recht langes Passwort"}

NEIGHBOURS = (Topic("import-rows"), Topic("customer-accounts", cleanup="compact"), Topic("mail"))


@dataclass
class Customers:
    """`desk` is a clerk's client, `portal` that of somebody with a portal account, `outside` has no token."""

    url: str
    environment: Settings
    database: Database
    desk: httpx.AsyncClient
    portal: httpx.AsyncClient
    outside: httpx.AsyncClient
    private: httpx.AsyncClient
    runtime: Runtime
    made: list[UUID] = field(default_factory=list)

    async def create(self, **more: Any) -> dict[str, Any]:
        """A customer created by the desk."""
        answer = await self.desk.post("/api/customers", json=body(**more), params={"force": True})
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    async def read(self, customer_id: str) -> dict[str, Any]:
        """The customer as the desk sees it."""
        answer = await self.desk.get(f"/api/customers/{customer_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def found(self, q: str, **more: Any) -> set[str]:
        """The last or company names that a search finds."""
        answer = await self.desk.get("/api/customers", params={"q": q, "limit": 200, **more})
        assert answer.status_code == 200, answer.text
        return {item["last_name"] or item["company_name"] for item in answer.json()["items"]}

    async def told(self, topic: str = "customers") -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Headers and data of what waits to be published to a topic, in order."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(OutboxRow).filter_by(topic=topic).order_by(OutboxRow.id))
            return [(row.headers, orjson.loads(row.value)) for row in rows]

    async def dump(self) -> dict[str, str]:
        """Every table of the database as text, by name."""
        connection = await asyncpg.connect(self.url)
        tables = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        )
        dump = {
            name: str(await connection.fetchval(f'SELECT json_agg(t) FROM "{name}" t')) for (name,) in tables
        }
        await connection.close()
        return dump

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """The worker runs as long as the block does; its topics exist."""
        await ensure_topics(self.environment, NEIGHBOURS)
        self.runtime.stopping.clear()
        worker = asyncio.create_task(run_worker(self.runtime))
        try:
            yield
        finally:
            self.runtime.stopping.set()
            with suppress(asyncio.CancelledError):
                await worker

    async def publish(
        self,
        topic: str,
        type: str,
        data: dict[str, Any],
        *,
        key: str,
        sequence: int = 0,
        event_id: str | None = None,
    ) -> None:
        """A neighbour's event."""
        producer = AIOKafkaProducer(bootstrap_servers=self.environment.kafka_bootstrap_servers)
        await producer.start()
        headers = {
            "ce_specversion": "1.0",
            "ce_id": event_id or str(uuid4()),
            "ce_type": type,
            "ce_source": "/stammkunde/neighbour",
            "ce_time": datetime.now(UTC).isoformat(),
            "ce_subject": key,
            "ce_sequence": str(sequence),
        }
        await producer.send_and_wait(
            self.environment.topic_prefix + topic,
            orjson.dumps(data),
            key=key.encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )
        await producer.stop()

    async def records(self, topic: str) -> list[tuple[str, dict[str, str], dict[str, Any]]]:
        """Key, headers and data of all records of a topic, by partition and offset."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.environment.kafka_bootstrap_servers, enable_auto_commit=False
        )
        await consumer.start()
        name = self.environment.topic_prefix + topic
        partitions = [TopicPartition(name, number) for number in range(self.environment.topic_partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found = []
        while unread := [p for p in partitions if await consumer.position(p) < ends[p]]:
            for records in (await consumer.getmany(*unread, timeout_ms=500)).values():
                for record in records:
                    headers = {name: value.decode() for name, value in record.headers}
                    found.append((record.key.decode(), headers, orjson.loads(record.value)))
        await consumer.stop()
        return found


def body(**more: Any) -> dict[str, Any]:
    """A customer as the desk enters one; the address is a new one each time."""
    return {
        "salutation": "Frau",
        "first_name": "Käthe",
        "last_name": "Müller-Lüdenscheidt",
        "email": f"kaethe.{uuid4().hex[:12]}@example.org",
        "phone": "0171 1234567",
        "address": {"street": "Gänseweg 3", "postal_code": "24534", "city": "Neumünster", "country": "DE"},
    } | more


@pytest.fixture
async def customers(
    stack: Stack, database_url: str, topic_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Customers]:
    for name, value in {
        "DATABASE_URL_CUSTOMERS": database_url,
        "KAFKA_BOOTSTRAP_SERVERS": stack.kafka,
        "TOPIC_PREFIX": topic_prefix,
        "TOPIC_PARTITIONS": "2",
        "TOPIC_SEGMENT_MS": "1000",
        "TOPIC_MAX_COMPACTION_LAG_MS": "500",
        "TOPIC_FILE_DELETE_DELAY_MS": "500",
        "PLACEHOLDER_EMAILS": "keine@schwimmschule.example",
        "OWNER_EMAIL": OWNER["email"],
        "OWNER_PASSWORD": OWNER["password"],
        "BANK_DATA_KEYS": Fernet.generate_key().decode(),
        "ERASURE_POLL_MS": "200",
        "ERASURE_DEADLINE_S": "2",
        **{f"{name}_PRIVATE_URL": "http://127.0.0.1:9" for name in ("BILLING", "MESSAGING", "IMPORTER")},
    }.items():
        monkeypatch.setenv(name, value)
    # Each start hashes the owner's password; of the whole system it does so with the strength that it has.
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    settings.cache_clear()
    environment = settings()
    await migrations.upgrade(environment.database_url, SERVICE.migrations)
    database = Database(environment.database_url, SERVICE.name)
    runtime = Runtime(SERVICE, environment, database, asyncio.Event())
    await prepare(runtime)
    key = SigningKey.generate()

    async def published() -> dict[str, Any]:
        async with database.reading() as session:
            return key_set(key, *await published_keys(session))

    verifier = verifier_of(published)
    api = api_of(SERVICE, environment, database, verifier)
    private = create_private_app(runtime, verifier, with_routes=True)

    def client(app: FastAPI, role: Role | None = None) -> httpx.AsyncClient:
        headers = {}
        if role:
            actor = Actor(uuid4(), role, uuid4() if role == "customer" else None, "Jana")
            headers["Authorization"] = f"Bearer {issue(key, actor, A_TEST)}"
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://customers", headers=headers)

    async with (
        client(api, "staff") as desk,
        client(api, "customer") as portal,
        client(api) as outside,
        client(private) as private_client,
    ):
        yield Customers(database_url, environment, database, desk, portal, outside, private_client, runtime)
    await api.state.broadcaster.close()
    await verifier.close()
    await database.close()
    settings.cache_clear()

"""The whole service: api and worker, fed and read over Kafka."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from billing.bootstrap import SERVICE
from billing.settings import Settings
from chassis.events.topics import Topic, ensure_topics, kafka_options
from chassis.service import Runtime
from chassis.worker import run_worker
from tests.integration.billing.conftest import Billing, customer_snapshot, draft_body
from tests.support.eventually import BUSY, eventually
from tests.support.servers import Stack


@dataclass
class Neighbour:
    """The customers service as billing sees it: what it publishes, and what it reads of billing."""

    settings: Settings
    producer: AIOKafkaProducer

    async def publish(self, type: str, data: dict[str, Any], sequence: int, event_id: str = "") -> None:
        """One record on `customers`, acknowledged."""
        headers = {
            "ce_specversion": "1.0",
            "ce_id": event_id or str(uuid4()),
            "ce_type": type,
            "ce_source": "/stammkunde/customers",
            "ce_time": "2026-01-05T08:00:00+00:00",
            "ce_subject": data["customer_id"],
            "ce_sequence": str(sequence),
            "ce_dataschema": f"urn:stammkunde:schema:{type}",
            "content-type": "application/json",
        }
        await self.producer.send_and_wait(
            f"{self.settings.topic_prefix}customers",
            orjson.dumps(data),
            data["customer_id"].encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )

    async def read(self, topic: str, count: int) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """The first `count` records of a topic: headers and data."""
        consumer = AIOKafkaConsumer(
            f"{self.settings.topic_prefix}{topic}",
            auto_offset_reset="earliest",
            **kafka_options(self.settings),
        )
        await consumer.start()
        try:
            records = [await asyncio.wait_for(consumer.getone(), 10 * BUSY) for _ in range(count)]
        finally:
            await consumer.stop()
        return [
            ({k: v.decode() for k, v in record.headers}, orjson.loads(record.value)) for record in records
        ]


@pytest.fixture
async def customers(billing: Billing, stack: Stack, topic_prefix: str) -> AsyncIterator[Neighbour]:
    """Billing's worker runs while the test does."""
    settings = Settings(
        database_url=billing.url,
        kafka_bootstrap_servers=stack.kafka,
        topic_prefix=topic_prefix,
        topic_partitions=2,
    )
    await ensure_topics(
        settings, [Topic("customers", cleanup="compact"), Topic("erasures", cleanup="compact")]
    )
    runtime = Runtime(SERVICE, settings, billing.database, asyncio.Event())
    worker = asyncio.create_task(run_worker(runtime))
    producer = AIOKafkaProducer(**kafka_options(settings))
    await producer.start()
    yield Neighbour(settings, producer)
    await producer.stop()
    runtime.stopping.set()
    await worker


async def test_a_customer_is_invoiced_deleted_and_purged(billing: Billing, customers: Neighbour) -> None:
    snapshot = customer_snapshot()
    customer = snapshot["customer_id"]
    await customers.publish("customer.created", snapshot, 1)

    async def drafted() -> str:
        answer = await billing.desk.post("/api/invoices", json=draft_body(customer))
        assert answer.status_code == 201
        return str(answer.json()["id"])

    invoice = await eventually(drafted, within=20)
    await billing.draft(customer)
    issued = (await billing.desk.post(f"/api/invoices/{invoice}/issue")).json()

    ((_, fact),) = await customers.read("billing", 1)
    assert (fact["number"], fact["total_cents"]) == (issued["number"], issued["total_cents"])
    ((headers, account),) = await customers.read("customer-accounts", 1)
    assert (headers["ce_sequence"], account["open_cents"]) == ("1", issued["total_cents"])

    terminal = str(uuid4())
    await customers.publish("customer.deleted", {"customer_id": customer}, 2, terminal)
    await customers.publish("customer.deleted", {"customer_id": customer}, 2, terminal)
    await customers.publish("customer.updated", snapshot | {"version": 9}, 9)
    await customers.publish("customer.deleted", {"customer_id": customer}, 2)
    answers = [data for _, data in await customers.read("erasures", 2)]
    purged = {"customer_copy": 1, "drafts_deleted": 1, "invoices_kept": 1, "account": 1, "pending_events": 0}
    assert [answer["counts"] for answer in answers] == [purged, purged]
    assert [[(thing["what"], thing["count"]) for thing in answer["kept"]] for answer in answers] == [
        [("invoices", 1)]
    ] * 2
    kept = (await billing.desk.get("/api/invoices", params={"customer_id": customer})).json()
    assert [(item["id"], item["customer_deleted"]) for item in kept["items"]] == [(invoice, True)]
    customers_left = (await billing.dump()).splitlines()[0]
    assert "Lüdenscheidt" not in customers_left

"""G6 on the running system: every topic from offset 0, and events that come late, bring nobody back."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, OffsetAndMetadata, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from deploy.local.services import SERVICES
from tests.support.eventually import eventually
from tests.support.system import RunningSystem


async def test_g6_c10_a_replay_of_all_topics_from_offset_0_brings_nothing_back(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    canary = f"Kanari{uuid4().hex}"
    body = {"last_name": canary, "email": f"{canary}@example.org", "participants": [_child(canary)]}
    created = (await desk.post("/api/customers", json=body)).raise_for_status().json()
    url = f"/api/customers/{created['id']}"
    await desk.post(f"{url}/notes", json={"text": canary})
    mail = {"customer_ids": [created["id"]], "channel": "email", "subject": canary, "body": canary}
    await eventually(lambda: _taken(desk, mail))
    (snapshot,) = await eventually(lambda: _snapshots(system, created["id"]))
    (await desk.delete(url, headers={"If-Match": "*"})).raise_for_status()

    async def complete() -> None:
        certificate = (await desk.get(f"/api/erasures/{created['id']}")).json()
        assert certificate["status"] == "complete", certificate

    await eventually(complete, within=90)
    assert system.places_that_hold(canary) == []

    await _send_late(system, created["id"], snapshot)
    for service in SERVICES:
        await _from_the_beginning(system, service)
    for service in SERVICES:
        await eventually(lambda service=service: _has_read_all(system, service), within=60)

    databases = [place for place in system.places_that_hold(canary) if place.startswith("database")]
    assert databases == []
    assert (await desk.get(url)).status_code == 410
    assert (await desk.get("/api/customers", params={"q": canary})).json()["total"] == 0
    again = (await desk.post("/api/customers", json=body)).raise_for_status().json()
    assert again["id"] != created["id"]
    assert again["number"] > created["number"]
    (await desk.delete(f"/api/customers/{again['id']}", headers={"If-Match": "*"})).raise_for_status()


def _child(canary: str) -> dict[str, str]:
    return {"first_name": "Jörg", "last_name": canary}


async def _taken(desk: httpx.AsyncClient, mail: dict[str, Any]) -> None:
    assert (await desk.post("/api/messages", json=mail)).status_code == 202


@asynccontextmanager
async def _reader(system: RunningSystem, group: str | None = None) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=system.kafka, group_id=group, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


async def _committed(system: RunningSystem, service: str) -> dict[TopicPartition, OffsetAndMetadata]:
    admin = AIOKafkaAdminClient(bootstrap_servers=system.kafka)
    await admin.start()
    try:
        found: dict[TopicPartition, OffsetAndMetadata] = await admin.list_consumer_group_offsets(
            f"stammkunde.{service}"
        )
        return found
    finally:
        await admin.close()


async def _snapshots(system: RunningSystem, customer_id: str) -> list[Any]:
    """The records of a customer in the topic `customers`."""
    async with _reader(system) as consumer:
        partitions = [TopicPartition("customers", number) for number in range(3)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found = []
        while unread := [p for p in partitions if await consumer.position(p) < ends[p]]:
            for records in (await consumer.getmany(*unread, timeout_ms=500)).values():
                found += [record for record in records if record.key.decode() == customer_id]
    assert found
    return found


async def _send_late(system: RunningSystem, customer_id: str, snapshot: Any) -> None:
    """The customer's own snapshot once more under a new id and a later version, behind the terminal record."""
    producer = AIOKafkaProducer(bootstrap_servers=system.kafka)
    await producer.start()
    data = json.loads(snapshot.value) | {"version": 99}
    headers = dict(snapshot.headers) | {
        "ce_id": str(uuid4()).encode(),
        "ce_type": b"customer.updated",
        "ce_sequence": b"99",
        "ce_time": datetime.now(UTC).isoformat().encode(),
    }
    await producer.send_and_wait(
        "customers", json.dumps(data).encode(), key=customer_id.encode(), headers=list(headers.items())
    )
    await producer.stop()


async def _from_the_beginning(system: RunningSystem, service: str) -> None:
    """What `kafka-consumer-groups.sh --reset-offsets --to-earliest` does, while the worker is away."""
    partitions = list(await _committed(system, service))
    assert partitions

    async def reset() -> None:
        worker = system.pid(f"{service} worker")
        with suppress(ProcessLookupError):  # ended already, and not started again yet
            os.kill(worker, signal.SIGTERM)
        while psutil.pid_exists(worker):
            await asyncio.sleep(0.05)
        try:
            async with _reader(system, f"stammkunde.{service}") as consumer:
                consumer.assign(partitions)
                await consumer.commit(dict.fromkeys(partitions, OffsetAndMetadata(0, "")))
        except KafkaError as error:  # the worker was back already, and the group is no longer empty
            raise AssertionError from error

    await eventually(reset, within=60)


async def _has_read_all(system: RunningSystem, service: str) -> None:
    committed = await _committed(system, service)
    async with _reader(system) as consumer:
        begin = await consumer.beginning_offsets(list(committed))
        end = await consumer.end_offsets(list(committed))
    # Of what was cut away as a whole there is nothing to read, and nothing to commit.
    behind = {
        str(place): (offset.offset, end[place])
        for place, offset in committed.items()
        if offset.offset < end[place] and begin[place] < end[place]
    }
    assert behind == {}

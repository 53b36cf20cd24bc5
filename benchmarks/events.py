"""The event plumbing beside the bare thing: relay and raw producer, consumer and raw COPY, idle latency."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

from aiokafka import AIOKafkaProducer
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.databases import migrated
from chassis.database import Database
from chassis.events.consumed import Received, on
from chassis.events.consumer import Consumer
from chassis.events.outbox import Outbox
from chassis.events.relay import Relay
from chassis.events.topics import Topic, ensure_topics
from tests.support.ledger_service.service import SERVICE, Deposit, DepositMade, History, Settings

ROUNDS = 5
EVENTS = 30_000
PINGS = 300


async def measure(kafka: str, postgres: str) -> None:
    """Prints each figure as the median of interleaved rounds, with its goal."""
    relay, consumer, consumed, latencies = [], [], [], []
    async with _system(kafka, postgres) as (_, settings):
        await _raw_producer(settings)  # a broker that has just started is slower
    for number in range(ROUNDS):
        async with _system(kafka, postgres) as (database, settings):
            raw = await _raw_producer(settings)
            filled = await _fill(database)
            relay.append(raw / await _drain(database, settings))
            copied = await _raw_copy(database)
            consumed.append(await _consume(database, settings))
            consumer.append(copied / consumed[-1])
            if number == 0:
                latencies = await _pings(database, settings)
            print(f"round {number + 1}: raw {EVENTS / raw:,.0f}/s, outbox filled {EVENTS / filled:,.0f}/s")
    p50, p99 = (statistics.quantiles(latencies, n=100)[percent - 1] * 1000 for percent in (50, 99))
    print(f"relay ÷ raw producer                      {statistics.median(relay):6.2f}   goal ≥ 0.80")
    print(f"consumer with inbox ÷ raw COPY of the rows {statistics.median(consumer):6.3f}  goal ≥ 0.25")
    print(f"  that is events a second                  {EVENTS / statistics.median(consumed):6,.0f}")
    print(f"commit → effect, idle, p50 and p99   {p50:5.1f} {p99:5.1f} ms p99 goal ≤ 25")


@asynccontextmanager
async def _system(kafka: str, postgres: str) -> AsyncIterator[tuple[Database, Settings]]:
    prefix = f"b{uuid4().hex[:10]}."
    async with migrated(
        postgres,
        SERVICE,
        Settings,
        kafka_bootstrap_servers=kafka,
        topic_prefix=prefix,
        topic_partitions=3,
    ) as (database, settings):
        await ensure_topics(settings, [*SERVICE.topics, Topic("ledger.dlq")])
        yield database, settings


async def _raw_producer(settings: Settings) -> float:
    """Seconds for aiokafka with the relay's settings to have as many records of that size acknowledged."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap_servers, acks="all", enable_idempotence=True
    )
    await producer.start()
    value, key = DepositMade(amount="12").value(), b"account"
    headers = [(f"ce_header_{number}", b"x" * 30) for number in range(9)]
    began = time.perf_counter()
    for _ in range(EVENTS // 500):
        sent = [
            await producer.send(settings.topic_prefix + "receipts", value, key=key, headers=headers)
            for _ in range(500)
        ]
        await asyncio.gather(*sent)
    took = time.perf_counter() - began
    await producer.stop()
    return took


async def _fill(database: Database) -> float:
    began = time.perf_counter()
    async with database.transaction() as session:
        for number in range(EVENTS):
            event = DepositMade(amount="12")
            await Outbox(session).publish(event, subject=f"account-{number % 500}", sequence=number)
    return time.perf_counter() - began


async def _drain(database: Database, settings: Settings) -> float:
    """Seconds in which the relay empties the outbox, once its producer is connected."""
    stopping = asyncio.Event()
    relay = asyncio.create_task(Relay(database, settings).run(stopping))
    first = "SELECT coalesce(min(id), 0) FROM outbox"
    lowest = await _until(database, first, lambda lowest: lowest > 1)
    began = time.perf_counter()
    await _until(database, first, lambda lowest: lowest == 0)
    took = time.perf_counter() - began
    stopping.set()
    await relay
    return took * EVENTS / (EVENTS - lowest + 1)


async def _raw_copy(database: Database) -> float:
    rows = [(f"account-{number % 500}", number, "12") for number in range(EVENTS)]
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        began = time.perf_counter()
        await raw.copy_records_to_table("history", records=rows, columns=["account", "version", "amount"])
        took = time.perf_counter() - began
        await raw.execute("TRUNCATE history RESTART IDENTITY")
    return took


async def _keep_row(session: AsyncSession, event: Received[Deposit]) -> None:
    session.add(History(account=event.subject, version=event.sequence, amount=event.data.amount))


async def _consume(database: Database, settings: Settings) -> float:
    """Seconds in which the consumer gives the relayed events their effects."""
    stopping = asyncio.Event()
    subscriptions = [on("deposits", "deposit.made", Deposit, _keep_row)]
    consumer = asyncio.create_task(Consumer("ledger", database, settings, subscriptions).run(stopping))
    last = "SELECT coalesce(max(id), 0) FROM history"
    await _until(database, last, lambda effects: effects > 0)
    began = time.perf_counter()
    await _until(database, last, lambda effects: effects >= EVENTS)
    took = time.perf_counter() - began
    stopping.set()
    await consumer
    return took


async def _pings(database: Database, settings: Settings) -> list[float]:
    """Seconds from the commit of one event to the commit of its effect, nothing else going on."""
    stopping = asyncio.Event()
    tasks = [
        asyncio.create_task(Relay(database, settings).run(stopping)),
        asyncio.create_task(Consumer("ledger", database, settings, SERVICE.subscriptions).run(stopping)),
    ]
    await _until(database, "SELECT count(*) FROM outbox", lambda waiting: waiting == 0)
    latencies = []
    for number in range(PINGS):
        account = f"ping-{number}"
        async with database.transaction() as session:
            await Outbox(session).publish(DepositMade(amount="1"), subject=account, sequence=1)
        began = time.perf_counter()
        await _until(
            database,
            f"SELECT count(*) FROM history WHERE account = '{account}'",
            lambda effects: effects == 1,
        )
        latencies.append(time.perf_counter() - began)
    stopping.set()
    await asyncio.gather(*tasks)
    return latencies[20:]


async def _until(database: Database, query: str, enough: Callable[[int], bool]) -> int:
    """Asks again and again, cheaply and not too often: what is measured runs on the same machine."""
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        while not enough(found := (await connection.scalar(text(query)))):
            await asyncio.sleep(0.002)
        return int(found)

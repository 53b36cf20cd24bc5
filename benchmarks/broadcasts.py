"""A broadcast to 50,000 of 100,000 customers: counting it, planning it, its first mail, and the worker's memory."""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import psutil

from benchmarks.databases import migrated
from benchmarks.relays import Relay, running_relay
from chassis.database import Database
from chassis.events.topics import Topic, ensure_topics
from chassis.ids import new_id
from deploy.local.ports import free_port
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.audiences import reach_of
from messaging.adapters.broadcasts import SqlBroadcasts
from messaging.adapters.course_dates import SqlCourseDates
from messaging.adapters.recipients import SqlRecipients
from messaging.application.start_broadcast import start_broadcast
from messaging.bootstrap import SERVICE
from messaging.domain.broadcast import Audience, Broadcast
from messaging.domain.message import Channel, Kind
from messaging.settings import Settings

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
HALF, ALL = UUID(int=1), UUID(int=2)
BODY = "{{anrede}},\n\n" + "der Kurs beginnt am Montag um neun Uhr in der kleinen Halle. " * 20

_FILL = """INSERT INTO recipients
    (customer_id, status, first_name, last_name, email, email_version, customer_group_ids, recipient_group_ids)
    SELECT gen_random_uuid(), 'active', 'Jana', 'Muster' || n, 'jana' || n || '@d' || n % 40 || '.example', 1,
        CASE WHEN n % 2 = 0 THEN ARRAY[$2::uuid] ELSE '{}' END, ARRAY[$3::uuid]
    FROM generate_series(1, $1) AS n"""


async def measure(kafka: str, postgres: str) -> None:
    """Prints the medians of the rounds."""
    async with running_relay("says yes") as relay, _database(postgres) as (database, connection):
        await connection.execute(_FILL, CUSTOMERS, HALF, ALL)
        await connection.execute("VACUUM ANALYZE recipients")
        await _count(database, "half of them, one group", Audience(customer_group_ids=(HALF,)))
        both = Audience(customer_group_ids=(HALF,), recipient_group_ids=(ALL,))
        await _count(database, "all of them, two groups", both)
        figures = []
        for number in range(ROUNDS):
            await connection.execute("TRUNCATE messages, outbox, broadcasts CASCADE")
            figures.append(await _sent(database, connection, kafka, relay))
            first, planned, memory = figures[-1]
            print(
                f"round {number + 1}: first mail {first:.2f} s, planned {planned:.1f} s, worker {memory:.0f} MB"
            )
    first, planned, memory = (statistics.median(figure) for figure in zip(*figures, strict=True))
    print(
        f"broadcast to {CUSTOMERS // 2:,}: first mail after {first:.2f} s, all planned after {planned:.1f} s"
        f" ({CUSTOMERS / 2 / planned:,.0f}/s while sending), worker at most {memory:.0f} MB"
    )


@asynccontextmanager
async def _database(postgres: str) -> AsyncIterator[tuple[Database, asyncpg.Connection]]:
    async with migrated(postgres, SERVICE, Settings) as (database, settings):
        connection = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
        try:
            yield database, connection
        finally:
            await connection.close()


async def _count(database: Database, what: str, audience: Audience) -> None:
    times, reached = [], 0
    for _ in range(20):
        began = time.perf_counter()
        async with database.reading() as session:
            reached = (await reach_of(session, audience, Kind.NOTICE, Channel.EMAIL)).recipients
        times.append(time.perf_counter() - began)
    print(f"dry run, {what}: {reached:,} of {CUSTOMERS:,} in {statistics.median(times) * 1000:.0f} ms")


async def _sent(
    database: Database, connection: asyncpg.Connection, kafka: str, relay: Relay
) -> tuple[float, float, float]:
    """Seconds to the first mail and until all are planned, and the worker's largest memory in MB, sending all along."""
    worker = _worker(database, kafka, relay)
    await worker.create_topics()
    with worker as process:
        while not await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%broadcasts%'"
        ):
            await asyncio.sleep(0.2)
        broadcast = Broadcast(
            id=new_id(),
            kind=Kind.NOTICE,
            channel=Channel.EMAIL,
            subject="Kursbeginn am Montag",
            body=BODY,
            html=None,
            audience=Audience(customer_group_ids=(HALF,)),
            created_at=datetime.now(UTC),
            created_by=uuid4(),
        )
        began = time.perf_counter()
        async with database.transaction() as session:
            await start_broadcast(
                SqlRecipients(session),
                SqlBroadcasts(session),
                SqlCourseDates(session),
                SqlAttachments(session),
                broadcast,
                [],
            )
        first, memory = 0.0, 0.0
        while await connection.fetchval("SELECT status FROM broadcasts") != "done":
            if not first and await connection.fetchval("SELECT true FROM message_events LIMIT 1"):
                first = time.perf_counter() - began
            memory = max(memory, psutil.Process(process.pid).memory_info().rss / 1e6)
            await asyncio.sleep(0.02)
        return first, time.perf_counter() - began, memory


class _worker:  # noqa: N801 - reads as the context it is
    """The real worker: consumers, relay, planner and sender in one process."""

    def __init__(self, database: Database, kafka: str, relay: Relay) -> None:
        self._environment = os.environ | {
            "DATABASE_URL_MESSAGING": database.engine.url.render_as_string(hide_password=False).replace(
                "+asyncpg", ""
            ),
            "KAFKA_BOOTSTRAP_SERVERS": kafka,
            "TOPIC_PREFIX": f"b{uuid4().hex[:8]}.",
            "SMTP_URL": relay.url,
            "PRIVATE_PORT": str(free_port()),
            "SERVICE_TOKEN_KEY": "x" * 32,
        }

    async def create_topics(self) -> None:
        """Those of the other services, which nobody else creates here."""
        settings = Settings.model_validate(
            {
                "database_url": self._environment["DATABASE_URL_MESSAGING"],
                "kafka_bootstrap_servers": self._environment["KAFKA_BOOTSTRAP_SERVERS"],
                "topic_prefix": self._environment["TOPIC_PREFIX"],
                "service_token_key": self._environment["SERVICE_TOKEN_KEY"],
            }
        )
        neighbours = ("customers", "course-dates", "erasures", "mail-requests")
        await ensure_topics(settings, [Topic(name) for name in neighbours])

    def __enter__(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "messaging", "worker"], env=self._environment, stdout=subprocess.DEVNULL
        )
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()

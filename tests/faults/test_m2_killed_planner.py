"""M2 under kill -9: whoever plans a broadcast may die at any point, and each recipient has exactly one message."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from sqlalchemy import text

from tests.integration.messaging.desk import Desk, free_port, messaging_runs
from tests.support.servers import Stack
from tests.support.smtp_sink import smtp_sink

GROUP = UUID(int=7)
CUSTOMERS = 1_700

_CUSTOMERS = text(
    """INSERT INTO recipients (customer_id, status, first_name, email, email_version, customer_group_ids)
    SELECT gen_random_uuid(), CASE WHEN n % 100 = 0 THEN 'blocked' ELSE 'active' END, 'K' || n,
        'k' || n || '@example.net', 1, ARRAY[CAST(:group AS uuid)]
    FROM generate_series(1, :count) AS n"""
)


@asynccontextmanager
async def worker(desk: Desk, failpoint: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process on the test's database and topics, whose relay nobody answers for."""
    settings = desk.settings
    environment = os.environ | {
        "DATABASE_URL_MESSAGING": settings.database_url.replace("+asyncpg", ""),
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "TOPIC_PREFIX": settings.topic_prefix,
        "TOPIC_PARTITIONS": str(settings.topic_partitions),
        "SMTP_URL": f"smtp://127.0.0.1:{free_port()}?starttls=never",
        "MAIL_FROM": settings.mail_from,
        "BOUNCE_DOMAIN": settings.bounce_domain,
        "PRIVATE_PORT": str(free_port()),
        "FAILPOINT": failpoint,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "messaging", "worker", env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 30)


@pytest.mark.parametrize(
    "failpoints",
    [
        ("broadcast.before_commit:1", "broadcast.before_commit:2"),
        ("broadcast.after_commit:1", "broadcast.before_commit:1", "broadcast.after_commit:2"),
    ],
)
async def test_m2_a_killed_planner_leaves_nobody_out_and_writes_to_nobody_twice(
    stack: Stack, database_url: str, topic_prefix: str, failpoints: tuple[str, ...]
) -> None:
    async with (
        smtp_sink() as relay,
        messaging_runs(relay, stack, database_url, topic_prefix, with_worker=False) as desk,
    ):
        async with desk.database.transaction() as session:
            await session.execute(_CUSTOMERS, {"group": GROUP, "count": CUSTOMERS})
        answer = await desk.broadcast({"customer_group_ids": [GROUP]})
        assert answer.status_code == 202, answer.text
        for failpoint in failpoints:
            async with worker(desk, failpoint) as process, asyncio.timeout(30):
                assert await process.wait() == -signal.SIGKILL
        planned_so_far = await _messages(desk)
        assert 0 < planned_so_far < CUSTOMERS, "no kill hit the middle: the test proves nothing"
        async with worker(desk), worker(desk):
            broadcast = await desk.broadcast_in("done", answer.json()["id"], within=30)
        assert broadcast["recipients"] == CUSTOMERS - 17
        assert broadcast["excluded_by_reason"] == {"blocked": 17}
        assert broadcast["counts"]["queued"] == CUSTOMERS - 17
        assert broadcast["counts"]["suppressed"] == 17
        async with desk.database.reading() as session:
            rows = await session.execute(text("SELECT count(*), count(DISTINCT customer_id) FROM messages"))
            assert tuple(rows.one()) == (CUSTOMERS, CUSTOMERS)
        suppressed = await desk.events("mail", 17)
        assert len({event["data"]["message_id"] for event in suppressed}) == 17


async def _messages(desk: Desk) -> int:
    async with desk.database.reading() as session:
        return await session.scalar(text("SELECT count(*) FROM messages")) or 0

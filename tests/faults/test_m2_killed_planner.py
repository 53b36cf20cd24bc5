"""M2 under kill -9: whoever plans a broadcast may die at any point, and each recipient has exactly one message."""

import asyncio
import signal
from contextlib import AbstractAsyncContextManager
from uuid import UUID

import pytest
from sqlalchemy import text

from deploy.local.ports import free_port
from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.messaging_worker import messaging_worker
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


def worker(desk: Desk, failpoint: str = "") -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """One whose relay nobody answers for."""
    nobody = f"smtp://127.0.0.1:{free_port()}?starttls=never"
    return messaging_worker(desk.settings, SMTP_URL=nobody, FAILPOINT=failpoint)


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
            async with worker(desk, failpoint) as process, asyncio.timeout(90):
                assert await process.wait() == -signal.SIGKILL
        planned_so_far = await _messages(desk)
        assert 0 < planned_so_far < CUSTOMERS, "no kill hit the middle: the test proves nothing"
        async with worker(desk), worker(desk):
            broadcast = await desk.broadcast_in("done", answer.json()["id"], within=30)
            suppressed = await desk.events("mail", 17)
        assert broadcast["recipients"] == CUSTOMERS - 17
        assert broadcast["excluded_by_reason"] == {"blocked": 17}
        assert broadcast["counts"]["queued"] == CUSTOMERS - 17
        left_out = await desk.http.get(f"/api/broadcasts/{broadcast['id']}/left-out")
        assert left_out.json()["total"] == 17
        async with desk.database.reading() as session:
            rows = await session.execute(text("SELECT count(*), count(DISTINCT customer_id) FROM messages"))
            assert tuple(rows.one()) == (CUSTOMERS, CUSTOMERS)
        assert len({event["data"]["message_id"] for event in suppressed}) == 17


async def _messages(desk: Desk) -> int:
    async with desk.database.reading() as session:
        return await session.scalar(text("SELECT count(*) FROM messages")) or 0

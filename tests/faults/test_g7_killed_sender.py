"""G7 under kill -9: by Message-ID no mail is doubled and none is lost."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.integration.messaging.desk import Desk, free_port, messaging_runs
from tests.support.eventually import eventually
from tests.support.servers import Stack
from tests.support.smtp_sink import Sink, smtp_sink

MAILS = 50
KILL_AT = (8, 20, 35)


@asynccontextmanager
async def worker(desk: Desk) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker process on the test's database and topics."""
    settings = desk.settings
    environment = os.environ | {
        "DATABASE_URL_MESSAGING": settings.database_url.replace("+asyncpg", ""),
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "TOPIC_PREFIX": settings.topic_prefix,
        "TOPIC_PARTITIONS": str(settings.topic_partitions),
        "SMTP_URL": settings.smtp_url,
        "MAIL_FROM": settings.mail_from,
        "BOUNCE_DOMAIN": settings.bounce_domain,
        "BOUNCE_INTAKE_PORT": str(settings.bounce_intake_port),
        "PRIVATE_PORT": str(free_port()),
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


async def test_g7_a_killed_sender_loses_no_mail_and_doubles_none(
    stack: Stack, database_url: str, topic_prefix: str
) -> None:
    async with (
        smtp_sink() as relay,
        messaging_runs(relay, stack, database_url, topic_prefix, with_worker=False) as desk,
    ):
        relay.slow_seconds = 0.05
        taken: list[str] = []
        for kill_at in KILL_AT:
            async with worker(desk) as process:
                taken = taken or await _written(desk)
                await eventually(lambda count=kill_at: _has(relay, count), within=30)
                process.kill()
                await process.wait()
        async with worker(desk):
            statuses = await eventually(lambda: _all_settled(desk, taken), within=60)

        counted = relay.counted()
        assert max(counted.values()) == 1
        uncertain = [message_id for message_id, status in statuses.items() if status == "uncertain"]
        assert len(uncertain) <= len(KILL_AT) * desk.settings.smtp_connections
        for message_id, status in statuses.items():
            assert status == "uncertain" or counted[f"<{message_id}@schule.example>"] == 1, message_id
        assert uncertain, "no kill hit a mail on its way: the test proves nothing"


async def _all_settled(desk: Desk, taken: list[str]) -> dict[str, str]:
    found = {message_id: (await desk.message(message_id))["status"] for message_id in taken}
    assert set(found.values()) <= {"accepted", "uncertain"}
    return found


async def _written(desk: Desk) -> list[str]:
    customers = [await desk.customer() for _ in range(5)]
    await eventually(lambda: desk.write(*customers, channel="portal"), within=30)
    rounds = [await desk.write(*customers) for _ in range(MAILS // len(customers))]
    return [item["id"] for items in rounds for item in items]


async def _has(relay: Sink, count: int) -> None:
    assert len(relay.mails) >= count

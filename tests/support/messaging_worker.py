"""Messaging's whole worker as a process of its own: tests kill it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.local.ports import free_port
from messaging.settings import Settings
from tests.support.eventually import BUSY


@asynccontextmanager
async def messaging_worker(settings: Settings, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """On the test's database, topics and relay, with `more` in its environment; stopped at the end, if it lives."""
    environment = os.environ | {
        "DATABASE_URL_MESSAGING": settings.database_url.replace("+asyncpg", ""),
        "KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "TOPIC_PREFIX": settings.topic_prefix,
        "TOPIC_PARTITIONS": str(settings.topic_partitions),
        "SMTP_URL": settings.smtp_url,
        "MAIL_FROM": settings.mail_from,
        "BOUNCE_DOMAIN": settings.bounce_domain,
        "PRIVATE_PORT": str(free_port()),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "messaging", "worker", env=environment | more, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 30 * BUSY)

"""G2, M6: a worker dies after it has stored a report and before it has deleted it from the mailbox."""

import asyncio
import os
import signal
import sys

import pytest

from deploy.local.ports import free_port
from tests.integration.messaging.desk import messaging_runs
from tests.support.eventually import BUSY, eventually
from tests.support.mail_servers import needs_mail_servers
from tests.support.mail_servers.dovecot import dovecot
from tests.support.reports import delivery_report
from tests.support.servers import Stack
from tests.support.smtp_sink import smtp_sink

pytestmark = needs_mail_servers


async def test_g2_a_report_that_was_stored_and_not_deleted_counts_once(
    stack: Stack, database_url: str, topic_prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        smtp_sink() as relay,
        dovecot(free_port(), free_port()) as mailbox,
        messaging_runs(relay, stack, database_url, topic_prefix) as desk,
    ):
        monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.certificate))
        [taken] = await desk.write(await desk.customer())
        mail = await desk.mail()
        await desk.message_in("accepted", taken["id"])
        mail.message["Return-Path"] = mail.return_path
        report = delivery_report(mail.message, action="failed", status="5.1.1", diagnostic="550 unknown user")
        mailbox.deliver(report.as_bytes())

        environment = os.environ | {
            "DATABASE_URL_MESSAGING": desk.settings.database_url.replace("+asyncpg", ""),
            "KAFKA_BOOTSTRAP_SERVERS": desk.settings.kafka_bootstrap_servers,
            "TOPIC_PREFIX": desk.settings.topic_prefix,
            "TOPIC_PARTITIONS": str(desk.settings.topic_partitions),
            "SMTP_URL": desk.settings.smtp_url,
            "MAIL_FROM": desk.settings.mail_from,
            "BOUNCE_DOMAIN": desk.settings.bounce_domain,
            "BOUNCE_IMAP_URL": mailbox.tls_url,
            "BOUNCE_IMAP_EVERY_SECONDS": "0.2",
        }

        async def worker(**more: str) -> asyncio.subprocess.Process:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "messaging", "worker"),
                env=environment | {"PRIVATE_PORT": str(free_port())} | more,
                stdout=asyncio.subprocess.DEVNULL,
            )

        killed = await worker(FAILPOINT="imap.before_delete")
        assert await asyncio.wait_for(killed.wait(), 90) == -signal.SIGKILL
        assert mailbox.mails() == {"000001": ""}
        assert len(await desk.rows("SELECT id FROM reports")) == 1

        successor = await worker()
        try:
            await eventually(lambda: _empty(mailbox.mails()), within=30)
        finally:
            successor.send_signal(signal.SIGTERM)
            await asyncio.wait_for(successor.wait(), 30 * BUSY)
        # Kafka waits out the killed worker's session (10 s) before its partitions go to those who live.
        message = await desk.message_in("bounced", taken["id"], within=30)
        assert [event["type"] for event in message["events"]] == ["accepted", "bounced"]
        assert len(await desk.rows("SELECT id FROM reports")) == 1


def _empty(mails: dict[str, str]) -> None:
    assert mails == {}

"""The process: `python -m deploy.local.mail_catcher`. It reads MAIL_CATCHER_DIRECTORY, MAIL_CATCHER_SMTP_PORT,
MAIL_CATCHER_HTTP_PORT and BOUNCE_INTAKE_PORT. Nothing it takes ever leaves the machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import aiosmtplib
import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.mail_catcher.pages import mail_pages
from deploy.local.mail_catcher.reports import REPORTING_HOST, breaks_off, delivery_report, failures_for
from deploy.local.mail_catcher.store import MailStore, PendingReport

HOST = "127.0.0.1"
LARGEST_MAIL_BYTES = 30_000_000
REPORT_RETRY_S = 1.0
REPORT_GIVE_UP_S = 600.0


class _Pages(uvicorn.Server):
    """Leaves the signals to the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Catcher:
    """Answers SMTP: keeps each mail before it says 250, and plans the reports its recipients call for."""

    def __init__(self, store: MailStore, planned: asyncio.Event) -> None:
        self._store = store
        self._planned = planned

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        return_path = envelope.mail_from or ""
        name = self._store.keep(content, sender=return_path, recipients=envelope.rcpt_tos)
        # RFC 5321 §4.5.5: a mail with an empty return path is itself a report and gets none.
        if return_path:
            for recipient in envelope.rcpt_tos:
                self._plan_reports(content, recipient, return_path)
        if any(map(breaks_off, envelope.rcpt_tos)) and isinstance(server.transport, asyncio.Transport):
            server.transport.abort()
        return f"250 2.0.0 Ok: queued as {name}"

    def _plan_reports(self, content: bytes, recipient: str, return_path: str) -> None:
        for failure in failures_for(recipient):
            report = delivery_report(
                failure, mail=content, recipient=recipient, return_path=return_path, arrived=datetime.now(UTC)
            )
            self._store.plan_report(
                report, return_path=return_path, after=failure.after, give_up_after=REPORT_GIVE_UP_S
            )
            self._planned.set()


async def deliver_reports(store: MailStore, intake_port: int, planned: asyncio.Event) -> None:
    """Hand each report to the bounce intake when it is due; while that is away, try again."""
    while True:
        planned.clear()
        for report in store.reports():
            if report.due <= time.time():
                await _deliver(store, report, intake_port)
        waiting = store.reports()
        pause = waiting[0].due - time.time() if waiting else None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await planned.wait()


async def _deliver(store: MailStore, report: PendingReport, intake_port: int) -> None:
    try:
        intake = aiosmtplib.SMTP(
            hostname=HOST, port=intake_port, local_hostname=REPORTING_HOST, start_tls=False, timeout=10
        )
        async with intake:
            await intake.mail("")
            await intake.rcpt(report.return_path)
            await intake.data(report.content)
    except aiosmtplib.SMTPResponseException as error:
        if error.code >= 500:
            store.forget(report)
        else:
            _retry(store, report)
    except (aiosmtplib.SMTPException, OSError):
        _retry(store, report)
    else:
        store.forget(report)


def _retry(store: MailStore, report: PendingReport) -> None:
    if time.time() > report.give_up:
        store.forget(report)
    else:
        store.postpone(report, REPORT_RETRY_S)


async def run(directory: Path, smtp_port: int, http_port: int, intake_port: int) -> None:
    """Serve until SIGTERM or SIGINT."""
    store = MailStore(directory)
    planned = asyncio.Event()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    # aiosmtpd logs envelopes, which are addresses.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    smtp = await loop.create_server(
        lambda: SMTP(
            Catcher(store, planned),
            data_size_limit=LARGEST_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname=REPORTING_HOST,
            ident="ESMTP",
        ),
        HOST,
        smtp_port,
    )
    pages = _Pages(
        uvicorn.Config(
            mail_pages(store),
            host=HOST,
            port=http_port,
            log_level="warning",
            access_log=False,
            lifespan="off",
        )
    )
    async with asyncio.TaskGroup() as tasks:
        reports = tasks.create_task(deliver_reports(store, intake_port, planned))
        serving = tasks.create_task(pages.serve())
        await stopping.wait()
        smtp.close()
        pages.should_exit = True
        await serving
        reports.cancel()


def main() -> None:
    environment = os.environ
    asyncio.run(
        run(
            Path(environment["MAIL_CATCHER_DIRECTORY"]),
            int(environment["MAIL_CATCHER_SMTP_PORT"]),
            int(environment["MAIL_CATCHER_HTTP_PORT"]),
            int(environment["BOUNCE_INTAKE_PORT"]),
        )
    )


if __name__ == "__main__":
    main()

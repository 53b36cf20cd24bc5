"""Delivery reports: taken in by SMTP, LMTP or IMAP, stored, classified, published, forgotten."""

import asyncio
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from uuid import UUID

from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.intake import bounce_intake
from messaging.adapters.messages import SqlMessages
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.reports import SqlReports
from messaging.adapters.suppressions import SqlSuppressions
from messaging.adapters.troubles import Troubles
from messaging.application.keep_report import Taken, keep_report
from messaging.application.take_report import take_report
from messaging.entrypoints.imap import MailboxPoller
from messaging.imap_target import imap_target
from messaging.metrics import REPORTS
from messaging.settings import Settings

LOOK_EVERY = 1.0
_AT_A_TIME = 50

_log = get_logger(__name__)


class BounceIntake:
    """Takes reports and works them off; also those that an earlier process took and did not finish."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._arrived = asyncio.Event()
        self.smtp_port: int | None = None
        self.lmtp_port: int | None = None

    async def run(self) -> None:
        """Listens and looks where the settings say, and classifies what comes, until cancelled."""
        settings = self._settings
        async with AsyncExitStack() as listening:
            if settings.bounce_intake_port is not None:
                self.smtp_port = await self._listen(listening, settings.bounce_intake_port, lmtp=False)
            if settings.bounce_lmtp_port is not None:
                self.lmtp_port = await self._listen(listening, settings.bounce_lmtp_port, lmtp=True)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._classify())
                if settings.bounce_imap_url is not None:
                    tasks.create_task(self._poll(settings.bounce_imap_url))

    async def _poll(self, url: str) -> None:
        settings = self._settings
        every = settings.bounce_imap_every_seconds
        troubles = Troubles(self._database)
        await MailboxPoller(imap_target(url), settings.bounce_domain, every, self._take, troubles).run()

    async def _listen(self, listening: AsyncExitStack, port: int, *, lmtp: bool) -> int:
        settings = self._settings
        intake = bounce_intake(
            settings.bounce_intake_host, port, settings.bounce_domain, self._knows, self._take, lmtp=lmtp
        )
        bound = await listening.enter_async_context(intake)
        _log.info("bounce intake listens", port=bound, kind="lmtp" if lmtp else "smtp")
        return bound

    async def _knows(self, token: str) -> bool:
        async with self._database.reading() as session:
            return await SqlReports(session).return_path(token) is not None

    async def _take(self, token: str, raw: bytes) -> Taken:
        async with self._database.transaction() as session:
            taken = await keep_report(
                SqlRecipients(session), SqlReports(session), token, raw, datetime.now(UTC)
            )
        if taken is Taken.TAKEN:
            self._arrived.set()
        return taken

    async def _classify(self) -> None:
        while True:
            self._arrived.clear()
            try:
                busy = await self._classify_waiting()
            except OUTAGES as error:
                _log.warning("reports wait for the database", type=type(error).__name__)
                busy = False
            if not busy:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await self._arrived.wait()

    async def _classify_waiting(self) -> bool:
        """Whether there was anything to do."""
        async with self._database.reading() as session:
            waiting = await SqlReports(session).waiting(_AT_A_TIME)
        return any([await self._classify_one(report_id, customer_id) for report_id, customer_id in waiting])

    async def _classify_one(self, report_id: UUID, customer_id: UUID) -> bool:
        async with self._database.transaction() as session:
            recipients = SqlRecipients(session)
            survivor_id = (await recipients.survivors([customer_id]))[customer_id]
            for held in sorted({customer_id, survivor_id or customer_id}):
                await recipients.hold_for_change(held)
            reports = SqlReports(session)
            received = await reports.lock_waiting(report_id)
            if received is None:
                return False
            kind = await take_report(
                recipients,
                SqlMessages(session),
                reports,
                SqlSuppressions(session),
                Outbox(session),
                received.id,
                received.path,
                received.raw,
                received.identity,
                received.at,
            )
        if kind is not None:
            REPORTS.labels(kind.value).inc()
        return True

"""Delivery reports from a mailbox, for those whose mail provider delivers by IMAP only."""

import asyncio
import random
import re
from collections.abc import Awaitable, Callable
from email.parser import BytesHeaderParser

from chassis.failpoints import failpoint
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.imap_mailbox import UNREACHABLE, Mailbox, MailboxRefused, opened_mailbox
from messaging.adapters.intake import MOST_BYTES, MOST_RECIPIENTS
from messaging.adapters.troubles import Troubles
from messaging.application.keep_report import Taken
from messaging.domain.bounces.parsing import MOST_READ
from messaging.domain.return_path import tokens_in
from messaging.domain.trouble import Trouble
from messaging.imap_target import ImapTarget
from messaging.metrics import REPORT_ANSWERS

MOST_IN_A_SESSION = 500
LONGEST_WAIT = 900.0
# Where servers write whom a mail was delivered to, and where its sender wrote it.
_ENVELOPE = (
    "Delivered-To", "X-Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc", "Received",
)  # fmt: skip
_OF_THE_REPORTED = re.compile(rb"^(?:return-path|original-mail-from):.*$", re.MULTILINE | re.IGNORECASE)

_log = get_logger(__name__)


class MailboxPoller:
    """Takes the reports out of the mailbox, again and again.

    What is stored, and only then, is deleted there: a mail that both a killed worker and its successor took is
    one report. What names no return path that is known is marked as seen and left to people. Several
    workers may poll: each takes what it finds, and finds gone what another took.
    """

    def __init__(
        self,
        target: ImapTarget,
        domain: str,
        every_seconds: float,
        takes: Callable[[str, bytes], Awaitable[Taken]],
        troubles: Troubles,
    ) -> None:
        self._target = target
        self._domain = domain
        self._every = every_seconds
        self._takes = takes
        self._troubles = troubles

    async def run(self) -> None:
        """Polls until cancelled; after a failure it waits twice as long each time, up to a quarter of an hour."""
        wait = self._every
        task = asyncio.current_task()
        # The IMAP library waits by wait_for, which in Python 3.11 forgets a cancellation that comes with an answer.
        while task is not None and not task.cancelling():
            try:
                async with opened_mailbox(self._target) as mailbox:
                    found = await self._work_off(mailbox)
            except MailboxRefused as refused:
                _log.warning("the mailbox of delivery reports refuses", reason=refused.step)
                await self._troubles.met(Trouble.MAILBOX)
                wait = min(wait * 2, LONGEST_WAIT)
            except (*UNREACHABLE, *OUTAGES) as error:
                _log.warning("the mailbox of delivery reports cannot be read now", type=type(error).__name__)
                wait = min(wait * 2, LONGEST_WAIT)
                await self._troubles.met(Trouble.MAILBOX)
            else:
                await self._troubles.over({Trouble.MAILBOX})
                wait = self._every
                if found >= MOST_IN_A_SESSION:
                    continue
            if not task.cancelling():
                await asyncio.sleep(wait * random.uniform(0.75, 1.25))  # noqa: S311 - spreads load

    async def _work_off(self, mailbox: Mailbox) -> int:
        """How many mails were there, at most MOST_IN_A_SESSION."""
        uids = (await mailbox.unseen())[:MOST_IN_A_SESSION]
        for uid in uids:
            raw = await mailbox.fetch(uid, MOST_BYTES)
            if raw is None:
                continue
            outcomes = [await self._takes(token, raw) for token in self._tokens(raw)]
            for outcome in outcomes or [Taken.UNKNOWN]:
                REPORT_ANSWERS.labels("imap", outcome.value).inc()
            failpoint("imap.before_delete")
            if Taken.LATER in outcomes:
                # It stays unseen, and what comes after it waits as well.
                return 0
            if Taken.TAKEN in outcomes or Taken.ENOUGH in outcomes:
                await mailbox.delete(uid)
            else:
                await mailbox.leave(uid)
        return len(uids)

    def _tokens(self, raw: bytes) -> list[str]:
        """Those that the mail was delivered to; of a report that came to another address, those it is about."""
        headers = BytesHeaderParser().parsebytes(raw[:MOST_READ])
        told = " ".join(str(value) for name in _ENVELOPE for value in headers.get_all(name, []))
        found = tokens_in(told, self._domain)
        if not found and headers.get_content_type() == "multipart/report":
            lines = _OF_THE_REPORTED.findall(raw[:MOST_READ])
            found = tokens_in(b" ".join(lines).decode("latin-1"), self._domain)
        return found[:MOST_RECIPIENTS]

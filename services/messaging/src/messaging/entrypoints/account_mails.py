"""Sends the mails to staff accounts, one after the other: there are few of them."""

import asyncio
import secrets
from datetime import UTC, datetime

from chassis.database import Database
from chassis.http.service_calls import NeighbourUnavailable
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.account_mails import SqlAccountMails
from messaging.adapters.compose import Composer, Content, Envelope
from messaging.adapters.relay_connection import MAIL_FROM_WITHIN, RelayConnection, RelayUnreachable
from messaging.adapters.requested_content import LEASE, CustomersContents, RequestedContent
from messaging.adapters.troubles import Troubles
from messaging.domain.account_mail import AccountMail, AccountMailStatus
from messaging.domain.attempt import (
    Interrupted,
    NeverBegun,
    Outcome,
    Refused,
    TakenOver,
    Unknown,
    Unsendable,
)
from messaging.domain.requested_mail import with_link, written
from messaging.domain.retry import is_given_up, next_attempt_at
from messaging.domain.trouble import RELAY, trouble_of_relay
from messaging.settings import Settings

LOOK_EVERY = 0.5
FORGET_EVERY = 3600.0

_log = get_logger(__name__)


class AccountMailSender:
    """Takes what is due, fetches what it needs, hands it over, and writes down what became of it.

    `sending` is committed before MAIL FROM (G7). What a killed sender leaves so is never sent again: whoever waits
    for the mail asks for another one.
    """

    def __init__(self, database: Database, settings: Settings, stopping: asyncio.Event) -> None:
        self._database = database
        self._stopping = stopping
        self._contents = CustomersContents(settings)
        self._composer = Composer(settings)
        self._connection = RelayConnection(settings)
        self._troubles = Troubles(database)

    async def run(self) -> None:
        """Sends until cancelled, or until the process stops: a cancellation can get lost in a time-out."""
        loop = asyncio.get_running_loop()
        forget_at = loop.time()
        try:
            while not self._stopping.is_set():
                try:
                    while await self._send_next():
                        pass
                    await self._connection.close()
                    if loop.time() >= forget_at:
                        async with self._database.transaction() as session:
                            await SqlAccountMails(session).forget_old(datetime.now(UTC))
                        forget_at = loop.time() + FORGET_EVERY
                except OUTAGES as error:
                    _log.warning("account mails wait for the database", type=type(error).__name__)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            await self._connection.close()
            await self._contents.close()

    async def _send_next(self) -> bool:
        """Sends the mail that is due first; False when none is, or when it has to wait."""
        now = datetime.now(UTC)
        async with self._database.transaction() as session:
            leased = await SqlAccountMails(session).lease(now, now + LEASE)
        if leased is None:
            return False
        try:
            await self._connection.make_ready()
            await self._troubles.over(RELAY)
            content = await self._contents.fetch(leased.request_id)
        except NeighbourUnavailable as unavailable:
            _log.warning("an account mail waits", neighbour=unavailable.neighbour, reason=unavailable.reason)
            return False
        except RelayUnreachable as error:
            _log.warning("an account mail waits for the relay", reason=error.reason)
            await self._troubles.met(trouble_of_relay(error.reason))
            return False
        if content is None or content.email is None:
            async with self._database.transaction() as session:
                await SqlAccountMails(session).remove(leased.request_id)
            return True
        async with self._database.transaction() as session:
            mails = SqlAccountMails(session)
            mail = await mails.lock_leased(leased)
            if mail is None:
                return True
            mail.status, mail.next_attempt_at, mail.attempts = (
                AccountMailStatus.SENDING,
                None,
                mail.attempts + 1,
            )
            await mails.save(mail)
        not_after = asyncio.get_running_loop().time() + MAIL_FROM_WITHIN
        envelope = self._composed(mail, content, content.email)
        if isinstance(envelope, Unsendable):
            outcome: Outcome = envelope
        else:
            outcome = await self._connection.hand_over(envelope, not_after)
        _settle(mail, outcome, datetime.now(UTC))
        async with self._database.transaction() as session:
            await SqlAccountMails(session).save(mail)
        if mail.status is not AccountMailStatus.ACCEPTED:
            _log.warning(
                "an account mail was not taken", account_id=mail.account_id, status=mail.status.value
            )
        return True

    def _composed(self, mail: AccountMail, content: RequestedContent, to: str) -> Envelope | Unsendable:
        subject, text = written(mail.template, content.language)
        return self._composer.compose_mail(
            mail.request_id,
            mail.created_at,
            Content(subject, with_link(text, content.link), automatic=True),
            to,
            content.name or "",
            secrets.token_hex(16),
        )


def _settle(mail: AccountMail, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case TakenOver():
            mail.status = AccountMailStatus.ACCEPTED
        case Unknown():
            mail.status = AccountMailStatus.UNCERTAIN
        case NeverBegun():
            mail.status, mail.next_attempt_at = AccountMailStatus.QUEUED, now
            mail.attempts -= 1
        case Refused(reply) if reply.is_final:
            mail.status = AccountMailStatus.FAILED
        case Unsendable():
            mail.status = AccountMailStatus.FAILED
        case Refused() | Interrupted():
            if is_given_up(mail.created_at, now):
                mail.status = AccountMailStatus.FAILED
            else:
                mail.status = AccountMailStatus.DEFERRED
                mail.next_attempt_at = next_attempt_at(now, mail.attempts)

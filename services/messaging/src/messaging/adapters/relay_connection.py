"""One connection to the mail relay, over aiosmtplib."""

import asyncio
from collections.abc import Awaitable, Callable

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from messaging.adapters.compose import Envelope
from messaging.domain.attempt import (
    Interrupted,
    NeverBegun,
    Outcome,
    Refused,
    Reply,
    Stage,
    TakenOver,
    Unknown,
)
from messaging.settings import Settings, smtp_target

MAILS_PER_CONNECTION = 100
FRESH_SECONDS = 5.0
MAIL_FROM_WITHIN = 1.0
"""Seconds between the last look at the recipient and MAIL FROM; later it is looked at again."""
_SERVICE_CLOSING = 421
_START_TLS = {"required": True, "offered": None, "never": False}


class RelayUnreachable(Exception):
    """No connection to the relay, or it does not let us in; no mail is touched."""


class RelayConnection:
    """A connection that is opened when needed, used for many mails, and closed when it is old or odd."""

    def __init__(self, settings: Settings) -> None:
        self._target = smtp_target(settings.smtp_url)
        self._local_name = settings.bounce_domain
        self._timeout = settings.smtp_timeout_seconds
        self._client: SMTP | None = None
        self._mails = 0
        self._used_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether there is a connection to use."""
        return self._client is not None

    async def make_ready(self) -> None:
        """Afterwards the relay waits for MAIL FROM. Raises RelayUnreachable."""
        if self._client is not None and self._mails >= MAILS_PER_CONNECTION:
            await self.close()
        if self._client is not None and self._now() - self._used_at > FRESH_SECONDS:
            try:
                await self._client.noop()
            except (SMTPException, OSError):
                self._drop()
        if self._client is None:
            await self._connect()
        self._used_at = self._now()

    async def hand_over(self, mail: Envelope, not_after: float) -> Outcome:
        """Hands the mail over unless the loop's clock has passed `not_after`; tells what is known afterwards.

        Until the relay has answered DATA with its go-ahead it cannot have the mail; from then on a broken
        connection leaves open whether it has.
        """
        client = self._client
        if client is None or self._now() > not_after:
            return NeverBegun()
        reused, self._mails = self._mails > 0, self._mails + 1
        offers_dsn = client.supports_extension("dsn")
        try:
            await client.mail(
                mail.return_path, options=["RET=HDRS", f"ENVID={mail.envelope_id}"] if offers_dsn else []
            )
        except SMTPSenderRefused as error:
            return await self._refused(Stage.MAIL, error)
        except (SMTPException, OSError):
            self._drop()
            return NeverBegun() if reused else Interrupted()
        try:
            await client.rcpt(mail.recipient, options=["NOTIFY=SUCCESS,FAILURE,DELAY"] if offers_dsn else [])
        except SMTPRecipientRefused as error:
            return await self._refused(Stage.RCPT, error)
        except (SMTPException, OSError):
            self._drop()
            return Interrupted()
        return await self._data(client, mail.data)

    async def close(self) -> None:
        """Says goodbye; a relay that does not answer is left alone."""
        client, self._client = self._client, None
        if client is not None:
            await _quietly(client.quit)
            client.close()

    async def _data(self, client: SMTP, data: bytes) -> Outcome:
        try:
            response = await client.data(data)
        except SMTPDataError as error:
            if error.code < 400:
                self._drop()
                return Unknown()
            return await self._refused(Stage.DATA, error)
        except (SMTPException, OSError):
            self._drop()
            return Unknown()
        self._used_at = self._now()
        return TakenOver(Reply(Stage.DATA, response.code, response.message))

    async def _refused(self, stage: Stage, error: SMTPResponseException) -> Outcome:
        reply = Reply(stage, error.code, error.message)
        if (
            error.code < 400
            or error.code == _SERVICE_CLOSING
            or (self._client is not None and not await _quietly(self._client.rset))
        ):
            self._drop()
        self._used_at = self._now()
        return Refused(reply) if error.code >= 400 else Interrupted()

    async def _connect(self) -> None:
        target = self._target
        client = SMTP(
            hostname=target.host,
            port=target.port,
            use_tls=target.tls,
            start_tls=_START_TLS[target.start_tls],
            username=target.username,
            password=target.password,
            local_hostname=self._local_name,
            timeout=self._timeout,
        )
        try:
            await client.connect()
            await client.ehlo()
        except (SMTPException, OSError, ValueError) as error:
            client.close()
            raise RelayUnreachable from error
        self._client, self._mails = client, 0

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


async def _quietly(command: Callable[[], Awaitable[object]]) -> bool:
    """Whether the command went well; what it answers otherwise changes nothing for the mail."""
    try:
        await command()
    except (SMTPException, OSError):
        return False
    return True

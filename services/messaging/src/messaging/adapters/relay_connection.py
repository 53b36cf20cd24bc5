"""One connection to the mail relay, over aiosmtplib."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPResponse,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPStatus,
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

FRESH_SECONDS = 5.0
MAIL_FROM_WITHIN = 1.0
"""Seconds between the last look at the recipient and MAIL FROM; later it is looked at again."""
_SERVICE_CLOSING = 421
_OK = frozenset({SMTPStatus.completed})
_WILL_FORWARD = _OK | {SMTPStatus.will_forward}
_GO_ON = frozenset({SMTPStatus.start_input})
_PATIENCE_AFTER_DATA = 10
"""Times as long as for any other answer: who gives up early on it leaves a mail uncertain."""
_CERTIFICATE = {10: "certificate_expired", 18: "certificate_self_signed", 62: "certificate_of_another_host"}
"""By OpenSSL's X509_V_ERR_… codes."""
_START_TLS = {"required": True, "offered": None, "never": False}


class RelayUnreachable(Exception):
    """No connection to the relay, or it does not let us in; no mail is touched.

    `reason` is fit for the log: it names no address and quotes no answer.
    """

    def __init__(self, error: Exception) -> None:
        self.reason = _reason(error)
        super().__init__(self.reason)


class RelayConnection:
    """A connection that is opened when needed, used for many mails, and closed when it is old or odd."""

    def __init__(self, settings: Settings) -> None:
        self._target = smtp_target(settings.smtp_url)
        self._local_name = settings.bounce_domain
        self._timeout = settings.smtp_timeout_seconds
        self._most_mails = settings.smtp_mails_per_connection
        self._tls: ssl.SSLContext | None = None
        self._client: SMTP | None = None
        self._mails = 0
        self._used_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether there is a connection to use."""
        return self._client is not None

    @property
    def is_ready(self) -> bool:
        """Whether a mail may follow at once: the connection is open, was used just now, and has not carried enough."""
        return (
            self._client is not None
            and self._mails < self._most_mails
            and self._now() - self._used_at <= FRESH_SECONDS
        )

    async def make_ready(self) -> None:
        """Afterwards the relay waits for MAIL FROM. Raises RelayUnreachable."""
        if self._client is not None and self._mails >= self._most_mails:
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
        content = b""
        for stage, command, wanted in _dialogue(mail, client.supports_extension("dsn")):
            if stage is Stage.DATA:
                content = await _content(mail)
            try:
                answer = await client.execute_command(*command)
            except (SMTPException, OSError):
                self._drop()
                return NeverBegun() if stage is Stage.MAIL and reused else Interrupted()
            if answer.code not in wanted:
                return await self._refused(stage, answer)
        return await self._after_go_ahead(client, content)

    async def close(self) -> None:
        """Says goodbye; a relay that does not answer is left alone."""
        client, self._client = self._client, None
        if client is not None:
            await _quietly(client.quit)
            client.close()

    async def _after_go_ahead(self, client: SMTP, content: bytes) -> Outcome:
        try:
            answer = await self._answer_to(client, content)
        except (SMTPException, OSError):
            self._drop()
            return Unknown()
        if answer.code == SMTPStatus.completed:
            self._used_at = self._now()
            return TakenOver(Reply(Stage.DATA, answer.code, answer.message))
        if answer.code < 400:
            self._drop()
            return Unknown()
        return await self._refused(Stage.DATA, answer)

    async def _answer_to(self, client: SMTP, content: bytes) -> SMTPResponse:
        """What aiosmtplib's `data` does in one with the command, so that nobody could tell which of them broke."""
        if client.protocol is None:
            raise SMTPServerDisconnected("Connection lost")
        client.protocol.write(content)
        return await client.protocol.read_response(timeout=self._timeout * _PATIENCE_AFTER_DATA)

    async def _refused(self, stage: Stage, answer: SMTPResponse) -> Outcome:
        reply = Reply(stage, answer.code, answer.message)
        if (
            answer.code < 400
            or answer.code == _SERVICE_CLOSING
            or (self._client is not None and not await _quietly(self._client.rset))
        ):
            self._drop()
        self._used_at = self._now()
        return Refused(reply) if answer.code >= 400 else Interrupted()

    async def _connect(self) -> None:
        target = self._target
        if self._tls is None and (target.tls or target.start_tls != "never"):
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        client = SMTP(
            hostname=target.host,
            port=target.port,
            use_tls=target.tls,
            start_tls=_START_TLS[target.start_tls],
            tls_context=self._tls,
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
            raise RelayUnreachable(error) from error
        self._client, self._mails = client, 0

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


async def _content(mail: Envelope) -> bytes:
    """What goes over the wire after DATA, its end included (RFC 5321, 4.5.2).

    Files of megabytes take longer than MAIL FROM may wait, so it is made after it; and in a thread, so that the other
    connections need not wait either.
    """
    return await asyncio.to_thread(_stuffed, mail) if mail.takes_time else _stuffed(mail)


def _stuffed(mail: Envelope) -> bytes:
    data = mail.data.replace(b"\n.", b"\n..")
    return b"".join((b"." if data.startswith(b".") else b"", data, b".\r\n"))


def _dialogue(mail: Envelope, offers_dsn: bool) -> list[tuple[Stage, list[bytes], frozenset[SMTPStatus]]]:
    """The commands before the content, each with the answers that lead to the next.

    The addresses are checked where the mail is composed; aiosmtplib refuses control characters in a command.
    """
    sender, recipient = f"FROM:<{mail.return_path}>", f"TO:<{mail.recipient}>"
    notify = "NOTIFY=SUCCESS,FAILURE,DELAY" if mail.report_success else "NOTIFY=FAILURE,DELAY"
    of_mail, of_rcpt = (f" RET=HDRS ENVID={mail.envelope_id}", f" {notify}") if offers_dsn else ("", "")
    return [
        (Stage.MAIL, [b"MAIL", f"{sender}{of_mail}".encode("ascii")], _OK),
        (Stage.RCPT, [b"RCPT", f"{recipient}{of_rcpt}".encode("ascii")], _WILL_FORWARD),
        (Stage.DATA, [b"DATA"], _GO_ON),
    ]


def _reason(error: BaseException) -> str:
    if isinstance(error, SMTPAuthenticationError):
        return f"login_refused_{error.code}"
    if isinstance(error, SMTPResponseException):
        return f"answered_{error.code}"
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return _CERTIFICATE.get(seen.verify_code, "certificate_not_trusted")
        if isinstance(seen, ssl.SSLError):
            return "tls_failed"
        seen = seen.__cause__ or seen.__context__
    return type(error).__name__


async def _quietly(command: Callable[[], Awaitable[object]]) -> bool:
    """Whether the command went well; what it answers otherwise changes nothing for the mail."""
    try:
        await command()
    except (SMTPException, OSError):
        return False
    return True

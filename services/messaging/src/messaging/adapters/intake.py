"""The bounce intake: an SMTP and LMTP server that knows return paths only, and never answers a mail."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from chassis.logs import get_logger
from messaging.adapters.intake_limits import MOST_CONNECTIONS, Peers, peer_of
from messaging.application.keep_report import Taken
from messaging.domain.return_path import token_in
from messaging.metrics import REPORT_ANSWERS

MOST_BYTES = 5 * 1024 * 1024
MOST_RECIPIENTS = 10
MOST_COMMANDS = 2_000
IDLE_SECONDS = 60.0

GREETED_WITH_NO = b"421 4.7.0 Too many connections, try again later\r\n"
UNKNOWN = "550 5.1.1 No such return path"
LATER = "451 4.3.0 Not now, please try again"
TOO_FAST = "451 4.7.1 Too fast, please try again later"
TOO_MANY = "452 4.5.3 Too many recipients"
ANSWERS = {
    Taken.TAKEN: "250 2.0.0 Report taken",
    Taken.UNKNOWN: UNKNOWN,
    Taken.LATER: LATER,
    Taken.ENOUGH: "552 5.2.2 Enough reports about this mail",
}
# What all recipients of one mail are told together: who sends it again loses nothing.
_WEIGHT = (Taken.LATER, Taken.TAKEN, Taken.ENOUGH, Taken.UNKNOWN)

Knows = Callable[[str], Awaitable[bool]]
"""Whether a token stands for a mail of ours."""
Takes = Callable[[str, bytes], Awaitable[Taken]]
"""Stores what came for a token, durably."""

_log = get_logger(__name__)
# Its lines quote commands with their addresses.
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)


def _way(lmtp: bool) -> str:
    return "lmtp" if lmtp else "smtp"


class _Handler:
    def __init__(self, domain: str, knows: Knows, takes: Takes, peers: Peers, *, lmtp: bool) -> None:
        self._domain = domain
        self._knows = knows
        self._takes = takes
        self._peers = peers
        self._way = _way(lmtp)
        self._most_recipients = 1 if lmtp else MOST_RECIPIENTS

    async def handle_RCPT(  # noqa: N802 - the hook's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if server.transport is None or not self._peers.may_name_a_recipient(peer_of(server.transport)):
            return self._answered("too_fast", TOO_FAST)
        token = token_in(address, self._domain)
        if token is None or not await self._knows(token):
            return self._answered("unknown", UNKNOWN)
        if len(envelope.rcpt_tos) >= self._most_recipients:
            return TOO_MANY
        envelope.rcpt_tos.append(token)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802 - the hook's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        raw = envelope.original_content or b""
        try:
            outcomes = [await self._takes(token, raw) for token in envelope.rcpt_tos]
        except Exception as error:
            # Left to aiosmtpd the mail would not be over (RFC 5321 §4.1.1.4), and the next one be refused for good.
            return await self.handle_exception(error)
        outcome = min(outcomes, key=_WEIGHT.index)
        return self._answered(outcome.value, ANSWERS[outcome])

    async def handle_exception(self, error: Exception) -> str:
        _log.warning("a report could not be taken now", type=type(error).__name__)
        return self._answered("later", LATER)

    def _answered(self, answer: str, line: str) -> str:
        REPORT_ANSWERS.labels(self._way, answer).inc()
        return line


class _Bounded(SMTP):
    """A connection. Ends a mail that does not end: aiosmtpd reads on to its last line, and keeps what has none."""

    # Reports quote mails as they were; a long line is no reason to lose one.
    line_length_limit = 64 * 1024
    _since_last_mail = 0
    when_over: Callable[[], None] | None = None

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        if self.when_over is not None:
            self.when_over()

    def data_received(self, data: bytes) -> None:
        self._since_last_mail += len(data)
        if self._since_last_mail > 2 * MOST_BYTES:
            self._timeout_cb()
        else:
            super().data_received(data)

    def _set_post_data_state(self) -> None:
        self._since_last_mail = 0
        super()._set_post_data_state()  # type: ignore[no-untyped-call]

    def _timeout_cb(self) -> None:
        # A peer that reads nothing would keep a connection which is only closed.
        if self.transport is not None:
            cast(asyncio.WriteTransport, self.transport).abort()


class _Lmtp(_Bounded, LMTP):
    pass


class _Door(asyncio.Protocol):
    """Lets a connection in as far as there is room for its peer."""

    def __init__(self, make: Callable[[], _Bounded], peers: Peers, inside: set[_Bounded], way: str) -> None:
        self._make = make
        self._peers = peers
        self._inside = inside
        self._way = way

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = peer_of(transport)
        connection = cast(asyncio.Transport, transport)  # uvloop's are none by inheritance
        if not self._peers.admits(peer):
            _log.warning("too many connections to the bounce intake", limit=MOST_CONNECTIONS)
            REPORT_ANSWERS.labels(self._way, "too_many_connections").inc()
            connection.write(GREETED_WITH_NO)
            connection.close()
            return
        server = self._make()
        self._inside.add(server)
        server.when_over = lambda: self._leave(server, peer)
        connection.set_protocol(server)
        server.connection_made(transport)

    def _leave(self, server: _Bounded, peer: str) -> None:
        self._inside.discard(server)
        self._peers.left(peer)


@asynccontextmanager
async def bounce_intake(
    host: str, port: int, domain: str, knows: Knows, takes: Takes, *, lmtp: bool = False
) -> AsyncIterator[int]:
    """Listens while the context lasts; yields the port.

    A recipient that is no living return path gets 550, a report is answered with 250 only when it is stored,
    and what goes wrong here with 451, so that the other side keeps it. LMTP takes one recipient at a
    time: its answer after the data is one per recipient, and aiosmtpd gives one.
    """
    loop = asyncio.get_running_loop()
    peers = Peers(loop.time)
    inside: set[_Bounded] = set()
    handler = _Handler(domain, knows, takes, peers, lmtp=lmtp)

    def make() -> _Bounded:
        return (_Lmtp if lmtp else _Bounded)(
            handler,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=domain,
            ident="Stammkunde bounce intake",
            timeout=IDLE_SECONDS,
            command_call_limit=MOST_COMMANDS,
            loop=loop,
        )

    server = await loop.create_server(lambda: _Door(make, peers, inside, _way(lmtp)), host, port)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        # Who was in the middle of a report sends it again.
        for connection in list(inside):
            if connection.transport is not None:
                connection.transport.close()
        await server.wait_closed()

"""The bounce intake: an SMTP and LMTP server that knows return paths only, and never answers a mail."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from chassis.logs import get_logger

MOST_BYTES = 5 * 1024 * 1024
MOST_CONNECTIONS = 50
MOST_RECIPIENTS = 10
MOST_COMMANDS = 2_000
IDLE_SECONDS = 60.0
_TOKEN = re.compile(r"bounce\+([0-9a-f]{32})@", re.IGNORECASE)

UNKNOWN = "550 5.1.1 No such return path"
LATER = "451 4.3.0 Not now, please try again"
ENOUGH = "452 4.5.3 Too many recipients"
TAKEN = "250 2.0.0 Report taken"

Knows = Callable[[str], Awaitable[bool]]
"""Whether a token stands for a mail of ours."""
Takes = Callable[[str, bytes], Awaitable[bool]]
"""Stores what came for a token, durably; False when the token has gone meanwhile."""

_log = get_logger(__name__)
# Its lines quote commands with their addresses.
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)


class _Handler:
    def __init__(self, domain: str, knows: Knows, takes: Takes, most_recipients: int) -> None:
        self._domain = domain.lower()
        self._knows = knows
        self._takes = takes
        self._most_recipients = most_recipients

    async def handle_RCPT(  # noqa: N802 - the hook's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        token = self._token(address)
        if token is None or not await self._knows(token):
            return UNKNOWN
        if len(envelope.rcpt_tos) >= self._most_recipients:
            return ENOUGH
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802 - the hook's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        raw = envelope.original_content or b""
        taken = False
        for address in envelope.rcpt_tos:
            token = self._token(address)
            taken |= token is not None and await self._takes(token, raw)
        return TAKEN if taken else UNKNOWN

    async def handle_exception(self, error: Exception) -> str:
        _log.warning("a report could not be taken now", type=type(error).__name__)
        return LATER

    def _token(self, address: str) -> str | None:
        match = _TOKEN.fullmatch(address[: len(address) - len(self._domain)])
        return match.group(1).lower() if match and address.lower().endswith(self._domain) else None


class _Smtp(SMTP):
    # Reports quote mails as they were; a long line is no reason to lose one.
    line_length_limit = 64 * 1024


class _Lmtp(LMTP):
    line_length_limit = 64 * 1024


class _Full(asyncio.Protocol):
    """Turns a connection away."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(b"421 4.7.0 Too many connections, try again later\r\n")
        transport.close()


class _Counted:
    """Makes protocols for at most MOST_CONNECTIONS connections at a time."""

    def __init__(self, make: Callable[[], SMTP]) -> None:
        self._make = make
        self._open: set[SMTP] = set()

    def __call__(self) -> asyncio.Protocol:
        self._open = {server for server in self._open if server.transport is not None}
        if len(self._open) >= MOST_CONNECTIONS:
            _log.warning("too many connections to the bounce intake", limit=MOST_CONNECTIONS)
            return _Full()
        server = self._make()
        self._open.add(server)
        return server

    def hang_up(self) -> None:
        """Ends the connections; who was in the middle of a report sends it again."""
        for server in self._open:
            if server.transport is not None:
                server.transport.close()


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
    handler = _Handler(domain, knows, takes, 1 if lmtp else MOST_RECIPIENTS)
    protocol: Any = _Lmtp if lmtp else _Smtp

    def make() -> SMTP:
        server: SMTP = protocol(
            handler,
            data_size_limit=MOST_BYTES,
            enable_SMTPUTF8=True,
            hostname=domain,
            ident="Stammkunde bounce intake",
            timeout=IDLE_SECONDS,
            command_call_limit=MOST_COMMANDS,
            loop=loop,
        )
        return server

    connections = _Counted(make)
    server = await loop.create_server(connections, host, port)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        connections.hang_up()
        await server.wait_closed()

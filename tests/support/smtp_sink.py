"""A mail relay for tests: keeps what it is given, offers DSN, and misbehaves on request."""
# ruff: noqa: N802 - the names of aiosmtpd's hooks

import asyncio
import email
import email.policy
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from functools import cached_property
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_UP = "hang up"
"""As an answer: the connection is cut instead."""

logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True)
class TakenMail:
    """A mail as it came over the wire."""

    return_path: str
    recipient: str
    options: frozenset[str]
    data: bytes

    @cached_property
    def message(self) -> EmailMessage:
        """Parsed when a test asks for it: the sender that the relay answers may run in the same loop."""
        return cast(EmailMessage, email.message_from_bytes(self.data, policy=email.policy.default))

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        return str(self.message.get_content())


@dataclass
class Sink:
    """The relay. `answers` maps a stage (`mail`, `rcpt`, `data`) to its next answers; without one it takes the mail."""

    port: int = 0
    mails: list[TakenMail] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    begun: list[tuple[str, float]] = field(default_factory=list)
    """The return path of each MAIL FROM, and when it came, in seconds since the epoch."""
    servers: list[SMTP] = field(default_factory=list, repr=False)
    slow_seconds: float = 0.0
    """How long the answer to DATA takes, after the mail was kept."""
    mail_from_held: asyncio.Event | None = None
    """When set: MAIL FROM is answered only after this event."""
    mail_from_seen: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self.servers)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=never"

    def counted(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(mail.message_id for mail in self.mails)

    def hang_up(self) -> None:
        """Cuts all open connections."""
        for server in self.servers:
            if server.transport is not None:
                server.transport.close()

    def next_answer(self, stage: str) -> str | None:
        waiting = self.answers.get(stage)
        return waiting.pop(0) if waiting else None


class _Server(SMTP):
    def __init__(self, sink: Sink) -> None:
        super().__init__(_Handler(sink), hostname="relay.test", enable_SMTPUTF8=False)
        self._sink = sink
        self.options: set[str] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sink.servers.append(self)
        super().connection_made(transport)

    def _getparams(self, params: list[str]) -> dict[str, str | bool] | None:
        self.options.update(params)
        known = [param for param in params if param.split("=")[0] not in {"RET", "ENVID", "NOTIFY", "ORCPT"}]
        return cast("dict[str, str | bool] | None", super()._getparams(known))


class _Handler:
    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    async def handle_EHLO(
        self, server: _Server, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]]

    async def handle_MAIL(
        self, server: _Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        server.options = set(options)
        self._sink.begun.append((address, time.time()))
        self._sink.mail_from_seen.set()
        if self._sink.mail_from_held is not None:
            await self._sink.mail_from_held.wait()
        answer = self._answer(server, "mail")
        if answer is None:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(
        self, server: _Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer(server, "rcpt")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: _Server, session: Session, envelope: Envelope) -> str:
        answer = self._answer(server, "data")
        if answer is not None and answer[0] in "45":
            return answer
        self._sink.mails.append(
            TakenMail(
                return_path=envelope.mail_from or "",
                recipient=envelope.rcpt_tos[0],
                options=frozenset(server.options),
                data=envelope.original_content or b"",
            )
        )
        await asyncio.sleep(self._sink.slow_seconds)
        return "250 OK kept"

    def _answer(self, server: _Server, stage: str) -> str | None:
        answer = self._sink.next_answer(stage)
        if answer == HANG_UP and server.transport is not None:
            server.transport.close()
        return answer


@asynccontextmanager
async def smtp_sink(port: int = 0) -> AsyncIterator[Sink]:
    """A relay that listens on loopback while the context lasts."""
    sink = Sink()
    server = await asyncio.get_running_loop().create_server(lambda: _Server(sink), "127.0.0.1", port)
    sink.port = server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        server.close()

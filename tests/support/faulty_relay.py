"""A mail relay that goes wrong at a stage of its own choice; slower, and nearer to the wire, than `smtp_sink`."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

DROP, STALL = "drop", "stall"
"""The connection is cut; nothing is ever answered, as by a peer that lost its power."""

STAGES = ("banner", "ehlo", "mail", "rcpt", "data", "message")
_ANSWERS = {
    "banner": "220 relay.test ESMTP",
    "mail": "250 OK",
    "rcpt": "250 OK",
    "data": "354 go on",
    "message": "250 kept",
}


@dataclass
class FaultyRelay:
    """`faults` maps a stage to DROP, STALL or an answer, as often as it comes there, until it is taken out again."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    password: str | None = None
    faults: dict[str, str] = field(default_factory=dict)
    slow_seconds: float = 0.0
    """Before each answer."""
    mails: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    """Of each RCPT."""
    connections: list[int] = field(default_factory=list)
    """How many mails each has carried."""
    logins: int = 0
    under_way: int = 0
    most_at_once: int = 0
    """How many mails there were at most between their RCPT and the answer to their data."""
    writers: set[asyncio.StreamWriter] = field(default_factory=set, repr=False)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    """Recipient domains whose RCPT is answered only after the event."""

    @property
    def url(self) -> str:
        scheme = "smtps" if self.tls_at_once else "smtp"
        start = "" if self.tls_at_once else f"?starttls={'required' if self.tls else 'never'}"
        return f"{scheme}://localhost:{self.port}{start}"

    def hang_up(self) -> None:
        """Cuts all open connections."""
        for writer in self.writers:
            writer.transport.abort()


class _Over(Exception):
    """The connection is."""


class _Session:
    def __init__(
        self, relay: FaultyRelay, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._relay, self._reader, self._writer = relay, reader, writer
        self._number = len(relay.connections)
        relay.connections.append(0)
        relay.writers.add(writer)

    async def run(self) -> None:
        try:
            await self._say("banner")
            while line := await self._reader.readline():
                await self._answer(line.decode("ascii").strip())
        except (_Over, ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass
        finally:
            self._relay.writers.discard(self._writer)
            self._writer.close()

    async def _say(self, stage: str, answer: str | None = None) -> bool:
        """Whether it was the usual answer."""
        await asyncio.sleep(self._relay.slow_seconds)
        fault = self._relay.faults.get(stage)
        if fault == DROP:
            raise _Over
        if fault == STALL:
            await asyncio.Event().wait()
        self._writer.write(f"{fault or answer or _ANSWERS[stage]}\r\n".encode())
        await self._writer.drain()
        return fault is None

    async def _answer(self, line: str) -> None:
        relay = self._relay
        command = line.upper()
        if command.startswith("EHLO"):
            await self._say("ehlo", "\r\n".join(self._extensions()))
        elif command == "STARTTLS" and relay.tls:
            await self._say("starttls", "220 go on")
            await self._writer.start_tls(relay.tls)
        elif command.startswith("AUTH"):
            await self._log_in(line)
        elif command.startswith("MAIL"):
            await self._say("mail")
        elif command.startswith("RCPT"):
            await self._rcpt(line.partition("<")[2].partition(">")[0])
        elif command == "DATA":
            if await self._say("data"):
                await self._take(await self._reader.readuntil(b"\r\n.\r\n"))
        elif command == "QUIT":
            raise _Over
        else:
            await self._say(command[:4].lower(), "250 OK")

    async def _rcpt(self, recipient: str) -> None:
        self._relay.recipients.append(recipient)
        self._relay.under_way += 1
        self._relay.most_at_once = max(self._relay.most_at_once, self._relay.under_way)
        try:
            if held := self._relay.held.get(recipient.partition("@")[2].lower()):
                await held.wait()
            if not await self._say("rcpt"):
                self._relay.under_way -= 1
        except BaseException:
            self._relay.under_way -= 1
            raise

    async def _take(self, data: bytes) -> None:
        self._relay.under_way -= 1
        self._relay.mails.append(data[:-3])
        self._relay.connections[self._number] += 1
        await self._say("message")

    async def _log_in(self, line: str) -> None:
        told = base64.b64decode(line.split()[2]).split(b"\0")[-1].decode()
        right = told == self._relay.password
        self._relay.logins += right
        await self._say("auth", "235 OK" if right else "535 5.7.8 no")

    def _extensions(self) -> list[str]:
        lines = ["relay.test", "DSN"]
        if self._relay.tls and self._writer.get_extra_info("ssl_object") is None:
            lines.append("STARTTLS")
        if self._relay.password:
            lines.append("AUTH PLAIN")
        return [f"250{' ' if line is lines[-1] else '-'}{line}" for line in lines]


@asynccontextmanager
async def faulty_relay(
    tls: ssl.SSLContext | None = None, *, tls_at_once: bool = False, password: str | None = None
) -> AsyncIterator[FaultyRelay]:
    """A relay that listens on loopback while the context lasts, and does nothing wrong as long as it is not told to."""
    relay = FaultyRelay(tls=tls, tls_at_once=tls_at_once, password=password)
    sessions: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        sessions.add(task)
        with suppress(asyncio.CancelledError):  # at the end of the test
            await _Session(relay, reader, writer).run()
        sessions.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls if tls_at_once else None)
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        server.close()
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)

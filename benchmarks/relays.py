"""Mail relays that keep nothing, each in a process of its own: `python -m benchmarks.relays KIND PORT FOLDER`."""

import asyncio
import os
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import uvloop
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.local.ports import accepts, free_port
from tests.support.certificates import authority

_GREETING = b"220 sink.test ESMTP\r\n"
_EHLO = b"250-sink.test\r\n250-SIZE 33554432\r\n250-DSN\r\n250 8BITMIME\r\n"
_END_OF_DATA = b"\r\n.\r\n"


class _Yes(asyncio.Protocol):
    """Reads commands without looking at more than their first letters, and data without keeping it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._read = b""
        self._in_data = False
        self._say(_GREETING)

    def data_received(self, data: bytes) -> None:
        self._read += data
        while True:
            end = _END_OF_DATA if self._in_data else b"\r\n"
            line, found, rest = self._read.partition(end)
            if not found:
                if self._in_data:
                    self._read = self._read[-len(end) :]
                return
            self._read = rest
            self._answer(b"." if self._in_data else line[:4].upper())

    def _answer(self, command: bytes) -> None:
        self._in_data = command == b"DATA"
        if command == b"EHLO":
            self._say(_EHLO)
        elif command == b"DATA":
            self._say(b"354 go on\r\n")
        elif command == b"QUIT":
            self._say(b"221 bye\r\n")
        else:
            self._say(b"250 ok\r\n")

    def _say(self, answer: bytes) -> None:
        self._transport.write(answer)
        if answer.startswith(b"221"):
            self._transport.close()


class _Far(_Yes):
    """Answers one round trip of 10 ms later; greets after three: for TCP, for TLS 1.3, and for the greeting."""

    def _say(self, answer: bytes) -> None:
        trips = 3 if answer is _GREETING else 1
        asyncio.get_running_loop().call_later(trips * 0.010, super()._say, answer)


class _Aiosmtpd:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return "250 kept"


def _aiosmtpd() -> asyncio.Protocol:
    return cast(asyncio.Protocol, SMTP(_Aiosmtpd(), hostname="sink.test"))


RELAYS: dict[str, tuple[Callable[[], asyncio.Protocol], bool]] = {
    "says yes": (_Yes, False),
    "says yes, over TLS": (_Yes, True),
    "10 ms away, over TLS": (_Far, True),
    "aiosmtpd over TLS": (_aiosmtpd, True),
}
"""What answers, and whether over TLS."""


@dataclass(frozen=True)
class Relay:
    """Where it listens, and whom to trust for it."""

    port: int
    tls: ssl.SSLContext | None

    @property
    def url(self) -> str:
        return (
            f"smtps://localhost:{self.port}" if self.tls else f"smtp://localhost:{self.port}?starttls=never"
        )


async def _serve(kind: str, port: int, folder: Path) -> None:
    protocol, with_tls = RELAYS[kind]
    tls = authority(folder).server() if with_tls else None
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port, ssl=tls)
    await server.serve_forever()


@asynccontextmanager
async def running_relay(kind: str) -> AsyncIterator[Relay]:
    """The relay while the block runs; this process trusts its certificate then."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.relays", kind, str(port), folder
        )
        try:
            while not await accepts(port):
                await asyncio.sleep(0.05)
            trusted = Path(folder) / "authority.pem"
            if RELAYS[kind][1]:
                os.environ["SSL_CERT_FILE"] = str(trusted)
            yield Relay(port, ssl.create_default_context() if RELAYS[kind][1] else None)
        finally:
            os.environ.pop("SSL_CERT_FILE", None)
            process.terminate()
            await process.wait()


if __name__ == "__main__":
    uvloop.run(_serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))

"""A mail relay that does nothing but say yes, in a process of its own: `python -m benchmarks.fast_sink PORT`."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import uvloop

from deploy.local.ports import accepts, free_port

_GREETING = b"220 sink.test ESMTP\r\n"
_EHLO = b"250-sink.test\r\n250-SIZE 33554432\r\n250-DSN\r\n250 8BITMIME\r\n"
_END_OF_DATA = b"\r\n.\r\n"


class _Session(asyncio.Protocol):
    """Reads commands without looking at more than their first letters, and data without keeping it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._read = b""
        self._in_data = False
        transport.write(_GREETING)

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
            self._transport.write(_EHLO)
        elif command == b"DATA":
            self._transport.write(b"354 go on\r\n")
        elif command == b"QUIT":
            self._transport.write(b"221 bye\r\n")
            self._transport.close()
        else:
            self._transport.write(b"250 ok\r\n")


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Session, "127.0.0.1", port)
    await server.serve_forever()


@asynccontextmanager
async def fast_sink() -> AsyncIterator[int]:
    """The port it listens on while the block runs."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "benchmarks.fast_sink", str(port))
    try:
        while not await accepts(port):
            await asyncio.sleep(0.05)
        yield port
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))

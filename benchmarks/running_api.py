"""The api process of customers on a database, and clients that cost less than what they measure."""

import asyncio
import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import asyncpg

from chassis.tokens import Actor, SigningKey, issue
from deploy.local.failures import StartFailed
from deploy.local.ports import accepts, free_port

T = TypeVar("T")
CLIENTS = 8


@dataclass(frozen=True)
class Api:
    """Where it listens, who asks, and its process."""

    port: int
    token: str
    pid: int


@asynccontextmanager
async def running_api(url: str) -> AsyncIterator[Api]:
    """The api as `make run` starts it, ready and with a clerk's token."""
    port, private = free_port(), free_port()
    environment = os.environ | {
        "DATABASE_URL_CUSTOMERS": url,
        "PORT": str(port),
        "PRIVATE_PORT": str(private),
        "JWKS_URL": f"http://127.0.0.1:{private}/.well-known/jwks.json",
        "SERVICE_TOKEN_KEY": "only benchmarks ask with this key",
        "LOG_LEVEL": "ERROR",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "customers", "api", env=environment)
    try:
        while not await accepts(port):
            if process.returncode is not None:
                raise StartFailed(
                    f"The api of customers has ended with {process.returncode} before it was ready"
                )
            await asyncio.sleep(0.1)
        connection = await asyncpg.connect(url)
        pem = await connection.fetchval("SELECT private_pem FROM signing_keys")
        await connection.close()
        clerk = Actor(UUID(int=1), "staff", None, "Jana")
        token = issue(SigningKey.from_pem(pem), clerk, timedelta(hours=1))
        yield Api(port, token, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


class Client:
    """One kept-alive connection that asks one thing after the other."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def __aenter__(self) -> "Client":
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._api.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def get(self, target: str) -> bytes:
        """The body of a 200."""
        await self._ask(target)
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        return await self._reader.readexactly(length)

    async def drain(self, target: str) -> int:
        """Reads a streamed answer to its end; how many bytes came."""
        await self._ask(target)
        received = 0
        tail = b""
        while not tail.endswith(b"\r\n0\r\n\r\n"):
            piece = await self._reader.read(262_144)
            assert piece, "cut off"
            received += len(piece)
            tail = (tail + piece)[-8:]
        return received

    async def _ask(self, target: str) -> None:
        head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self._api.token}\r\n\r\n"
        self._writer.write(head.encode())


async def latencies(ask: Sequence[Callable[[T], Awaitable[object]]], things: Sequence[T]) -> list[float]:
    """Milliseconds each thing took, asked for by all of `ask` together, each one after the other."""
    waiting = list(reversed(things))
    taken: list[float] = []

    async def work(one: Callable[[T], Awaitable[object]]) -> None:
        while waiting:
            thing = waiting.pop()
            began = time.perf_counter()
            await one(thing)
            taken.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(work(one) for one in ask))
    return taken


def quantile(values: Sequence[float], percent: int) -> float:
    """The percentile of the values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]

"""Uvicorn, as a part of a process that handles its own signals."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

_FINISH_REQUESTS_WITHIN_S = 3


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepting = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.accepting.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(app: FastAPI, host: str, port: int, stopping: asyncio.Event) -> AsyncIterator[int]:
    """Serves `app` while the block runs; the value is the port (port 0 takes a free one).

    At the end it accepts nothing more and finishes what has begun, for at most three seconds. A server
    that ends by itself sets `stopping` and raises. OSError when the port is taken.
    """
    listener = _listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=_FINISH_REQUESTS_WITHIN_S,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve([listener]), name=f"http:{port}")
    task.add_done_callback(lambda _: stopping.set())
    try:
        await _until_accepting(server, task)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await task


async def _until_accepting(server: _Server, task: asyncio.Task[None]) -> None:
    accepting = asyncio.create_task(server.accepting.wait())
    await asyncio.wait({accepting, task}, return_when=asyncio.FIRST_COMPLETED)
    accepting.cancel()
    if task.done():
        task.result()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener

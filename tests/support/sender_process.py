"""A process that is the sender and nothing else, ready in a moment: tests kill it many times."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess

import uvloop

from chassis.database import Database
from messaging.entrypoints.sender import Sender
from messaging.settings import Settings


def _send(settings: Settings) -> None:
    async def send() -> None:
        database = Database(settings.database_url, "messaging")
        await Sender(database, settings, asyncio.Event()).run()

    uvloop.run(send())


@contextmanager
def sender_process(settings: Settings) -> Iterator[ForkServerProcess]:
    """Forked from a server that has all modules loaded already; killed at the end, if it was not before."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=_send, args=(settings,), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()

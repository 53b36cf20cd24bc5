"""Waiting for what happens elsewhere, without sleeping longer than it takes."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

BUSY = 3
"""So many times longer may everything take on a machine that has other things to do."""


async def eventually(check: Callable[[], Awaitable[T] | T], within: float = 10.0) -> T:
    """Calls `check` until it raises no AssertionError, and returns its answer.

    `within`: the seconds that a machine with nothing else to do has plenty in. The last call is `BUSY` times later.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + within * BUSY
    while True:
        try:
            answer = check()
            if inspect.isawaitable(answer):
                return await answer  # type: ignore[no-any-return]
            return answer  # type: ignore[return-value]
        except AssertionError:
            if loop.time() >= until:
                raise
        await asyncio.sleep(0.05)

"""What a service hands to the chassis: its table of contents."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fastapi import APIRouter

from chassis.alarms import Alarms
from chassis.database import Database
from chassis.events.consumed import Subscription
from chassis.events.topics import Topic
from chassis.http.problems import Problem
from chassis.settings import ServiceSettings

MEBIBYTE = 1024 * 1024


@dataclass
class Runtime:
    """One running process of a service: `api` or `worker`."""

    service: "Service"
    settings: ServiceSettings
    database: Database
    stopping: asyncio.Event
    """Set once when the process is asked to stop. Loops end soon after."""
    checks: dict[str, Callable[[], str | None]] = field(default_factory=dict)
    """What `/readyz` asks besides the database: a reason when not ready, else None."""

    async def unless_stopped(self, work: Coroutine[Any, Any, None]) -> bool:
        """Does the work; False when the process was asked to stop before (the work is cancelled then)."""
        task = asyncio.create_task(work)
        stopping = asyncio.create_task(self.stopping.wait())
        try:
            await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
                return True
            return False
        finally:
            stopping.cancel()
            task.cancel()
            await asyncio.gather(task, stopping, return_exceptions=True)


@dataclass(frozen=True)
class Service:
    """The composition of one service. `chassis.process.main` runs it."""

    name: str
    settings: Callable[[], ServiceSettings]
    routers: Sequence[APIRouter]
    """The public API. Every path starts with `/api/`."""
    migrations: Path
    private_routers: Sequence[APIRouter] = ()
    """Served on the private port of the api, to neighbours and the gateway only."""
    topics: Sequence[Topic] = ()
    """The topics it owns, and creates when they are missing."""
    subscriptions: Sequence[Subscription[Any]] = ()
    background: Sequence[Callable[[Runtime], Awaitable[None]]] = ()
    """Loops of the worker. Cancelled when the process stops; one that ends or raises ends the process."""
    problems: Mapping[type[Exception], Callable[[Any], Problem]] = field(default_factory=dict)
    """How domain errors look from outside."""
    prepare: Callable[[Runtime], Awaitable[None]] | None = None
    """Runs once in each api process, after the migrations and before the public port opens."""
    alarms: Alarms | None = None
    """Shown at `/api/ops/{service}`."""
    max_body_bytes: int = MEBIBYTE
    """Limit for request bodies that are no JSON (uploads). JSON bodies end at 1 MiB."""

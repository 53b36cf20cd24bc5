"""`GET /api/{service}/events`: server-sent events that tell every browser what changed, by ids only."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import cast

import orjson
from fastapi import APIRouter, Request
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse

from chassis.changes import listen
from chassis.database import Database
from chassis.http.actors import Staff
from chassis.http.problems import problem_responses, standard_problem
from chassis.logs import get_logger
from chassis.metrics import STREAM_CLIENTS, STREAM_DROPPED_CLIENTS

PING_S = 15
QUEUE_LENGTH = 256
LONGEST_STREAM_S = 900.0
_CONNECT_WITHIN_S = 5.0

_log = get_logger(__name__)

Change = dict[str, str]


class Broadcaster:
    """One LISTEN connection per process, told on to every open stream.

    A stream that does not keep up is ended; its browser connects again and reads afresh. So is one that
    is older than a quarter of an hour, so that the session behind it is checked again.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._streams: set[asyncio.Queue[Change | None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()
        self._closed = False

    async def stream(self) -> AsyncIterator[ServerSentEvent]:
        """`hello` when changes are heard from here on (after an outage again: read afresh), then `change`."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(QUEUE_LENGTH)
        self._streams.add(queue)
        STREAM_CLIENTS.inc()
        try:
            yield ServerSentEvent(data="{}", event="hello", retry=1000)
            until = time.monotonic() + LONGEST_STREAM_S
            while (change := await _next(queue, until)) is not None:
                yield _event(change)
        finally:
            STREAM_CLIENTS.dec()
            self._streams.discard(queue)

    async def ready(self) -> bool:
        """Starts listening with the first stream. False when the database cannot be reached soon."""
        if self._closed:
            return False
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen(), name="changes")
        try:
            async with asyncio.timeout(_CONNECT_WITHIN_S):
                await self._listening.wait()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Ends every stream and the LISTEN connection."""
        self._closed = True
        for queue in list(self._streams):
            self._end(queue)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        try:
            async with aclosing(listen(self._database)) as changes:
                async for change in changes:
                    if not change:
                        self._listening.set()
                    self._tell(change)
        except Exception:
            _log.exception("listening for changes failed")
        finally:
            self._listening.clear()
            for queue in list(self._streams):
                self._end(queue)

    def _tell(self, change: Change) -> None:
        for queue in list(self._streams):
            try:
                queue.put_nowait(change)
            except asyncio.QueueFull:
                _log.warning("a stream that did not keep up was ended")
                STREAM_DROPPED_CLIENTS.inc()
                self._end(queue)

    def _end(self, queue: asyncio.Queue[Change | None]) -> None:
        self._streams.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)


async def _next(queue: asyncio.Queue[Change | None], until: float) -> Change | None:
    try:
        async with asyncio.timeout(until - time.monotonic()):
            return await queue.get()
    except TimeoutError:
        return None


def _event(change: Change) -> ServerSentEvent:
    return ServerSentEvent(data=orjson.dumps(change).decode(), event="change" if change else "hello")


def stream_router(service: str) -> APIRouter:
    """The route of the stream."""
    router = APIRouter(tags=["events"])

    @router.get(
        f"/api/{service}/events",
        response_class=EventSourceResponse,
        responses={
            200: {"content": {"text/event-stream": {}}, "description": "`hello`, then `change` with ids"},
            **problem_responses(401, 403, 503),
        },
    )
    async def events(request: Request, _: Staff) -> EventSourceResponse:
        """Changes as they are committed, as `{kind, id, …ids}`."""
        broadcaster = cast(Broadcaster, request.app.state.broadcaster)
        if not await broadcaster.ready():
            raise standard_problem(503, headers={"Retry-After": "2"})
        return EventSourceResponse(
            broadcaster.stream(),
            ping=PING_S,
            send_timeout=30,
            headers={"Cache-Control": "no-cache, no-transform"},
        )

    return router

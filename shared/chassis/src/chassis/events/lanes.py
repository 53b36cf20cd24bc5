"""Lanes: queues by key, so that keys do not wait for each other and one key keeps its order."""

import asyncio
from collections import deque
from collections.abc import Callable
from zlib import crc32

from chassis import metrics
from chassis.database import Database
from chassis.logs import get_logger

from .accounting import Fate
from .applying import apply_batch, is_collision, is_outage, set_aside
from .consumed import InvalidMessage
from .messages import Message

LANES = 8
_BATCH = 100
_COLLISIONS = 5
_OUTAGE_PAUSE_S = 0.5
_TERMINAL_PAUSE_S = 1.0

_log = get_logger(__name__)


class DlqLimitReached(Exception):
    """More messages became dead letters than an accident explains: most likely this release is wrong."""


class DlqLimit:
    """Stops a consumer before a bad release diverts everything: `most` dead letters within `seconds`."""

    def __init__(self, most: int = 100, seconds: float = 60.0) -> None:
        self._most, self._seconds = most, seconds
        self._times: deque[float] = deque()

    def note(self) -> None:
        """Counts one more; raises DlqLimitReached when it is one too many."""
        now = asyncio.get_running_loop().time()
        self._times.append(now)
        while self._times[0] < now - self._seconds:
            self._times.popleft()
        if len(self._times) > self._most:
            raise DlqLimitReached


class Lanes:
    """Applies messages; `finished(message)` is called once the database has them for good.

    A batch that fails is bisected down to the message, which is set aside alone (G4). A database that is away
    makes the lane wait with what it has in hand.
    """

    def __init__(self, database: Database, finished: Callable[[Message], None]) -> None:
        self._database = database
        self._finished = finished
        self._limit = DlqLimit()
        self._queues: list[asyncio.Queue[Message]] = [asyncio.Queue() for _ in range(LANES)]
        self._tasks: list[asyncio.Task[None]] = []
        self._terminals: set[asyncio.Task[None]] = set()
        self.waiting_for_database = False

    def start(self) -> list[asyncio.Task[None]]:
        """Starts the lanes; a task that ends has met something that only a person can mend."""
        self._tasks = [
            asyncio.create_task(self._run(number), name=f"lane {number}") for number in range(LANES)
        ]
        return self._tasks

    def put(self, message: Message) -> None:
        """Queues the message behind those of its key."""
        self._queues[crc32(message.record.key.encode()) % LANES].put_nowait(message)

    async def stop(self) -> None:
        """Ends at once; what was not finished comes again."""
        tasks = [*self._tasks, *self._terminals]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, lane: int) -> None:
        queue = self._queues[lane]
        while True:
            batch = [await queue.get()]
            while len(batch) < _BATCH and not queue.empty():
                batch.append(queue.get_nowait())
            await self._apply(lane, batch)

    async def _apply(self, lane: int, batch: list[Message]) -> None:
        error = await self._attempt(lane, batch)
        if error is None:
            for message in batch:
                self._finished(message)
        elif len(batch) > 1:
            half = len(batch) // 2
            await self._apply(lane, batch[:half])
            await self._apply(lane, batch[half:])
        elif batch[0].terminal and not isinstance(error, InvalidMessage):
            task = asyncio.create_task(self._insist(lane, batch[0]), name="terminal record")
            self._terminals.add(task)
            task.add_done_callback(self._terminals.discard)
        else:
            await self._set_aside(lane, batch[0], error)

    async def _attempt(self, lane: int, batch: list[Message]) -> Exception | None:
        """None when applied, else why not. Outages and collisions are waited out."""
        collisions = 0
        while True:
            try:
                await apply_batch(self._database, lane, batch)
            except Exception as error:
                if is_outage(error):
                    await self._wait_for_database(error)
                elif is_collision(error) and collisions < _COLLISIONS:
                    collisions += 1
                else:
                    return error
            else:
                self.waiting_for_database = False
                return None

    async def _set_aside(self, lane: int, message: Message, error: Exception) -> None:
        if isinstance(error, InvalidMessage):
            self._limit.note()
        while True:
            try:
                fate = await set_aside(self._database, lane, message, error)
            except Exception as trouble:
                if is_outage(trouble):
                    await self._wait_for_database(trouble)
                elif not is_collision(trouble):
                    raise
            else:
                break
        if fate is not Fate.DUPLICATE:
            record = message.record
            _log.warning(
                "message set aside",
                fate=fate.value,
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                type=record.type,
                exc_info=error,
            )
        self._finished(message)

    async def _insist(self, lane: int, message: Message) -> None:
        """A terminal record is tried until it works; meanwhile its offset stays uncommitted, others go on."""
        while (error := await self._attempt(lane, [message])) is not None:
            _log.error("terminal record failed", topic=message.record.topic, exc_info=error)
            await asyncio.sleep(_TERMINAL_PAUSE_S)
        self._finished(message)

    async def _wait_for_database(self, error: Exception) -> None:
        if not self.waiting_for_database:
            _log.warning("waiting for the database", type=type(error).__name__)
        self.waiting_for_database = True
        metrics.CONSUMER_WAITS.inc()
        await asyncio.sleep(_OUTAGE_PAUSE_S)

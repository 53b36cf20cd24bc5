"""The consumer of a service: fetches, hands to lanes, commits what is finished. See docs/design.md §6."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from chassis import metrics
from chassis.database import Database
from chassis.logs import get_logger
from chassis.settings import ServiceSettings

from .consumed import Subscription
from .lanes import DlqLimitReached, Lanes
from .messages import Message, by_type, read, record_of
from .offsets import Offsets
from .retrying import Retrier
from .topics import group_of, kafka_options

_FETCH_S = 0.1
_BACKLOG = 2000
_DRAIN_S = 10.0
_RESTART_PAUSE_S = 1.0
_KAFKA_S = 5.0

# Of a stop, together eight seconds: whoever asked for it kills after ten.
_LAST_STEP_S = 1.0
_LAST_DRAIN_S = 3.0
_LAST_COMMIT_S = 1.0
_LEAVE_S = 3.0

_log = get_logger(__name__)


class Consumer:
    """Gives every event of the subscriptions its effect exactly once, in order per key (G2, G3).

    Offsets are committed by hand after the database's commit. Losing a partition and stopping are the same:
    fetch no more, let the lanes finish, commit, leave.
    """

    def __init__(
        self,
        service: str,
        database: Database,
        settings: ServiceSettings,
        subscriptions: Sequence[Subscription[Any]],
    ) -> None:
        self._group = group_of(settings, service)
        self._database = database
        self._settings = settings
        self._subscriptions = by_type(subscriptions)
        self._topics = sorted({settings.topic_prefix + subscription.topic for subscription in subscriptions})
        self._offsets = Offsets(settings.topic_prefix)
        self._lanes = Lanes(database, self._finished)
        self._retrier = Retrier(database, self._subscriptions)
        self._client: AIOKafkaConsumer | None = None
        self._draining = False
        self._trouble: str | None = "not assigned yet"

    def unhealthy(self) -> str | None:
        """Why events are not being handled, or None."""
        return self._trouble or ("database" if self._lanes.waiting_for_database else None)

    async def run(self, stopping: asyncio.Event) -> None:
        """Consumes until asked to stop. Raises when a lane met what only a person can mend."""
        retrier = asyncio.create_task(self._retrier.run(), name="retrier")
        watched = [*self._lanes.start(), retrier]
        try:
            while not stopping.is_set():
                try:
                    await self._consume(stopping, watched)
                except (KafkaError, OSError) as error:
                    self._trouble = "kafka"
                    _log.warning("consumer starts again", type=type(error).__name__)
                    if not stopping.is_set():
                        await asyncio.sleep(_RESTART_PAUSE_S)
        except DlqLimitReached:
            self._trouble = "too many dead letters: check the release, then restart"
            _log.error("consumer halted", reason="dlq-limit")
            await stopping.wait()
        finally:
            retrier.cancel()
            await asyncio.gather(retrier, return_exceptions=True)
            await self._lanes.stop()

    async def _consume(self, stopping: asyncio.Event, watched: list[asyncio.Task[None]]) -> None:
        client = AIOKafkaConsumer(
            **kafka_options(self._settings),
            group_id=self._group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=10_000,
            heartbeat_interval_ms=2_000,
            rebalance_timeout_ms=int(2 * _DRAIN_S * 1000),
            max_poll_interval_ms=300_000,
            fetch_max_wait_ms=500,
        )
        client.subscribe(self._topics, listener=_Rebalance(self))
        try:
            await _unless(stopping, client.start())
            self._client = client
            while not stopping.is_set():
                await _unless(stopping, self._step(client))
                for task in watched:
                    if task.done():
                        task.result()
                        raise RuntimeError(f"{task.get_name()} ended")
            await self._drain(_LAST_DRAIN_S, _LAST_COMMIT_S)
        finally:
            self._client = None
            await asyncio.wait([asyncio.create_task(client.stop())], timeout=_LEAVE_S)
            self._offsets.forget(set(self._offsets.committable()) | set(client.assignment()))

    async def _step(self, client: AIOKafkaConsumer) -> None:
        full = self._draining or self._offsets.unfinished >= _BACKLOG
        assigned = client.assignment()
        (client.pause if full else client.resume)(*assigned)
        fetched = await client.getmany(timeout_ms=int(_FETCH_S * 1000), max_records=500)
        for records in fetched.values():
            for raw in records:
                record = record_of(raw, self._settings.topic_prefix)
                self._offsets.fetched(record)
                message = read(record, self._subscriptions)
                if message is None:
                    self._offsets.finished(record)
                else:
                    self._lanes.put(message)
        metrics.CONSUMER_BACKLOG.set(self._offsets.unfinished)
        if assigned:
            self._trouble = None
        await self._commit()

    def _finished(self, message: Message) -> None:
        self._offsets.finished(message.record)

    async def _commit(self, within: float = _KAFKA_S) -> None:
        if self._client is None:
            return
        # One partition that is somebody else's would have the commit of all refused.
        self._offsets.forget(set(self._offsets.committable()) - self._client.assignment())
        offsets = self._offsets.committable()
        if not offsets:
            return
        try:
            async with asyncio.timeout(within):
                await self._client.commit(offsets)
        except TimeoutError:
            _log.warning("offsets are not committed yet")
        except (CommitFailedError, IllegalStateError) as error:
            # The partitions are being given away; whoever gets them finds the effects in the inbox.
            _log.info("offsets are not committed yet", type=type(error).__name__)
        else:
            self._offsets.committed(offsets)

    async def _drain(self, within: float, commit_within: float = _KAFKA_S) -> None:
        """Waits until the lanes have finished what was fetched, for a while, and commits."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        while self._offsets.unfinished and loop.time() < until:
            await asyncio.sleep(0.01)
        await self._commit(commit_within)

    async def revoked(self, places: Iterable[TopicPartition]) -> None:
        """The group is about to give these partitions to somebody."""
        # Fetching on would keep the lanes busy, and the whole group waiting, for as long as others publish.
        self._draining = True
        try:
            await self._drain(_DRAIN_S)
            self._offsets.forget(set(places))
        finally:
            self._draining = False


class _Rebalance(ConsumerRebalanceListener):  # type: ignore[misc]
    def __init__(self, consumer: Consumer) -> None:
        self._consumer = consumer

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        await self._consumer.revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        _log.info("partitions assigned", count=len(assigned))


async def _unless(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Does the work; once asked to stop, gives it a moment and then lets it be. Kafka may be away for ever."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait({task}, timeout=_LAST_STEP_S)
        if task.done():
            await task
    finally:
        stop.cancel()
        task.cancel()
        await asyncio.gather(task, stop, return_exceptions=True)

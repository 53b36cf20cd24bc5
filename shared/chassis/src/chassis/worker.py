"""What a worker does: publish what the outbox holds, handle what arrives, and the service's own loops."""

import asyncio
from collections.abc import Awaitable, Callable

from chassis import backlog
from chassis.events.consumer import Consumer
from chassis.events.lag import LagReader
from chassis.events.relay import Relay
from chassis.events.topics import dead_letter_topic, ensure_topics, wait_for_topics
from chassis.http.idempotency import forget_old_entries
from chassis.logs import get_logger
from chassis.repeating import again_and_again
from chassis.service import Runtime

_FORGET_EVERY_S = 3600.0
_MEASURE_EVERY_S = 5.0

_log = get_logger(__name__)


class TaskEnded(Exception):
    """A loop of the worker returned although nobody asked it to."""


async def run_worker(runtime: Runtime) -> None:
    """Creates the topics the service owns, waits for those it reads, then works until `stopping` is set.

    Returns after a clean stop: what has begun is committed, the group is left. A loop that ends or
    raises stops the rest and raises: the process shall end and be started again.
    """
    service, settings, database = runtime.service, runtime.settings, runtime.database
    runtime.checks["kafka"] = lambda: "waiting for topics"
    if not await runtime.unless_stopped(_topics(runtime)):
        return
    del runtime.checks["kafka"]

    relay = Relay(database, settings)
    runtime.checks["relay"] = relay.unhealthy
    drained = [asyncio.create_task(relay.run(runtime.stopping), name="relay")]
    if service.subscriptions:
        consumer = Consumer(service.name, database, settings, service.subscriptions)
        runtime.checks["consumer"] = consumer.unhealthy
        drained.append(asyncio.create_task(consumer.run(runtime.stopping), name="consumer"))
    loops = [_measure, _forget_old_requests, *service.background]
    if service.subscriptions:
        loops.append(_follow_lag)
    cancelled = [
        asyncio.create_task(_loop(background, runtime), name=getattr(background, "__name__", "background"))
        for background in loops
    ]
    _log.info("ready")
    await _until_stopped(runtime, drained, cancelled)


async def _topics(runtime: Runtime) -> None:
    service, settings = runtime.service, runtime.settings
    own = list(service.topics)
    if service.subscriptions:
        own.append(dead_letter_topic(service.name))
    await ensure_topics(settings, own)
    await wait_for_topics(settings, sorted({subscription.topic for subscription in service.subscriptions}))


async def _loop(background: Callable[[Runtime], Awaitable[None]], runtime: Runtime) -> None:
    await background(runtime)


async def _measure(runtime: Runtime) -> None:
    async def measure() -> None:
        async with runtime.database.reading() as session:
            await backlog.measure(session)

    await again_and_again(measure, _MEASURE_EVERY_S)


async def _follow_lag(runtime: Runtime) -> None:
    service = runtime.service
    topics = sorted({subscription.topic for subscription in service.subscriptions})

    async def follow() -> None:
        async with LagReader(runtime.settings, service.name, topics) as reader:
            while True:
                lag = await reader.read()
                async with runtime.database.transaction() as session:
                    await backlog.keep_lag(session, lag)
                await asyncio.sleep(_MEASURE_EVERY_S)

    await again_and_again(follow, _MEASURE_EVERY_S)


async def _forget_old_requests(runtime: Runtime) -> None:
    async def forget() -> None:
        async with runtime.database.transaction() as session:
            deleted = await forget_old_entries(session)
        _log.info("old idempotency entries forgotten", deleted=deleted)

    await again_and_again(forget, _FORGET_EVERY_S)


async def _until_stopped(
    runtime: Runtime, drained: list[asyncio.Task[None]], cancelled: list[asyncio.Task[None]]
) -> None:
    stopping = asyncio.create_task(runtime.stopping.wait(), name="stopping")
    everything = [*drained, *cancelled]
    try:
        await asyncio.wait([stopping, *everything], return_when=asyncio.FIRST_COMPLETED)
        asked = runtime.stopping.is_set()
        ended = [task for task in everything if task.done()]
    finally:
        stopping.cancel()
        runtime.stopping.set()
        for task in cancelled:
            task.cancel()
        results = await asyncio.gather(*everything, return_exceptions=True)
    for task, result in zip(everything, results, strict=True):
        if isinstance(result, Exception):
            _log.error("a loop of the worker failed", task=task.get_name(), exc_info=result)
            raise result
    if ended and not asked:
        raise TaskEnded(", ".join(task.get_name() for task in ended))

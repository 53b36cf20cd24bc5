"""Loops of a worker that do their work again and again, and wait out what is away."""

import asyncio
from collections.abc import Awaitable, Callable

from aiokafka.errors import KafkaError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.logs import get_logger

_AFTER_TROUBLE_S = 5.0
OUTAGES = (DBAPIError, PoolTimeout, KafkaError, OSError)
"""What is raised while PostgreSQL or Kafka are away, or the pool is exhausted: a loop waits and tries again."""

_log = get_logger(__name__)


async def again_and_again(
    work: Callable[[], Awaitable[object]], pause_s: float, also_passing: tuple[type[Exception], ...] = ()
) -> None:
    """Does the work with `pause_s` seconds in between, for ever; five after an outage of PostgreSQL or Kafka.

    also_passing: further errors that pass by themselves. Any other ends the loop, and with it the process.
    """
    while True:
        try:
            await work()
        except (*OUTAGES, *also_passing) as error:
            _log.warning("trying again soon", type=type(error).__name__)
            await asyncio.sleep(_AFTER_TROUBLE_S)
        else:
            await asyncio.sleep(pause_s)

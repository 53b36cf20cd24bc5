"""Several customers are held in one transaction, as are several events in a consumer's."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

_DEADLOCK = "40P01"
_TRIES = 3

T = TypeVar("T")


async def again_after_deadlock(work: Callable[[], Awaitable[T]]) -> T:
    """Does the work in its own transaction, up to three times when others are in its way."""
    for attempt in range(1, _TRIES + 1):
        try:
            return await work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _DEADLOCK or attempt == _TRIES:
                raise
    raise AssertionError

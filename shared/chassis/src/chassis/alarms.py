"""What a service tells its operators besides what every service tells."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Alarm:
    """Something that only the people who run the service can mend."""

    name: str
    """A word of the service's own, as its card explains it."""
    count: int
    latest_at: datetime


Alarms = Callable[[AsyncSession], Awaitable[Sequence[Alarm]]]
"""Those that are raised now."""

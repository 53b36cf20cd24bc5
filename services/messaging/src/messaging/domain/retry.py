"""When a deferred mail is tried again."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

FIRST_DELAY = timedelta(seconds=60)
LONGEST_DELAY = timedelta(hours=2)
GIVE_UP_AFTER = timedelta(days=3)


def next_attempt_at(now: datetime, attempts: int, spread: Callable[[], float] = random.random) -> datetime:
    """The time of the attempt after `attempts` (≥ 1) failed ones.

    Doubles from one minute to two hours, and spreads each delay over ±25 % so that mails that were
    deferred together do not come back together.
    """
    doubled = FIRST_DELAY * (1 << min(attempts - 1, 16))
    return now + min(doubled, LONGEST_DELAY) * (0.75 + spread() / 2)


def is_given_up(created_at: datetime, now: datetime) -> bool:
    """Whether a mail has been deferred for so long that another attempt would only surprise its reader."""
    return now - created_at >= GIVE_UP_AFTER

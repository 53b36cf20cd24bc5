"""How long something may take, and the waiting for what no locator shows."""

from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page

# As long as for a click: what is shown comes after a service's answer, and a busy machine takes its time.
PATIENCE_MS = 30_000
_LOOK_EVERY_MS = 100

Seen = TypeVar("Seen")


def awaited(page: Page, look: Callable[[], Seen | None], missing: str) -> Seen:
    """What `look` gives as soon as that is something; fails and says what is missing when it never is."""
    for _ in range(PATIENCE_MS // _LOOK_EVERY_MS):
        if seen := look():
            return seen
        page.wait_for_timeout(_LOOK_EVERY_MS)
    raise AssertionError(missing)

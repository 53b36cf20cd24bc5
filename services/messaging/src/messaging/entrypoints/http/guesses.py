"""Slowing down who tries tokens. They are random enough not to be guessed; this spares the database."""

from collections import OrderedDict
from time import monotonic
from typing import cast

from fastapi import Request

FREE = 30
"""So many unknown tokens a network address may try within the time."""
WITHIN_SECONDS = 60.0
MOST_REMEMBERED = 10_000


class Guesses:
    """Counts unknown tokens by network address, in this process alone and in no more memory than said."""

    def __init__(self) -> None:
        self._counted: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def too_many(self, address: str) -> bool:
        """Whether the address has to wait."""
        count, since = self._counted.get(address, (0, 0.0))
        return count >= FREE and monotonic() - since < WITHIN_SECONDS

    def count(self, address: str) -> None:
        """One more of that address."""
        count, since = self._counted.pop(address, (0, monotonic()))
        if monotonic() - since >= WITHIN_SECONDS:
            count, since = 0, monotonic()
        self._counted[address] = (count + 1, since)
        while len(self._counted) > MOST_REMEMBERED:
            self._counted.popitem(last=False)


def guesses_of(request: Request) -> Guesses:
    """The counts of this process."""
    state = request.app.state
    if not hasattr(state, "guesses"):
        state.guesses = Guesses()
    return cast(Guesses, state.guesses)


def network_address(request: Request) -> str:
    """The network address of the browser: the last hop that the gateway itself has seen."""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded or (request.client.host if request.client else "unknown")

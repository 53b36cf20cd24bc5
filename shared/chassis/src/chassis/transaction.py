"""What publishing and announcing need of an open transaction, whichever way its statements take."""

from typing import Any, Protocol


class Transaction(Protocol):
    """A session, or a `DirectTransaction`."""

    @property
    def info(self) -> dict[Any, Any]:
        """What follows its commit is noted here."""
        ...

"""What the person at the terminal sees while the system starts and runs."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Lines with the time since the start: `  3.2 s  ✓ Kafka ready (2.9 s)`."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stdout
        self._quiet = quiet
        self._began = time.monotonic()

    @property
    def elapsed(self) -> float:
        """Seconds since this object was made."""
        return time.monotonic() - self._began

    def say(self, text: str, mark: str = "·") -> None:
        """One line of news."""
        if not self._quiet:
            print(f"{self.elapsed:6.1f} s  {mark} {text}", file=self._stream, flush=True)

    def plain(self, text: str = "") -> None:
        """A line without time and mark."""
        if not self._quiet:
            print(text, file=self._stream, flush=True)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say when a part is ready and how long it took; nothing when it fails, the error says that."""
        began = time.monotonic()
        yield
        self.say(f"{name} ({time.monotonic() - began:.1f} s)", "✓")

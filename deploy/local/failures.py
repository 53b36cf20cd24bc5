"""What can keep the local system from running, in words for the person at the terminal."""

from __future__ import annotations

from pathlib import Path

TAIL_BYTES = 16_384
SHOWN_OF_A_LINE = 500


class StartFailed(Exception):
    """The local system cannot start or go on; the message says why and what to do."""


class PartDied(StartFailed):
    """A part without which nothing works (PostgreSQL, Kafka, the gateway) has ended by itself."""

    def __init__(self, name: str, status: str, log: Path) -> None:
        self.part = name
        lines = log_tail(log)
        detail = f"\nThe end of {log}:\n{lines}" if lines else f" Its log {log} is empty."
        super().__init__(f"{name} has ended ({status}).{detail}")


def log_tail(log: Path, lines: int = 8) -> str:
    """The last lines of a log file, indented, long ones cut; empty when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL_BYTES))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(f"    {line[:SHOWN_OF_A_LINE]}" for line in text.splitlines()[-lines:])

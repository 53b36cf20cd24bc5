"""The directory of one local system: one launcher at a time, and no leftovers of a killed one."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from typing import Any, TextIO

from deploy.local.failures import StartFailed
from deploy.local.processes import end_leftovers


class DataDirectory:
    """`DATA_DIR`, claimed from `claim` to `release`; the claim ends with the process, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._guard: TextIO | None = None

    @property
    def run(self) -> Path:
        """Pid files of the service processes."""
        return self.path / "run"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def claim(self) -> list[str]:
        """Take the directory and end what a killed launcher left running; returns the names of those.

        StartFailed when another launcher works in it.
        """
        try:
            for directory in (self.path, self.run, self.logs):
                directory.mkdir(parents=True, exist_ok=True)
            guard = (self.path / "lock").open("a+")
        except OSError as error:
            raise StartFailed(f"Cannot write to DATA_DIR {self.path}: {error.strerror}.") from error
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            guard.seek(0)
            owner = guard.read().strip() or "unknown"
            guard.close()
            raise StartFailed(
                f"{self.path} is in use by a running system (process {owner}).\n"
                "Stop that one, or choose another directory: DATA_DIR=…"
            ) from None
        guard.truncate(0)
        guard.write(str(os.getpid()))
        guard.flush()
        self._guard = guard
        self.forget_ready()
        runs = [self.run, *(self.path / part / "run" for part in ("kafka", "postgres", "gateway"))]
        return [name for run in runs for name in end_leftovers(run)]

    def release(self) -> None:
        """Let the next one in; nothing happens when it was never claimed."""
        if self._guard is not None:
            self.forget_ready()
            self._guard.close()
            self._guard = None

    def write_ready(self, facts: dict[str, Any]) -> None:
        """Say in `ready.json` where the running system is found; the file is there as long as that is true."""
        fresh = self.path / "ready.json.new"
        fresh.write_text(json.dumps(facts, indent=2) + "\n")
        fresh.replace(self.path / "ready.json")

    def forget_ready(self) -> None:
        (self.path / "ready.json").unlink(missing_ok=True)

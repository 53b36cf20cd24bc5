"""Child processes that do not outlive the launcher.

Each runs in a session of its own, so that Ctrl-C reaches the launcher alone and the launcher decides the
order of stopping. When the launcher itself is killed, Linux ends the children (PR_SET_PDEATHSIG); what
survives elsewhere is found by its pid file and ended by the next start (`end_leftovers`).
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import json
import os
import pwd
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1
START_TIME_TOLERANCE_S = 1.0
LOG_KEPT_BYTES = 5_000_000

_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


@dataclass(frozen=True)
class Identity:
    """The user a child runs as when it must not be root."""

    uid: int
    gid: int


def unprivileged() -> Identity | None:
    """An identity without rights when we are root (PostgreSQL refuses root), else None: stay who we are."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        nobody = pwd.getpwnam("nobody")
        return Identity(nobody.pw_uid, nobody.pw_gid)
    return Identity(65534, 65534)


def _end_with_parent(parent: int, death_signal: signal.Signals) -> Callable[[], None] | None:
    prctl = _prctl
    if prctl is None:
        return None
    number = int(death_signal)

    def in_child() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return in_child


class Child:
    """A started process, its log and its pid file."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, log: Path, pid_file: Path) -> None:
        self.name = name
        self.log = log
        self._process = process
        self._pid_file = pid_file

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    @property
    def status(self) -> str:
        """How it ended, for people: `exit status 1` or `SIGKILL`."""
        code = self._process.returncode
        if code is None:
            return "running"
        return signal.Signals(-code).name if code < 0 else f"exit status {code}"

    async def wait(self) -> None:
        """Return when the process has ended."""
        await self._process.wait()
        self._pid_file.unlink(missing_ok=True)

    def send(self, number: signal.Signals) -> None:
        """Send a signal; nothing happens when the process has ended."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def stop(self, number: signal.Signals = signal.SIGTERM, patience: float = 10.0) -> None:
        """Ask it to end; after `patience` seconds end it and its group by force. It is gone afterwards."""
        self.send(number)
        try:
            async with asyncio.timeout(patience):
                await self.wait()
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """SIGKILL to the process and all its descendants, at once. They are gone afterwards."""
        descendants = _descendants(self.pid) if self.alive else []
        self.send(signal.SIGKILL)
        for process in descendants:
            with contextlib.suppress(psutil.Error):
                process.kill()
        await self.wait()
        await asyncio.to_thread(psutil.wait_procs, descendants, timeout=5)


async def spawn(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    run_directory: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | str | None = None,
    identity: Identity | None = None,
    death_signal: signal.Signals = signal.SIGKILL,
) -> Child:
    """Start a process that appends its output to `log` and gets `death_signal` when the launcher dies.

    Call it in a thread that lives as long as the child: Linux takes the end of that thread for the
    parent's death.
    """
    for directory in (run_directory, log.parent):
        directory.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(str(word) for word in command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_end_with_parent(os.getpid(), death_signal),
            user=identity.uid if identity else None,
            group=identity.gid if identity else None,
            extra_groups=[] if identity else None,
        )
    pid_file = run_directory / f"{name.replace(' ', '-')}.pid"
    with contextlib.suppress(psutil.Error):
        started = psutil.Process(process.pid).create_time()
        pid_file.write_text(json.dumps({"name": name, "pid": process.pid, "started": started}))
    return Child(name, process, log, pid_file)


async def finish(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path | str | None = None,
    identity: Identity | None = None,
) -> tuple[int, str]:
    """Run a command to its end and return its exit code and output. Cancelling kills it."""
    process = await asyncio.create_subprocess_exec(
        *(str(word) for word in command),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=dict(env),
        cwd=cwd,
        start_new_session=True,
        preexec_fn=_end_with_parent(os.getpid(), signal.SIGKILL),
        user=identity.uid if identity else None,
        group=identity.gid if identity else None,
        extra_groups=[] if identity else None,
    )
    try:
        output, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    return await process.wait(), output.decode("utf-8", "replace").strip()


def keep_log_small(log: Path) -> None:
    """Move a long log of earlier runs aside (one is kept)."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_KEPT_BYTES:
            log.replace(log.with_suffix(".1.log"))


def end_leftovers(run_directory: Path) -> list[str]:
    """End what a killed launcher left behind and return the names; processes of others are never touched.

    A pid alone may have been given to somebody else since, therefore the start time must agree as well.
    """
    ended = []
    for pid_file in run_directory.glob("*.pid"):
        with contextlib.suppress(ValueError, KeyError, psutil.Error, OSError):
            record = json.loads(pid_file.read_text())
            process = psutil.Process(record["pid"])
            if abs(process.create_time() - record["started"]) < START_TIME_TOLERANCE_S:
                family = [process, *_descendants(process.pid)]
                for member in family:
                    with contextlib.suppress(psutil.Error):
                        member.kill()
                psutil.wait_procs(family, timeout=10)
                ended.append(str(record["name"]))
        pid_file.unlink(missing_ok=True)
    return ended


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []

"""Keeps programs running: one that ends is named with the end of its log and started again."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

from deploy.local.failures import StartFailed, log_tail
from deploy.local.processes import Child, keep_log_small, spawn

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 30.0
DEATHS_BEFORE_READY = 3
POLL_S = 0.2


@dataclass(frozen=True)
class Program:
    """What to run, and where it says whether it is ready."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path
    ready_url: str


class Supervisor:
    """Runs programs until `stop`.

    A program that ends is started again within a second, then after a pause that doubles each time it ends
    soon again (at most half a minute). One that ends three times before it was ever ready is a fault that
    waiting does not mend: `until_ready` then raises.
    """

    def __init__(self, run_directory: Path, say: Callable[[str, str], None]) -> None:
        self._run_directory = run_directory
        self._say = say
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._children: dict[str, Child] = {}
        self._ready: dict[str, asyncio.Future[None]] = {}
        self._client = httpx.AsyncClient(timeout=5, trust_env=False)

    def start(self, program: Program) -> None:
        """Run a program from now on."""
        keep_log_small(program.log)
        self._ready[program.name] = asyncio.get_running_loop().create_future()
        self._tasks.append(asyncio.create_task(self._keep_running(program), name=program.name))

    async def until_ready(self) -> None:
        """Return when every program has been ready; StartFailed when one cannot be."""
        await asyncio.gather(*self._ready.values())

    def not_ready(self) -> list[str]:
        """The programs that have not been ready yet."""
        return [name for name, ready in self._ready.items() if not ready.done()]

    def pid(self, name: str) -> int:
        """The process that runs a program now."""
        return self._children[name].pid

    async def stop(self) -> None:
        """Ask all to end, by force after ten seconds; none is left afterwards."""
        self._stopping.set()
        await asyncio.gather(*(child.stop() for child in self._children.values()))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for ready in self._ready.values():
            ready.cancel()
        await self._client.aclose()

    async def _keep_running(self, program: Program) -> None:
        deaths = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            child = await spawn(
                program.name,
                program.command,
                log=program.log,
                run_directory=self._run_directory,
                env=program.env,
            )
            self._children[program.name] = child
            if self._stopping.is_set():
                await child.stop()
                return
            watching = asyncio.create_task(self._watch(program, child, again=deaths > 0))
            await child.wait()
            watching.cancel()
            if self._stopping.is_set():
                return
            if time.monotonic() - began > STEADY_AFTER_S:
                deaths = 0
            deaths += 1
            self._tell_death(program, child, deaths)
            await self._pause(min(FIRST_PAUSE_S * 2 ** (deaths - 1), LONGEST_PAUSE_S))

    def _tell_death(self, program: Program, child: Child, deaths: int) -> None:
        tail = log_tail(program.log)
        ended = f"{program.name} has ended ({child.status})"
        end_of_log = f"The end of {program.log}:\n{tail}" if tail else f"Its log {program.log} is empty."
        ready = self._ready[program.name]
        if deaths >= DEATHS_BEFORE_READY and not ready.done():
            ready.set_exception(
                StartFailed(f"{ended} for the {deaths}rd time before it was ready. {end_of_log}")
            )
            return
        self._say(f"{ended} and is started again. {end_of_log}", "✗")

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def _watch(self, program: Program, child: Child, *, again: bool) -> None:
        began = time.monotonic()
        while child.alive:
            with contextlib.suppress(httpx.HTTPError):
                answer = await self._client.get(program.ready_url)
                if answer.status_code == httpx.codes.OK:
                    break
            await asyncio.sleep(POLL_S)
        else:
            return
        ready = self._ready[program.name]
        if not ready.done():
            ready.set_result(None)
        if again:
            self._say(f"{program.name} is back ({time.monotonic() - began:.1f} s)", "✓")

"""`python -m deploy.local` as a person runs it: it says what is wrong, mends what it can, leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from deploy.local.ports import free_port
from tests.support.eventually import eventually


class _Launcher:
    """A launcher in the background, with its output in a file."""

    def __init__(self, data_directory: Path, port: int) -> None:
        self.data_directory = data_directory
        self.port = port
        self._output = data_directory.with_suffix(".out")
        self._started: set[psutil.Process] = set()
        with self._output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.local"],
                env=os.environ | {"DATA_DIR": str(data_directory), "PORT": str(port), "DEMO": "0"},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    async def ready(self) -> dict[str, Any]:
        def facts() -> dict[str, Any]:
            assert self.process.poll() is None, self.output
            path = self.data_directory / "ready.json"
            assert path.exists(), self.output
            found: dict[str, Any] = json.loads(path.read_text())
            assert found["pid"] == self.process.pid, self.output
            return found

        return await eventually(facts, within=120)

    async def ended(self, within: float = 40) -> int:
        def code() -> int:
            self.processes()  # a service's own command line does not name the directory
            assert self.process.poll() is not None, self.output
            return int(self.process.returncode)

        return await eventually(code, within=within)

    def processes(self) -> list[psutil.Process]:
        """All that it started and that still runs, and whoever else was started with its data directory."""
        with suppress(psutil.NoSuchProcess):
            self._started.update(psutil.Process(self.process.pid).children(recursive=True))
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if any(f"{self.data_directory}/" in word for word in process.cmdline()):
                    self._started.add(process)
        self._started = {process for process in self._started if _runs(process)}
        return list(self._started)

    def find(self, *words: str) -> psutil.Process:
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                if all(word in process.cmdline() for word in words):
                    return process
        raise AssertionError(f"no process {words}")


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
async def start(open_directory: Path) -> AsyncIterator[Callable[[], _Launcher]]:
    launchers: list[_Launcher] = []
    port = free_port()

    def started() -> _Launcher:
        launchers.append(_Launcher(open_directory / "data", port))
        return launchers[-1]

    yield started
    for launcher in launchers:
        if launcher.process.poll() is None:
            launcher.process.terminate()
            await launcher.ended()


async def _none_left(launcher: _Launcher) -> None:
    def none() -> None:
        assert launcher.processes() == []

    await eventually(none, within=15)


async def test_the_system_survives_what_can_happen_to_its_processes(start: Callable[[], _Launcher]) -> None:
    first = start()
    facts = await first.ready()
    url = f"http://127.0.0.1:{first.port}"
    async with httpx.AsyncClient(base_url=url) as browser:
        assert (await browser.get("/api/auth/session")).status_code == 401

        # A second launcher in the same directory goes away and changes nothing.
        second = start()
        assert await second.ended() == 1
        assert f"is in use by a running system (process {first.process.pid})" in second.output
        assert facts == await first.ready()

        # A killed worker is named and running again.
        worker = first.find("messaging", "worker")
        worker.kill()

        def another() -> None:
            assert first.find("messaging", "worker").pid != worker.pid

        await eventually(another, within=2)
        assert "messaging worker has ended (SIGKILL) and is started again" in first.output

    # A killed launcher takes its children along and does not block the next start.
    first.process.kill()
    first.process.wait()
    third = start()
    await third.ready()

    # Without its broker nothing works: it is named, and the rest stops.
    third.find("kafka.Kafka").kill()
    assert await third.ended() == 1
    assert "Kafka has ended (SIGKILL)" in third.output
    await _none_left(third)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_launcher_that_is_stopped_while_starting_leaves_no_process(
    start: Callable[[], _Launcher], number: signal.Signals
) -> None:
    launcher = start()

    def postgres_runs() -> None:
        launcher.find("-D")

    await eventually(postgres_runs, within=60)
    launcher.process.send_signal(number)
    assert await launcher.ended() == 0
    await _none_left(launcher)
    assert not (launcher.data_directory / "ready.json").exists()


async def test_a_port_that_is_taken_is_said_before_anything_starts(open_directory: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        launcher = _Launcher(open_directory / "data", port)
        assert await launcher.ended() == 1
    assert f"Port {port} is taken" in launcher.output
    assert f"make run PORT={port + 1}" in launcher.output
    assert launcher.processes() == []


async def test_a_server_that_cannot_start_is_named_with_the_end_of_its_log(
    start: Callable[[], _Launcher], open_directory: Path
) -> None:
    cluster = open_directory / "data" / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("9.0\n")
    launcher = start()
    assert await launcher.ended() == 1
    assert "PostgreSQL has ended (exit status 2)" in launcher.output
    assert "The end of" in launcher.output
    assert "Traceback" not in launcher.output
    await _none_left(launcher)

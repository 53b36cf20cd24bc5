"""Programs are kept running, and what cannot run is named."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.local.failures import StartFailed
from deploy.local.ports import free_port
from deploy.local.supervisor import Program, Supervisor
from tests.support.eventually import BUSY, eventually

PROGRAM = """
import http.server, sys
print("hier bin ich", flush=True)
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
async def supervisor(tmp_path: Path, said: list[str]) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(tmp_path / "run", lambda text, mark: said.append(f"{mark} {text}"))
    yield supervisor
    await supervisor.stop()


def _program(tmp_path: Path, source: str) -> Program:
    port = free_port()
    return Program(
        "billing worker",
        [sys.executable, "-c", source, str(port)],
        dict(os.environ),
        tmp_path / "billing-worker.log",
        f"http://127.0.0.1:{port}/readyz",
    )


async def test_a_killed_program_is_named_with_its_log_and_is_back(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(_program(tmp_path, PROGRAM))
    await supervisor.until_ready()
    first = supervisor.pid("billing worker")
    os.kill(first, signal.SIGKILL)

    def another() -> None:
        assert supervisor.pid("billing worker") != first

    await eventually(another, within=2)
    assert "billing worker has ended (SIGKILL)" in said[0]
    assert "hier bin ich" in said[0]

    def back() -> None:
        assert "billing worker is back" in said[-1]

    await eventually(back)


async def test_a_program_that_cannot_start_ends_the_waiting_with_its_log(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.start(_program(tmp_path, "import sys; sys.exit('DATABASE_URL_BILLING is not set')"))
    with pytest.raises(StartFailed, match="DATABASE_URL_BILLING is not set"):
        await supervisor.until_ready()


async def test_stop_ends_also_a_program_that_is_waiting_to_be_started_again(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    supervisor.start(_program(tmp_path, "pass"))

    def died() -> None:
        assert said

    await eventually(died)
    async with asyncio.timeout(2 * BUSY):
        await supervisor.stop()
    assert not list((tmp_path / "run").iterdir())

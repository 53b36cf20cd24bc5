"""The processes as an operator sees them: ports, probes, signals, exit codes and what they print."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis.http.servers import serve
from chassis.tokens import Actor, SigningKey, issue, key_set
from deploy.local.ports import free_port
from tests.support.eventually import BUSY, eventually
from tests.support.servers import Stack

STAFF = Actor(uuid4(), "staff", None, "Jana")
MODULE = "tests.integration.chassis_http.run_things"
Client = httpx.AsyncClient


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {"SERVICE_TOKEN_KEY": "the key that the tests' services share"} | more


class Process:
    """A started process, its ports and all it printed."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, private: int) -> None:
        self.process = process
        self.public = f"http://127.0.0.1:{port}"
        self.private = f"http://127.0.0.1:{private}"

    async def until_ready(self, client: Client) -> None:
        until = time.monotonic() + 30 * BUSY
        while time.monotonic() < until:
            try:
                if (await client.get(f"{self.private}/readyz")).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05)
        raise AssertionError((await self.end())[1])

    async def end(self) -> tuple[int, str]:
        """Asks it to stop."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.end_of_itself()

    async def end_of_itself(self) -> tuple[int, str]:
        """Its exit code and what it printed."""
        out, _ = await asyncio.wait_for(self.process.communicate(), 30 * BUSY)
        assert self.process.returncode is not None
        return self.process.returncode, out.decode()


Start = Callable[..., Awaitable[Process]]


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    async with serve(app, "127.0.0.1", 0, asyncio.Event()) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    started: list[Process] = []

    async def run(command: str, **environment: str) -> Process:
        port, private = free_port(), free_port()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            MODULE,
            command,
            env=clean_environment(**({"PORT": str(port), "PRIVATE_PORT": str(private)} | environment)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        started.append(Process(process, port, private))
        return started[-1]

    yield run
    for one in started:
        if one.process.returncode is None:
            one.process.kill()
            await one.process.communicate()


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client(timeout=10, trust_env=False) as opened:
        yield opened


async def test_a_missing_setting_is_named_and_ends_with_2(start: Start) -> None:
    code, out = await (await start("api")).end_of_itself()
    assert code == 2
    assert "DATABASE_URL_THINGS is not set" in out


async def test_a_wrong_setting_is_named_without_its_value(start: Start) -> None:
    process = await start("worker", DATABASE_URL_THINGS="mysql://u:geheim@db/x", LOG_LEVEL="geheim")
    code, out = await process.end_of_itself()
    assert code == 2
    assert "DATABASE_URL_THINGS must look like postgresql://" in out
    assert "LOG_LEVEL" in out
    assert "geheim" not in out


async def test_the_openapi_document_needs_no_environment(start: Start) -> None:
    code, out = await (await start("openapi")).end_of_itself()
    assert code == 0
    assert "/api/things/{thing_id}" in json.loads(out)["paths"]


async def test_an_api_starts_on_an_empty_database_and_stops_gently(
    start: Start, database_url: str, client: Client
) -> None:
    key = SigningKey.generate()
    keys = FastAPI()
    keys.add_api_route("/jwks.json", lambda: key_set(key))
    async with served(keys) as jwks:
        process = await start("api", DATABASE_URL_THINGS=database_url, JWKS_URL=f"{jwks}/jwks.json")
        await process.until_ready(client)
        client.headers["Authorization"] = f"Bearer {issue(key, STAFF)}"
        things = (await client.get(f"{process.public}/api/things")).json()
        assert [thing["name"] for thing in things["items"]] == ["Anfang"]
        assert (await client.get(f"{process.private}/livez")).json() == {"status": "alive"}
        assert (await client.get(f"{process.private}/whoami")).json() == {"name": STAFF.name}
        assert (await client.get(f"{process.public}/whoami")).status_code == 404
        assert (await client.get(f"{process.public}/metrics")).status_code == 404
        odd = await client.get(f"{process.public}/api/things/Kanarienvogel?q=Kanarienvogel")
        assert "server" not in odd.headers
        metrics = (await client.get(f"{process.private}/metrics")).text
        assert 'http_requests_total{method="GET",route="/api/things/{thing_id}",status="422"} 1.0' in metrics
        assert "Kanarienvogel" not in metrics

        async with client.stream("GET", f"{process.public}/api/things/events") as stream:
            lines = stream.aiter_lines()
            await anext(lines)
            await client.post(f"{process.public}/api/things/broken")
            slow = asyncio.create_task(client.post(f"{process.public}/api/things/slow"))
            await eventually(lambda: _has_begun(client, process))
            process.process.send_signal(signal.SIGTERM)
            assert (await slow).json() == {"finished": "yes"}
            async for _ in lines:
                pass
        # No second signal: it could meet a process that has stopped and handles none any more.
        code, out = await process.end_of_itself()
        assert code == 0
    assert "Kanarienvogel" not in out
    lines_out = [json.loads(line) for line in out.splitlines()]
    assert {line["role"] for line in lines_out} == {"api"}
    failed = [line for line in lines_out if line["event"] == "request failed"]
    assert failed[0]["exception"]["class"] == "RuntimeError"
    assert failed[0]["route"] == "/api/things/broken"


async def _has_begun(client: Client, process: Process) -> None:
    things = (await client.get(f"{process.public}/api/things")).json()
    assert "Langsam" in [thing["name"] for thing in things["items"]]


async def test_an_api_waits_for_a_database_that_is_still_starting(start: Start, client: Client) -> None:
    url = f"postgresql://nobody@127.0.0.1:{free_port()}/later"
    process = await start("api", DATABASE_URL_THINGS=url)
    until = time.monotonic() + 30 * BUSY
    while True:
        try:
            answer = await client.get(f"{process.private}/readyz")
            break
        except httpx.TransportError:
            assert time.monotonic() < until
            await asyncio.sleep(0.05)
    assert answer.status_code == 503
    assert answer.json()["reasons"] == {"start": "preparing", "database": "unreachable"}
    with pytest.raises(httpx.ConnectError):
        await client.get(f"{process.public}/api/things")
    code, _ = await process.end()
    assert code == 0


async def test_readiness_follows_the_database(start: Start, database_url: str, client: Client) -> None:
    process = await start("api", DATABASE_URL_THINGS=database_url)
    await process.until_ready(client)
    name = database_url.rpartition("/")[2]
    server = await asyncpg.connect(database_url.replace(name, "postgres"))
    try:
        await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name
        )
        answer = await client.get(f"{process.private}/readyz")
        assert (answer.status_code, answer.json()["reasons"]) == (503, {"database": "unreachable"})
        assert (await client.get(f"{process.private}/livez")).status_code == 200
        await server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await process.until_ready(client)
    finally:
        await server.close()


async def test_a_taken_port_ends_with_1_and_says_so(start: Start, database_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = await start(
            "api", DATABASE_URL_THINGS=database_url, PRIVATE_PORT=str(taken.getsockname()[1])
        )
        code, out = await process.end_of_itself()
    assert code == 1
    assert "OSError" in out


async def test_a_worker_is_ready_when_it_publishes_and_stops_gently(
    start: Start, database_url: str, client: Client, stack: Stack, topic_prefix: str
) -> None:
    process = await start(
        "worker",
        DATABASE_URL_THINGS=database_url,
        KAFKA_BOOTSTRAP_SERVERS=stack.kafka,
        TOPIC_PREFIX=topic_prefix,
    )
    await process.until_ready(client)
    with pytest.raises(httpx.ConnectError):
        await client.get(f"{process.public}/api/things")
    assert (await client.get(f"{process.private}/whoami")).status_code == 404
    metrics = (await client.get(f"{process.private}/metrics")).text
    assert "outbox_age_seconds 0.0" in metrics
    code, out = await process.end()
    assert code == 0
    assert {json.loads(line)["role"] for line in out.splitlines()} == {"worker"}

"""The event stream over a real server: every open stream hears every committed change, by ids only."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from sqlalchemy import text

from chassis.changes import announce
from chassis.http import stream
from chassis.http.servers import serve
from chassis.metrics import STREAM_CLIENTS
from tests.integration.chassis_http.conftest import Things
from tests.support.eventually import BUSY

Events = AsyncIterator[tuple[str, dict[str, str]]]


async def events_of(lines: AsyncIterator[str]) -> Events:
    name = ""
    async for line in lines:
        if line.startswith("event:"):
            name = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            yield name, json.loads(line.removeprefix("data:"))


@pytest.fixture
async def server(things: Things) -> AsyncIterator[str]:
    async with serve(things.api, "127.0.0.1", 0, asyncio.Event()) as port:
        yield f"http://127.0.0.1:{port}"
        await things.api.state.broadcaster.close()


@asynccontextmanager
async def listening(things: Things, url: str) -> AsyncIterator[Events]:
    async with (
        httpx.AsyncClient(headers=things.desk.headers, timeout=10 * BUSY, trust_env=False) as client,
        client.stream("GET", f"{url}/api/things/events") as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events_of(answer.aiter_lines())


async def test_every_open_stream_hears_of_a_change(things: Things, server: str) -> None:
    async with listening(things, server) as first, listening(things, server) as second:
        for events in (first, second):
            assert await anext(events) == ("hello", {})
        created = await things.create("Ente")
        for events in (first, second):
            name, change = await asyncio.wait_for(anext(events), 10 * BUSY)
            assert (name, change["kind"], change["id"]) == ("change", "thing", created["id"])
            assert "Ente" not in json.dumps(change)


async def test_all_streams_share_one_listening_connection(things: Things, server: str) -> None:
    async with listening(things, server) as first, listening(things, server) as second:
        for events in (first, second):
            await anext(events)
        async with things.database.reading() as session:
            listeners = await session.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND query ILIKE 'listen%'"
                )
            )
        assert listeners == 1


async def test_after_a_lost_connection_browsers_are_told_to_read_afresh(things: Things, server: str) -> None:
    async with listening(things, server) as events:
        await anext(events)
        async with things.database.reading() as session:
            await session.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND query ILIKE 'listen%'"
                )
            )
        assert await asyncio.wait_for(anext(events), 10 * BUSY) == ("hello", {})
        created = await things.create("Ente")
        _, change = await asyncio.wait_for(anext(events), 10 * BUSY)
        assert change["id"] == created["id"]


async def test_a_stream_that_does_not_keep_up_is_ended_and_holds_up_nobody(things: Things) -> None:
    broadcaster = things.api.state.broadcaster
    assert await broadcaster.ready()
    slow, quick = broadcaster.stream(), broadcaster.stream()
    for events in (slow, quick):
        assert (await anext(events)).event == "hello"
    heard = 0
    for number in range(stream.QUEUE_LENGTH + 1):
        async with things.database.transaction() as session:
            announce(session, "thing", str(number))
        await asyncio.wait_for(anext(quick), 10 * BUSY)
        heard += 1
    assert heard == stream.QUEUE_LENGTH + 1
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(slow), 10 * BUSY)
    await quick.aclose()


async def test_streams_end_when_the_process_stops(things: Things, server: str) -> None:
    before = STREAM_CLIENTS._value.get()
    async with listening(things, server) as events:
        await anext(events)
        assert STREAM_CLIENTS._value.get() == before + 1
        await things.api.state.broadcaster.close()
        with pytest.raises(StopAsyncIteration):
            await asyncio.wait_for(anext(events), 10 * BUSY)
    async with httpx.AsyncClient(headers=things.desk.headers, trust_env=False) as client:
        assert (await client.get(f"{server}/api/things/events")).status_code == 503


async def test_a_stream_needs_a_database(unconnected: Things, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_CONNECT_WITHIN_S", 0.2)
    assert (await unconnected.desk.get("/api/things/events")).status_code == 503

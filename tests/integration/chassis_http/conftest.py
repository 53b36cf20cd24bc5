"""A database of its own per test, and the example service in process."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from chassis import migrations
from chassis.database import Database
from chassis.http.app import create_api
from chassis.tokens import Actor, SigningKey, issue, key_set
from tests.integration.chassis_http.things import SERVICE, Settings
from tests.support.apis import A_TEST, verifier_of


@dataclass
class Things:
    """The running service: its application, its key, and a client of the desk."""

    api: FastAPI
    key: SigningKey
    database: Database
    desk: httpx.AsyncClient

    def headers(self, actor: Actor) -> dict[str, str]:
        """What the gateway would add for this actor."""
        return {"Authorization": f"Bearer {issue(self.key, actor, A_TEST)}"}

    async def create(self, name: str, **more: object) -> dict[str, object]:
        """A thing created through the API."""
        answer = await self.desk.post("/api/things", json={"name": name} | more)
        assert answer.status_code == 201, answer.text
        created: dict[str, object] = answer.json()
        return created


@pytest.fixture
async def start() -> AsyncIterator[Callable[[str], Awaitable[Things]]]:
    """Starts the service on a database that may be away."""
    started: list[Things] = []

    async def run(url: str) -> Things:
        settings = Settings(database_url=url)
        key = SigningKey.generate()
        database = Database(settings.database_url, SERVICE.name)
        api = create_api(SERVICE, settings, database, verifier_of(lambda: key_set(key)))
        desk = httpx.AsyncClient(
            transport=httpx.ASGITransport(api, raise_app_exceptions=False), base_url="http://things"
        )
        running = Things(api, key, database, desk)
        desk.headers.update(running.headers(Actor(uuid4(), "staff", None, "Jana")))
        started.append(running)
        return running

    yield run
    for running in started:
        await running.api.state.broadcaster.close()
        await running.desk.aclose()
        await running.database.close()


@pytest.fixture
async def things(database_url: str, start: Callable[[str], Awaitable[Things]]) -> Things:
    await migrations.upgrade(Settings(database_url=database_url).database_url, SERVICE.migrations)
    return await start(database_url)


@pytest.fixture
async def unconnected(start: Callable[[str], Awaitable[Things]]) -> Things:
    """The service while its database is away."""
    return await start("postgresql://nobody@127.0.0.1:1/away")

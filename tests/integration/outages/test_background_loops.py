"""A database that is there and takes nobody in (starting up, full, failing over) is waited out by every loop."""

import asyncio
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from chassis.database import Database
from chassis.service import Runtime
from tests.support.servers import Stack

SERVICES = ("customers", "billing", "messaging", "importer")


@pytest.fixture
async def refusing_database_url(stack: Stack, database_url: str) -> AsyncIterator[str]:
    """Whoever connects gets 53300, as an error of PostgreSQL's and not of the network's."""
    role = f"r{uuid4().hex[:12]}"
    server = await asyncpg.connect(stack.postgres)
    try:
        await server.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0")
        yield f"postgresql://{role}:x@{database_url.rpartition('@')[2]}"
        await server.execute(f"DROP ROLE {role}")
    finally:
        await server.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_a_database_that_refuses_connections_ends_no_loop_of_a_worker(
    service: str, refusing_database_url: str, stack: Stack
) -> None:
    described = import_module(f"{service}.bootstrap").SERVICE
    settings: Any = import_module(f"{service}.settings").Settings(
        database_url=refusing_database_url,
        kafka_bootstrap_servers=stack.kafka,
        **({"import_hash_key": "a key for the tests' hashes"} if service == "importer" else {}),
    )
    database = Database(settings.database_url, service)
    runtime = Runtime(described, settings, database, asyncio.Event())
    loops = [asyncio.create_task(loop(runtime), name=loop.__name__) for loop in described.background]
    try:
        ended, _ = await asyncio.wait(loops, timeout=2)
        assert {loop.get_name(): loop.exception() for loop in ended} == {}
    finally:
        runtime.stopping.set()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await database.close()

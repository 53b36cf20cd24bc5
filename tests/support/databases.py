"""A database of one's own, for a test or a measurement."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg


@asynccontextmanager
async def empty_database(postgres: str) -> AsyncIterator[str]:
    """`postgresql://…` of an empty database that is gone afterwards.

    postgres: the same of one whose user may create others.
    """
    name = f"t{uuid4().hex[:12]}"
    server = await asyncpg.connect(postgres)
    try:
        await server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{postgres.rsplit('/', 1)[0]}/{name}"
        finally:
            await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    finally:
        await server.close()

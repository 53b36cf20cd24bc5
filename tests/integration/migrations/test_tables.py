"""What the migrations make is what the code declares."""

from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis import migrations
from chassis.tables import tables_of


@pytest.mark.parametrize("service", ["customers", "billing", "messaging", "importer"])
async def test_an_empty_database_gets_the_tables_that_the_service_declares(
    service: str, database_url: str
) -> None:
    directory = import_module(f"{service}.bootstrap").SERVICE.migrations
    url = database_url.replace("postgresql://", "postgresql+asyncpg://")
    await migrations.upgrade(url, directory)
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            assert await connection.run_sync(_differences, service) == []
    finally:
        await engine.dispose()


def _differences(connection: Connection, service: str) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, [tables_of("chassis"), tables_of(service)]))

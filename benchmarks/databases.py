"""The database of a service, as a measurement needs it: new, migrated, gone afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from chassis import migrations
from chassis.database import Database
from chassis.service import Service
from chassis.settings import ServiceSettings
from tests.support.databases import empty_database

S = TypeVar("S", bound=ServiceSettings)


@asynccontextmanager
async def migrated(
    postgres: str, service: Service, settings: type[S], **more: object
) -> AsyncIterator[tuple[Database, S]]:
    """The database and the settings that lead to it. `more` are further settings."""
    async with empty_database(postgres) as url:
        found = settings.model_validate({"database_url": url, "service_token_key": "x" * 32, **more})
        await migrations.upgrade(found.database_url, service.migrations)
        database = Database(found.database_url, service.name)
        try:
            yield database, found
        finally:
            await database.close()

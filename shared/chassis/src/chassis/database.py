"""The one way to a service's database: a transaction, and what has to follow its commit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from chassis.changes import CHANGES, OUTBOX, Notifier
from chassis.events.outbox import store_published
from chassis.failpoints import failpoint
from chassis.keepalive import ON_THE_SERVER, keep_alive
from chassis.transaction import Transaction


class Database:
    """One service's PostgreSQL. `url` is a SQLAlchemy URL (`postgresql+asyncpg://…`).

    Values never appear in errors (`hide_parameters`): they are personal data.
    """

    def __init__(self, url: str, service: str, pool_size: int = 10) -> None:
        self.service = service
        self.engine = create_async_engine(
            url.replace("postgresql://", "postgresql+asyncpg://", 1),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"server_settings": ON_THE_SERVER},
            json_serializer=lambda value: orjson.dumps(value).decode(),
            json_deserializer=orjson.loads,
        )
        keep_alive(self.engine)
        self.outbox_filled = asyncio.Event()
        """Set after a commit with events, for a relay in this process."""
        self.relay_is_here = False
        """Whether the active relay runs in this process and needs no NOTIFY."""
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False, info={"service": service})
        self._notifier = Notifier(self)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commits when the block ends, rolls back when it raises. Then wakes the relay and tells the changes."""
        async with self._sessions() as session:
            async with session.begin():
                yield session
                await store_published(session)
            self.follow(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """For queries: PostgreSQL refuses any write in it."""
        async with self._sessions() as session:
            await session.execute(text("SET TRANSACTION READ ONLY"))
            yield session

    async def close(self) -> None:
        """Closes all connections, after the last changes were told."""
        await self._notifier.close()
        await self.engine.dispose()

    def follow(self, transaction: Transaction) -> None:
        """What has to follow its commit."""
        if transaction.info.get("published"):
            failpoint("unit.after_commit")
            self.outbox_filled.set()
            if not self.relay_is_here:
                self._notifier.tell(OUTBOX, "")
        if changes := transaction.info.get("changes"):
            self._notifier.tell(CHANGES, *changes)

"""Who is a living sender: PostgreSQL knows, by advisory locks that end with their session."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_SENDERS = 0x5E4D
_TRY = text("SELECT pg_try_advisory_lock(:senders, :owner)")
_UNLOCK = text("SELECT pg_advisory_unlock(:senders, :owner)")


class Ownership:
    """One sender's number, which is locked as long as its database session lives."""

    def __init__(self, connection: AsyncConnection, owner: int) -> None:
        self._connection = connection
        self.owner = owner

    async def check(self) -> None:
        """Raises when the session, and with it the number, is lost."""
        await self._connection.execute(text("SELECT 1"))

    @asynccontextmanager
    async def estate_of(self, owner: int) -> AsyncIterator[bool]:
        """Whether that sender is gone; meanwhile nobody else deals with what it left."""
        gone = bool(await self._connection.scalar(_TRY, {"senders": _SENDERS, "owner": owner}))
        try:
            yield gone
        finally:
            if gone:
                await self._connection.execute(_UNLOCK, {"senders": _SENDERS, "owner": owner})


@asynccontextmanager
async def ownership(engine: AsyncEngine) -> AsyncIterator[Ownership]:
    """A number of one's own, on a database session of its own."""
    async with engine.connect() as plain:
        connection = await plain.execution_options(isolation_level="AUTOCOMMIT")
        owner = 1 + secrets.randbelow(2**31 - 1)
        while not await connection.scalar(_TRY, {"senders": _SENDERS, "owner": owner}):
            owner = 1 + secrets.randbelow(2**31 - 1)
        try:
            yield Ownership(connection, owner)
        finally:
            await connection.invalidate()

"""Waiting for customers that were created a moment ago."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from chassis.database import Database
from messaging.adapters.queries import unknown_recipients

COPY_WITHIN_SECONDS = 2.0
"""How long a request waits for the copy of a customer."""
_LOOK_EVERY_SECONDS = 0.05


async def wait_for_copies(db: Database, customer_ids: Sequence[UUID]) -> None:
    """Returns when copies of all of them are here, or the time is over."""
    loop = asyncio.get_running_loop()
    until = loop.time() + COPY_WITHIN_SECONDS
    while customer_ids:
        async with db.reading() as session:
            if not await unknown_recipients(session, list(customer_ids)):
                return
        if loop.time() >= until:
            return
        await asyncio.sleep(_LOOK_EVERY_SECONDS)

"""A customer created a moment ago may still be on the way to us."""

import asyncio
from uuid import UUID

from billing.adapters.customers import is_known
from billing.domain.errors import CustomerUnknown
from chassis.database import Database

PATIENCE_SECONDS = 2.0
LOOK_AGAIN_SECONDS = 0.04


async def wait_for_customer(database: Database, customer_id: UUID) -> None:
    """Returns as soon as an event has told us of the customer; raises `CustomerUnknown` after two seconds.

    No transaction is open in between, so those who wait hold neither a connection nor a lock.
    """
    clock = asyncio.get_running_loop()
    give_up = clock.time() + PATIENCE_SECONDS
    while True:
        async with database.reading() as session:
            if await is_known(session, customer_id):
                return
        if clock.time() >= give_up:
            raise CustomerUnknown(customer_id)
        await asyncio.sleep(LOOK_AGAIN_SECONDS)

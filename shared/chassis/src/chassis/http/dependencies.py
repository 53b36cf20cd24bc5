"""What handlers ask the process for.

Dependencies are coroutines although they wait for nothing: FastAPI gives plain functions to a thread, each time.
"""

from typing import Annotated, cast

from fastapi import Depends, Request

from chassis.database import Database


async def _database(request: Request) -> Database:
    return cast(Database, request.app.state.database)


Db = Annotated[Database, Depends(_database)]
"""The service's database. The handler opens the transaction: `async with db.transaction() as session:`."""

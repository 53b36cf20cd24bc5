"""What was committed is told to whoever listens, whatever the teller is at just then."""

import asyncio
import json

from sqlalchemy import event

from chassis.changes import CHANGES, Notifier, listen
from tests.integration.chassis_http.conftest import Things
from tests.support.eventually import BUSY


async def test_what_changes_while_the_connection_is_given_back_is_told_too(things: Things) -> None:
    notifier = Notifier(things.database)
    later = ["late"]

    def given_back(*_: object) -> None:
        if later:
            notifier.tell(CHANGES, json.dumps({"kind": later.pop()}))

    changes = listen(things.database)
    assert await anext(changes) == {}
    event.listen(things.database.engine.sync_engine, "checkin", given_back)
    notifier.tell(CHANGES, json.dumps({"kind": "early"}))
    assert await asyncio.wait_for(anext(changes), 10 * BUSY) == {"kind": "early"}
    assert await asyncio.wait_for(anext(changes), 10 * BUSY) == {"kind": "late"}
    await notifier.close()
    await changes.aclose()

"""M2: a broadcast leaves at its time, is taken back, and gives way to changes of its customers."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk, known
from tests.integration.messaging.test_m2_broadcasts import COURSE
from tests.support.eventually import eventually
from tests.support.locks import somebody_waits


async def test_m2_a_scheduled_broadcast_leaves_at_its_time_or_is_taken_back(desk: Desk) -> None:
    customer = await desk.customer(email="eins@example.net")
    await known(desk, customer)
    send_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    taken = (await desk.broadcast({"customer_ids": [customer]}, send_at=send_at)).json()
    cancelled = (await desk.broadcast({"customer_ids": [customer]}, send_at=send_at)).json()
    assert (taken["status"], taken["recipients"]) == ("scheduled", 0)
    waiting = await desk.http.get("/api/broadcasts", params={"status": "scheduled"})
    assert waiting.json()["total"] == 2
    path = f"/api/broadcasts/{cancelled['id']}/cancel"
    stale = await desk.http.post(path, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    answer = await desk.http.post(path, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["status"]) == (200, "cancelled")
    assert (await desk.http.post(path)).json()["type"] == "urn:stammkunde:problem:not-cancellable"
    async with desk.database.transaction() as session:
        due = await session.scalar(
            text("UPDATE broadcasts SET send_at = now() WHERE status = 'scheduled' RETURNING send_at")
        )
    done = await desk.broadcast_in("done", taken["id"])
    assert datetime.fromisoformat(done["started_at"]) >= due
    await desk.mail()
    assert len(desk.relay.mails) == 1
    assert (await desk.http.get(f"/api/broadcasts/{cancelled['id']}")).json()["recipients"] == 0


async def test_m2_a_broadcast_on_its_way_is_stopped_where_it_is(desk: Desk) -> None:
    customers = [await desk.customer(email=f"k{number}@example.net") for number in range(30)]
    await known(desk, *customers)
    desk.relay.mail_from_held = asyncio.Event()
    taken = (await desk.broadcast({"customer_ids": customers})).json()
    await desk.relay.mail_from_seen.wait()
    await desk.broadcast_in("done", taken["id"])
    answer = await desk.http.post(f"/api/broadcasts/{taken['id']}/cancel")
    assert answer.json()["status"] == "cancelled"
    listed = {"broadcast_id": taken["id"], "status": "cancelled"}
    one = (await desk.http.get("/api/messages", params=listed)).json()["items"][0]
    assert (await desk.message(one["id"]))["events"][0]["by"], "somebody at the desk took it back"
    desk.relay.mail_from_held.set()

    async def settled() -> int:
        found = (await desk.http.get(f"/api/broadcasts/{taken['id']}")).json()["counts"]
        assert found["accepted"] + found["cancelled"] == 30
        return int(found["accepted"])

    on_their_way = await eventually(settled)
    assert 1 <= on_their_way <= desk.settings.smtp_connections
    assert len(desk.relay.mails) == on_their_way


async def test_m2_a_broadcast_that_collides_with_a_change_of_its_customers_has_not_failed(
    runs: Runs, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    name = await connection.fetchval("SELECT quote_ident(current_database())")
    await connection.execute(f"ALTER DATABASE {name} SET deadlock_timeout = '5s'")
    await connection.close()
    async with runs() as desk:
        group: dict[str, Any] = {"customer_group_ids": [COURSE]}
        first, last = sorted(
            [await desk.customer(**group), await desk.customer(email="b@example.net", **group)]
        )
        await known(desk, first, last)
        lock = text("SELECT 1 FROM recipients WHERE customer_id = :id FOR UPDATE")
        async with desk.database.transaction() as session:
            await session.execute(
                text("SET LOCAL deadlock_timeout = '60s'")
            )  # it is the planner that gives way
            await session.execute(lock, {"id": last})
            taken = (await desk.broadcast({"customer_group_ids": [COURSE]})).json()
            await somebody_waits(desk.database)
            await session.execute(lock, {"id": first})
        await desk.broadcast_in("done", taken["id"])
        await desk.mail(2)
    assert "could not be planned" not in caplog.text


async def test_m2_what_the_relay_put_off_is_taken_back_with_its_broadcast(desk: Desk) -> None:
    customer = await desk.customer()
    await known(desk, customer)
    desk.relay.mail_from_held = asyncio.Event()
    desk.relay.answers["rcpt"] = ["451 4.3.0 later"]
    taken = (await desk.broadcast({"customer_ids": [customer]})).json()
    await desk.relay.mail_from_seen.wait()
    await desk.broadcast_in("done", taken["id"])
    answer = await desk.http.post(f"/api/broadcasts/{taken['id']}/cancel")
    assert answer.status_code == 409, "it is being handed over: nothing waits"
    desk.relay.mail_from_held.set()

    async def put_off() -> None:
        found = (await desk.http.get(f"/api/broadcasts/{taken['id']}")).json()["counts"]
        assert found["deferred"] == 1

    await eventually(put_off)
    answer = await desk.http.post(f"/api/broadcasts/{taken['id']}/cancel")
    assert answer.json()["status"] == "cancelled"

    async def taken_back() -> None:  # at once, or by the sweep when somebody held the message at this moment
        found = (await desk.http.get(f"/api/broadcasts/{taken['id']}")).json()["counts"]
        assert found["cancelled"] == 1

    await eventually(taken_back)

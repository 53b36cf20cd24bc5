"""M2: a broadcast that cannot be planned holds up no other, is given up at last, and waits for a person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

import messaging.entrypoints.worker
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually

POISON = "Gift"
GROUP = UUID(int=1)


async def _execute(desk: Desk, *statements: str) -> None:
    async with desk.database.transaction() as session:
        for statement in statements:
            await session.execute(text(statement))


async def _customers(desk: Desk, count: int) -> list[UUID]:
    """So many of GROUP, in the order of their ids."""
    found = [
        await desk.customer(email=f"k{number}@example.net", customer_group_ids=[GROUP])
        for number in range(count)
    ]

    async def known() -> None:
        assert len(await desk.rows("SELECT customer_id FROM recipients")) == count

    await eventually(known)
    return sorted(found)


async def _refuse_poison(desk: Desk) -> None:
    await _execute(
        desk, f"ALTER TABLE messages ADD CONSTRAINT no_poison CHECK (subject <> '{POISON}') NOT VALID"
    )


async def _taken(desk: Desk, audience: dict[str, Any], **more: Any) -> str:
    answer = await desk.broadcast(audience, **more)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


async def _alarms(desk: Desk) -> dict[str, int]:
    return {
        alarm["name"]: alarm["count"]
        for alarm in (await desk.http.get("/api/ops/messaging")).json()["alarms"]
    }


async def _post(desk: Desk, broadcast_id: str, action: str, **headers: str) -> tuple[int, str]:
    answer = await desk.http.post(f"/api/broadcasts/{broadcast_id}/{action}", headers=headers)
    return answer.status_code, answer.json().get("status") if answer.is_success else answer.json()["type"]


@pytest.fixture
def given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """After three failures, a tenth of a second apart at first; and measured as often."""
    monkeypatch.setattr(messaging.entrypoints.worker, "MEASURE_EVERY", 0.1)
    monkeypatch.setattr("messaging.domain.broadcast.MOST_FAILURES", 3)
    monkeypatch.setattr("messaging.domain.broadcast._FIRST_PAUSE", timedelta(seconds=0.1))


async def test_m2_a_broadcast_that_cannot_be_planned_holds_up_no_other(desk: Desk) -> None:
    await _customers(desk, 2)
    await _refuse_poison(desk)
    poisoned = await _taken(desk, {"customer_group_ids": [GROUP]}, subject=POISON)

    async def has_failed_once() -> None:
        found = await desk.broadcast_in("running", poisoned)
        assert (found["failure"], found["recipients"], found["finished_at"]) == ("database_refused", 0, None)

    await eventually(has_failed_once)
    other = await _taken(desk, {"customer_group_ids": [GROUP]})
    await desk.broadcast_in("done", other, within=5)
    await desk.mail(2)
    assert {str(mail.message["Subject"]) for mail in desk.relay.mails} == {"Das Bad bleibt zu"}
    await _execute(desk, "ALTER TABLE messages DROP CONSTRAINT no_poison")
    done = await desk.broadcast_in("done", poisoned, within=30)
    assert (done["recipients"], done["failure"]) == (2, None), "it was tried again by itself"


@pytest.mark.usefixtures("given_up_soon")
async def test_m2_what_is_given_up_was_sent_as_far_as_it_was_planned_and_is_resumed_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.domain.broadcast.CHUNK", 10)
    customers = await _customers(desk, 25)
    await _execute(desk, f"UPDATE recipients SET status = 'unheard of' WHERE customer_id = '{customers[22]}'")
    broadcast_id = await _taken(desk, {"customer_group_ids": [GROUP]})
    failed = await desk.broadcast_in("failed", broadcast_id)
    assert (failed["failure"], failed["recipients"], sum(failed["counts"].values())) == (
        "program_error",
        20,
        20,
    )
    assert failed["finished_at"] is not None
    await desk.mail(20)
    assert await _alarms(desk) == {"broadcast_failed": 1}

    def measured(count: int) -> None:
        assert REGISTRY.get_sample_value("messaging_broadcasts_failed") == count

    await eventually(lambda: measured(1))
    listed = await desk.http.get("/api/broadcasts", params={"status": "failed"})
    assert [item["id"] for item in listed.json()["items"]] == [broadcast_id]

    assert (await _post(desk, broadcast_id, "resume", **{"If-Match": '"1"'}))[0] == 412
    assert await _post(desk, broadcast_id, "resume") == (200, "running")
    again = await desk.broadcast_in("failed", broadcast_id)
    assert again["recipients"] == 20, "the cause is still there"

    await _execute(desk, f"UPDATE recipients SET status = 'active' WHERE customer_id = '{customers[22]}'")
    assert await _post(desk, broadcast_id, "resume") == (200, "running")
    done = await desk.broadcast_in("done", broadcast_id)
    assert (done["recipients"], done["failure"]) == (25, None)
    await desk.mail(25)
    assert len({mail.recipient for mail in desk.relay.mails}) == len(desk.relay.mails) == 25
    assert await _alarms(desk) == {}
    await eventually(lambda: measured(0))


@pytest.mark.usefixtures("given_up_soon")
async def test_m2_a_broadcast_that_was_given_up_can_be_cancelled_and_no_other_is_resumed(desk: Desk) -> None:
    await _customers(desk, 1)
    await _refuse_poison(desk)
    poisoned = await _taken(desk, {"customer_group_ids": [GROUP]}, subject=POISON)
    await desk.broadcast_in("failed", poisoned)
    assert await _post(desk, poisoned, "cancel") == (200, "cancelled")
    assert await _alarms(desk) == {}
    assert await _post(desk, poisoned, "resume") == (409, "urn:stammkunde:problem:not-resumable")
    assert (await _post(desk, str(UUID(int=9)), "resume"))[0] == 404


async def test_m2_while_the_database_takes_nobody_in_no_broadcast_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.domain.broadcast.MOST_FAILURES", 1)
    monkeypatch.setattr("messaging.entrypoints.audiences.AFTER_TROUBLE", 0.1)
    await _customers(desk, 1)
    await _execute(
        desk,
        "CREATE SEQUENCE tries",
        """CREATE FUNCTION full_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            PERFORM nextval('tries');
            RAISE EXCEPTION USING ERRCODE = '53300'; END $$""",
        "CREATE TRIGGER full_up BEFORE INSERT ON messages EXECUTE FUNCTION full_up()",
    )
    broadcast_id = await _taken(desk, {"customer_group_ids": [GROUP]})

    async def tried() -> None:
        assert (await desk.rows("SELECT last_value FROM tries"))[0].last_value >= 3

    await eventually(tried)
    assert (await desk.broadcast_in("running", broadcast_id))["failure"] is None
    await _execute(desk, "DROP TRIGGER full_up ON messages")
    await desk.broadcast_in("done", broadcast_id)

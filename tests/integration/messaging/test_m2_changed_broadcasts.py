"""M2: what is planned for later is changed in place; all of the change is sent, or none of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from chassis.ids import new_id
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.integration.messaging.test_m2_broadcasts import COURSE, FRIENDS, known
from tests.support.eventually import eventually
from tests.support.locks import somebody_waits

NEW = {"subject": "Das Bad ist offen", "body": "Neu: {{anrede}}, kommen Sie gern."}
_HOLD = text("SELECT 1 FROM recipients WHERE customer_id = :id FOR UPDATE")


def later(**ahead: float) -> str:
    return (datetime.now(UTC) + timedelta(**(ahead or {"days": 1}))).isoformat()


async def planned(desk: Desk, audience: dict[str, Any], **more: Any) -> str:
    """The id of a broadcast that waits for its time."""
    answer = await desk.broadcast(audience, **{"send_at": later()} | more)
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


async def change(desk: Desk, broadcast_id: str, seen: str | None = "*", **changes: Any) -> httpx.Response:
    headers = {} if seen is None else {"If-Match": seen}
    return await desk.http.patch(f"/api/broadcasts/{broadcast_id}", json=changes, headers=headers)


def slug(answer: httpx.Response) -> str:
    return str(answer.json()["type"]).removeprefix("urn:stammkunde:problem:")


async def test_m2_a_planned_broadcast_is_changed_in_every_part_and_leaves_so(desk: Desk) -> None:
    group: dict[str, Any] = {"customer_group_ids": [COURSE]}
    before = await desk.customer(email="alt@example.net", **group)
    after = await desk.customer(
        email="neu@example.net", recipient_group_ids=[FRIENDS], newsletter_state="confirmed"
    )
    without = await desk.customer(email="ohne@example.net", recipient_group_ids=[FRIENDS])
    picked = await desk.customer(email="einzeln@example.net", newsletter_state="confirmed")
    await known(desk, before, after, without, picked)
    files = [await desk.upload(name, name.encode(), "text/plain") for name in ("eins.txt", "zwei.txt")]
    one, two = files
    broadcast = await planned(
        desk,
        {"customer_group_ids": [COURSE], "customer_ids": [before]},
        channel="portal",
        html="<p>Alt</p>",
        attachment_ids=[one["id"]],
    )
    stays = await change(desk, broadcast, '"1"', **NEW, html="<p>Neu: {{anrede}}.</p>")
    assert (stays.status_code, stays.headers["etag"]) == (200, '"2"')
    assert stays.json()["attachments"] == [one]
    assert stays.json()["audience"]["customer_ids"] == [str(before)]
    assert stays.json()["changed_by"] == stays.json()["created_by"]
    assert stays.json()["changed_at"] > stays.json()["created_at"]
    at = later(days=2)
    audience = {"recipient_group_ids": [str(FRIENDS)], "customer_ids": [str(picked)]}
    answer = await change(
        desk,
        broadcast,
        '"2"',
        audience=audience,
        kind="newsletter",
        channel="email",
        attachment_ids=[two["id"]],
        send_at=at,
    )
    changed = answer.json()
    assert changed == (await desk.http.get(f"/api/broadcasts/{broadcast}")).json()
    assert datetime.fromisoformat(changed["send_at"]) == datetime.fromisoformat(at)
    assert (changed["status"], changed["version"], changed["attachments"]) == ("scheduled", 3, [two])
    assert changed["audience"] == {
        "customer_ids": [str(picked)],
        "customers_total": 1,
        "customer_group_ids": [],
        "recipient_group_ids": [str(FRIENDS)],
        "course_date_ids": [],
        "everyone": False,
    }
    await change(desk, broadcast, send_at=None)
    done = await desk.broadcast_in("done", broadcast)
    assert (done["recipients"], done["excluded_by_reason"]) == (2, {"no_consent": 1})
    left_out = (await desk.http.get(f"/api/broadcasts/{broadcast}/left-out")).json()
    assert [item["customer_id"] for item in left_out["items"]] == [str(without)]
    await desk.mail(2)
    assert {mail.recipient for mail in desk.relay.mails} == {"neu@example.net", "einzeln@example.net"}
    for mail in desk.relay.mails:
        assert mail.message["Subject"] == NEW["subject"]
        text_part = mail.message.get_body(("plain",))
        assert text_part
        assert text_part.get_content().startswith("Neu: Guten Tag")
        assert [part.get_filename() for part in mail.message.iter_attachments()] == ["zwei.txt"]
    for word, count in (("offen", 2), ("bleibt", 0)):
        found = await desk.http.get("/api/messages", params={"q": word})
        assert found.json()["total"] == count
    assert [row.name for row in await desk.rows("SELECT name FROM attachments")] == ["zwei.txt"]


async def test_m2_nobody_changes_what_they_have_not_seen(runs: Runs) -> None:
    async with runs(with_worker=False) as desk:
        broadcast = await planned(desk, {"customer_group_ids": [COURSE]})
        assert (await change(desk, broadcast, None, **NEW)).status_code == 428
        stale = await change(desk, broadcast, '"7"', **NEW)
        assert (stale.status_code, slug(stale)) == (412, "stale")
        assert (stale.json()["current"]["subject"], stale.headers["etag"]) == ("Das Bad bleibt zu", '"1"')
        assert (await change(desk, str(uuid4()), **NEW)).status_code == 404
        assert (await change(desk, broadcast, "*", **NEW)).json()["version"] == 2


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("audience", {"audience": {}}),
        ("audience", {"audience": None}),
        ("audience.course_date_ids", {"audience": {"course_date_ids": [str(UUID(int=5))]}}),
        ("customer_ids", {"audience": {"customer_ids": [str(UUID(int=5))]}}),
        ("kind", {"kind": "personal"}),
        ("channel", {"channel": None}),
        ("subject", {"subject": " "}),
        ("subject", {"subject": "x" * 201}),
        ("body", {"body": "{{x}}", "html": "<p>x</p>"}),
        ("html", {"body": "Ohne das andere"}),
        ("body", {"html": "<p>Ohne das andere</p>"}),
        ("send_at", {"send_at": "2020-01-01T00:00:00Z"}),
        ("send_at", {"send_at": "2999-01-01T00:00:00Z"}),
        ("attachment_ids", {"attachment_ids": [str(uuid4())]}),
        ("attachment_ids", {"attachment_ids": None}),
        ("status", {"status": "done"}),
    ],
)
async def test_m2_a_change_keeps_to_the_rules_of_a_new_broadcast_or_changes_nothing(
    runs: Runs, field: str, changes: dict[str, Any]
) -> None:
    async with runs(with_worker=False) as desk:
        file = await desk.upload("eins.txt", b"eins", "text/plain")
        broadcast = await planned(
            desk, {"customer_group_ids": [COURSE]}, html="<p>Zu</p>", attachment_ids=[file["id"]]
        )
        before = (await desk.http.get(f"/api/broadcasts/{broadcast}")).json()
        answer = await change(desk, broadcast, **{"subject": "Neu"} | changes)
        assert answer.status_code == 422, answer.text
        assert [error["field"] for error in answer.json()["errors"]] == [field]
        assert (await desk.http.get(f"/api/broadcasts/{broadcast}")).json() == before


async def test_m2_what_is_on_its_way_or_cancelled_is_not_changed_any_more(desk: Desk) -> None:
    customer = await desk.customer()
    await known(desk, customer)
    sent, cancelled = [await planned(desk, {"customer_ids": [customer]}) for _ in range(2)]
    await desk.http.post(f"/api/broadcasts/{sent}/send-now")
    await desk.broadcast_in("done", sent)
    await desk.http.post(f"/api/broadcasts/{cancelled}/cancel")
    for broadcast in (sent, cancelled):
        for seen in ('"1"', "*"):
            answer = await change(desk, broadcast, seen, **NEW)
            assert (answer.status_code, slug(answer)) == (409, "not-scheduled")
    await desk.mail()
    assert desk.relay.mails[0].message["Subject"] == "Das Bad bleibt zu"


async def test_m2_a_change_that_comes_while_it_is_being_planned_is_refused_and_nobody_gets_any_of_it(
    desk: Desk,
) -> None:
    ids = sorted([await desk.customer(email=f"k{number}@example.net") for number in range(3)])
    await known(desk, *ids)
    broadcast = await planned(desk, {"customer_ids": ids})
    async with desk.database.transaction() as session:
        await session.execute(_HOLD, {"id": ids[-1]})
        await desk.http.post(f"/api/broadcasts/{broadcast}/send-now")
        await somebody_waits(desk.database)
        # As if nobody had told it to begin: the planner has it, and no other transaction sees so.
        changing = asyncio.create_task(change(desk, broadcast, **NEW))
        await eventually(lambda: _two_wait(desk))
    answer = await changing
    assert (answer.status_code, slug(answer)) == (409, "not-scheduled")
    await desk.mail(3)
    assert {mail.message["Subject"] for mail in desk.relay.mails} == {"Das Bad bleibt zu"}


async def test_m2_a_change_that_began_before_its_time_is_what_is_sent_though_the_time_comes_meanwhile(
    desk: Desk,
) -> None:
    old, new, other = [await desk.customer(email=f"{name}@example.net") for name in ("alt", "neu", "x")]
    await known(desk, old, new, other)
    broadcast = await planned(desk, {"customer_ids": [old]})
    after = await planned(desk, {"customer_ids": [other]}, channel="portal")
    async with desk.database.transaction() as session:
        await session.execute(_HOLD, {"id": new})
        due = await _all_due_soon(desk)
        changing = asyncio.create_task(
            change(desk, broadcast, **NEW, audience={"customer_ids": [str(old), str(new)]})
        )
        await somebody_waits(desk.database)
        # The other one is planned: this one was due as well, and was passed over.
        await desk.broadcast_in("done", after)
        assert (await desk.http.get(f"/api/broadcasts/{broadcast}")).json()["status"] == "scheduled"
    assert (await changing).status_code == 200
    done = await desk.broadcast_in("done", broadcast)
    assert (done["recipients"], done["send_at"]) == (
        2,
        due.isoformat().replace("+00:00", "Z"),
    )
    await desk.mail(2)
    assert {mail.message["Subject"] for mail in desk.relay.mails} == {NEW["subject"]}


async def test_m2_each_of_many_is_sent_as_it_was_or_as_it_was_changed(desk: Desk) -> None:
    ids = [await desk.customer(email=f"k{number}@example.net") for number in range(3)]
    await known(desk, *ids)
    broadcasts = [await planned(desk, {"customer_ids": ids}, channel="portal") for _ in range(20)]
    changes = NEW | {"audience": {"customer_ids": [str(ids[0])]}}
    outcomes = []
    for number, broadcast in enumerate(broadcasts):
        sending = _send_now(desk, broadcast, after=number % 3)
        answer, _ = await asyncio.gather(change(desk, broadcast, **changes), sending)
        outcome = answer.status_code
        outcomes.append(outcome)
        done = await desk.broadcast_in("done", broadcast)
        listed = await desk.http.get("/api/messages", params={"broadcast_id": broadcast})
        said = [(item["subject"], item["customer_id"]) for item in listed.json()["items"]]
        expected = (NEW["subject"], ids[:1]) if outcome == 200 else ("Das Bad bleibt zu", ids)
        assert sorted(said) == sorted((expected[0], str(customer)) for customer in expected[1])
        assert done["recipients"] == len(said)
    assert set(outcomes) <= {200, 409}


async def test_m2_files_stay_go_come_and_are_copied_from_another_broadcast(runs: Runs) -> None:
    async with runs(with_worker=False) as desk:
        half = b"x" * (7 * 1024 * 1024)
        one, two, three = [
            await desk.upload(name, half, "text/plain") for name in ("1.txt", "2.txt", "3.txt")
        ]
        audience = {"customer_group_ids": [COURSE]}
        first = await planned(desk, audience, attachment_ids=[one["id"], two["id"]])
        too_large = await change(desk, first, attachment_ids=[one["id"], two["id"], three["id"]])
        assert too_large.json()["errors"][0]["code"] == "too_large"
        answer = await change(desk, first, attachment_ids=[three["id"], one["id"]])
        assert answer.json()["attachments"] == [three, one]
        assert (await change(desk, first, subject="Neu")).json()["attachments"] == [three, one]
        again = (await desk.broadcast(audience, send_at=later(), attachment_ids=[one["id"]])).json()
        [copy] = again["attachments"]
        assert copy == one | {"id": copy["id"]}
        assert copy["id"] != one["id"]
        assert (await change(desk, first, attachment_ids=[])).json()["attachments"] == []
        rows = await desk.rows("SELECT CAST(id AS text), length(content) FROM attachments")
        assert [tuple(row) for row in rows] == [(copy["id"], len(half))]


async def test_m2_a_test_mail_carries_the_files_of_the_broadcast_that_is_being_changed(desk: Desk) -> None:
    file = await desk.upload("eins.txt", b"eins", "text/plain")
    await planned(desk, {"customer_group_ids": [COURSE]}, attachment_ids=[file["id"]])
    body = NEW | {"to": "buero@schule.example", "attachment_ids": [file["id"]]}
    answer = await desk.http.post("/api/test-mails", json=body)
    assert answer.status_code == 202, answer.text
    [part] = desk.relay.mails[-1].message.iter_attachments()
    assert part.get_filename() == "eins.txt"


async def test_m2_all_who_were_picked_are_listed_by_name(desk: Desk) -> None:
    ids = [await desk.customer(email=f"viele{number}@example.net") for number in range(3)]
    await known(desk, *ids)
    broadcast = await planned(desk, {"customer_ids": ids, "customer_group_ids": [COURSE]})
    path = f"/api/broadcasts/{broadcast}/customers"
    first = (await desk.http.get(path, params={"limit": 2})).json()
    rest = (await desk.http.get(path, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert (first["total"], rest["next_cursor"]) == (3, None)
    assert first["items"] + rest["items"] == [
        {"customer_id": id_, "name": "Jana Muster-Groß"} for id_ in sorted(map(str, ids))
    ]
    assert (await desk.http.get(f"/api/broadcasts/{new_id()}/customers")).status_code == 404


async def test_g6_a_change_brings_no_deleted_customer_back_into_a_broadcast(desk: Desk) -> None:
    gone, stays = [await desk.customer(email=f"k{number}@example.net") for number in range(2)]
    await known(desk, gone, stays)
    broadcast = await planned(desk, {"customer_ids": [gone, stays]})
    await desk.delete(gone)
    await desk.events("erasures", 1)
    assert (await change(desk, broadcast, **NEW)).json()["audience"]["customer_ids"] == [str(stays)]
    both = {"customer_ids": [str(gone), str(stays)]}
    assert (await change(desk, broadcast, audience=both)).json()["audience"]["customer_ids"] == [str(stays)]
    assert len(await desk.rows("SELECT 1 FROM broadcast_customers")) == 1


async def test_g6_a_change_beside_a_purge_picks_nobody_again_who_is_being_deleted(desk: Desk) -> None:
    gone, stays = [await desk.customer(email=f"k{number}@example.net") for number in range(2)]
    await known(desk, gone, stays)
    broadcast = await planned(desk, {"customer_ids": [gone, stays]})
    async with desk.database.transaction() as session:
        await session.execute(text("DELETE FROM broadcast_customers WHERE customer_id = :id"), {"id": gone})
        changing = asyncio.create_task(change(desk, broadcast, **NEW))
        await asyncio.wait({changing}, timeout=2)  # it waits for nobody
    assert (await changing).status_code == 200
    audience = (await desk.http.get(f"/api/broadcasts/{broadcast}")).json()["audience"]
    assert audience["customer_ids"] == [str(stays)]


async def _all_due_soon(desk: Desk) -> datetime:
    """When all broadcasts are due: soon, and not before a change that begins now has locked its own.

    Once it has, nobody could write the time any more.
    """
    soon = text("UPDATE broadcasts SET send_at = now() + interval '3 seconds' RETURNING send_at")
    async with desk.database.transaction() as session:
        due: datetime = (await session.scalars(soon)).all()[0]
    return due.astimezone(UTC)


async def _send_now(desk: Desk, broadcast_id: str, after: int) -> None:
    """After so many other requests: now sooner than what goes on beside it, now later."""
    for _ in range(after):
        await desk.http.get("/api/broadcasts")
    await desk.http.post(f"/api/broadcasts/{broadcast_id}/send-now")


async def _two_wait(desk: Desk) -> None:
    waiting = await desk.rows(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'transactionid'"
    )
    assert len(waiting) == 2

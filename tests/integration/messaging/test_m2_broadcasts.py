"""M2: write to an audience, each once; the count, and who is left out and why, before sending."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from chassis.ids import new_id
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually
from tests.support.locks import somebody_waits

COURSE, FRIENDS = UUID(int=1), UUID(int=2)


async def known(desk: Desk, *customer_ids: UUID) -> None:
    """The copies have arrived."""

    async def look() -> None:
        async with desk.database.reading() as session:
            found = await session.scalars(text("SELECT customer_id FROM recipients"))
            assert set(customer_ids) <= set(found)

    await eventually(look)


async def members(desk: Desk) -> dict[str, UUID]:
    """One customer of each sort in the customer group COURSE."""
    group: dict[str, Any] = {"customer_group_ids": [COURSE]}
    found = {
        "reached": await desk.customer(email="da@example.net", **group),
        "in both": await desk.customer(
            email="beide@example.net", recipient_group_ids=[FRIENDS], newsletter_state="confirmed", **group
        ),
        "blocked": await desk.customer(type="blocked", status="blocked", last_name="Gesperrt", **group),
        "placeholder": await desk.customer(email_is_placeholder=True, **group),
        "no_address": await desk.customer(email=None, **group),
        "deleted": await desk.customer(email="weg@example.net", **group),
        "outside": await desk.customer(email="draussen@example.net"),
    }
    await known(desk, *found.values())
    await desk.delete(found["deleted"])
    return found


async def figures(desk: Desk, audience: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await desk.broadcast(audience, dry_run=True, **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_m2_the_dry_run_counts_and_names_who_is_left_out(desk: Desk) -> None:
    who = await members(desk)
    audience = {"customer_group_ids": [COURSE], "recipient_group_ids": [FRIENDS]}

    async def look() -> None:
        assert await figures(desk, audience) == {
            "recipients": 2,
            "excluded": [
                {"customer_id": str(who["blocked"]), "name": "Jana Gesperrt", "reason": "blocked"},
                {"customer_id": str(who["placeholder"]), "name": "Jana Muster-Groß", "reason": "placeholder"},
                {"customer_id": str(who["no_address"]), "name": "Jana Muster-Groß", "reason": "no_address"},
            ],
            "excluded_total": 3,
            "excluded_by_reason": {"blocked": 1, "placeholder": 1, "no_address": 1},
            "empty_placeholders": [],
        }

    await eventually(look)
    newsletter = await figures(desk, audience, kind="newsletter", subject="", body="")
    assert (newsletter["recipients"], newsletter["excluded_by_reason"]["no_consent"]) == (1, 1)
    assert (await desk.http.get("/api/messages")).json()["total"] == 0
    assert (await desk.http.get("/api/broadcasts")).json()["total"] == 0


async def test_m2_a_clerks_mail_does_not_wait_for_the_end_of_a_broadcast(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.entrypoints.sending.waiting.AT_ONCE", 5)
    desk.relay.mail_from_held = asyncio.Event()
    group: dict[str, Any] = {"customer_group_ids": [COURSE]}
    many = [await desk.customer(email=f"kind{number}@d{number}.example.net", **group) for number in range(40)]
    other = await desk.customer(email="eilig@example.net")
    await known(desk, *many, other)
    taken = (await desk.broadcast({"customer_group_ids": [COURSE]})).json()
    await desk.broadcast_in("done", taken["id"])
    await desk.relay.mail_from_seen.wait()
    await desk.write(other)
    desk.relay.mail_from_held.set()
    await desk.mail(41)
    assert [mail.recipient for mail in desk.relay.mails].index("eilig@example.net") < 20


async def test_m2_what_the_dry_run_says_is_what_happens(desk: Desk) -> None:
    who = await members(desk)
    answer = await desk.broadcast(
        {"customer_group_ids": [COURSE], "recipient_group_ids": [FRIENDS], "customer_ids": [who["outside"]]}
    )
    assert answer.status_code == 202, answer.text
    assert answer.json()["status"] == "running"
    broadcast = await desk.broadcast_in("done", answer.json()["id"])
    assert broadcast["recipients"] == 3
    assert broadcast["excluded_by_reason"] == {"blocked": 1, "placeholder": 1, "no_address": 1}
    await desk.mail(3)
    assert {mail.recipient for mail in desk.relay.mails} == {
        "da@example.net",
        "beide@example.net",
        "draussen@example.net",
    }
    assert desk.relay.mails[0].text.startswith("Guten Tag Jana Muster-Groß, am Montag")

    async def counted() -> None:
        found = (await desk.http.get(f"/api/broadcasts/{broadcast['id']}")).json()
        assert (found["counts"]["accepted"], found["counts"]["suppressed"]) == (3, 0)

    await eventually(counted)
    history = (await desk.http.get("/api/messages", params={"customer_id": str(who["blocked"])})).json()
    [message] = history["items"]
    assert (message["status"], message["suppressed_reason"]) == ("suppressed", "blocked")
    assert (message["kind"], message["broadcast_id"]) == ("notice", broadcast["id"])
    facts = await desk.events("mail", 6)
    assert sorted(fact["type"] for fact in facts) == ["mail.accepted"] * 3 + ["mail.suppressed"] * 3


async def test_m5_a_newsletter_is_not_written_to_who_has_not_consented(desk: Desk) -> None:
    who = await members(desk)
    answer = await desk.broadcast({"customer_group_ids": [COURSE]}, kind="newsletter")
    broadcast = await desk.broadcast_in("done", answer.json()["id"])
    assert broadcast["recipients"] == 1
    assert broadcast["excluded_by_reason"]["no_consent"] == 1
    assert (await desk.mail()).recipient == "beide@example.net"
    nothing = await desk.http.get("/api/messages", params={"customer_id": str(who["reached"])})
    assert nothing.json()["total"] == 0


async def test_m4_suppressed_addresses_are_counted_named_and_not_mailed(desk: Desk) -> None:
    reached, stopped = await desk.customer(email="da@example.net"), await desk.customer(last_name="Sperre")
    unsubscribed = await desk.customer(newsletter_state="confirmed", last_name="Ab")
    await known(desk, reached, stopped, unsubscribed)
    for customer, scope in ((stopped, "mail"), (unsubscribed, "newsletter")):
        answer = await desk.http.post(
            "/api/suppressions", json={"customer_id": str(customer), "scope": scope, "reason": "manual"}
        )
        assert answer.status_code == 201, answer.text
    audience = {"customer_ids": [reached, stopped]}
    found = await figures(desk, audience)
    assert (found["recipients"], found["excluded_by_reason"]) == (1, {"suppressed": 1})
    assert found["excluded"] == [{"customer_id": str(stopped), "name": "Jana Sperre", "reason": "suppressed"}]
    assert (await figures(desk, audience, channel="portal"))["recipients"] == 2
    newsletter = await figures(desk, {"customer_ids": [unsubscribed]}, kind="newsletter")
    assert newsletter["excluded_by_reason"] == {"no_consent": 1}
    taken = (await desk.broadcast(audience)).json()
    done = await desk.broadcast_in("done", taken["id"])
    assert (done["recipients"], done["excluded_by_reason"]) == (1, {"suppressed": 1})
    assert (await desk.mail()).recipient == "da@example.net"


async def test_m2_participants_of_a_course_date_are_written_to_as_billing_tells_it(desk: Desk) -> None:
    one, two, three = [await desk.customer(email=f"{name}@example.net") for name in ("a", "b", "c")]
    course_date = await desk.course_date(one, two)
    other = await desk.course_date(two, three, title="Aquafitness")
    await known(desk, one, two, three)

    async def listed() -> None:
        items = (await desk.http.get("/api/messaging/course-dates")).json()["items"]
        assert {item["id"] for item in items} == {str(course_date), str(other)}

    await eventually(listed)
    [found] = (await desk.http.get("/api/messaging/course-dates", params={"q": "aqua"})).json()["items"]
    assert (found["id"], found["title"], found["customers"]) == (str(other), "Aquafitness", 2)
    assert (await figures(desk, {"course_date_ids": [course_date, other]}))["recipients"] == 3

    await desk.course_date(three, course_date_id=course_date, version=3, status="cancelled")
    await desk.course_date(one, two, course_date_id=course_date, version=2)

    async def changed() -> None:
        assert (await figures(desk, {"course_date_ids": [course_date]}))["recipients"] == 1

    await eventually(changed)
    await desk.broadcast({"course_date_ids": [course_date, other]})
    await desk.mail(2)
    assert {mail.recipient for mail in desk.relay.mails} == {"b@example.net", "c@example.net"}


async def test_c11_a_merged_customer_is_written_to_once_as_the_survivor(desk: Desk) -> None:
    survivor = await desk.customer(email="bleibt@example.net", customer_group_ids=[COURSE])
    merged = await desk.customer(email="alt@example.net", customer_group_ids=[COURSE])
    course_date = await desk.course_date(merged)
    await desk.publish(
        "customers", "customer.merged", merged, {"customer_id": merged, "into": survivor}, sequence=2
    )
    audience = {
        "course_date_ids": [course_date],
        "customer_ids": [merged, survivor],
        "customer_group_ids": [COURSE],
    }

    async def look() -> None:
        assert (await figures(desk, audience))["recipients"] == 1

    await eventually(look)
    answer = await desk.broadcast(audience)
    broadcast = await desk.broadcast_in("done", answer.json()["id"])
    assert (broadcast["recipients"], sum(broadcast["counts"].values())) == (1, 1)
    assert (await desk.mail()).recipient == "bleibt@example.net"


async def test_g6_a_deleted_customer_is_in_no_audience_and_no_late_event_brings_them_back(desk: Desk) -> None:
    gone, stays = await desk.customer(), await desk.customer(email="bleibt@example.net")
    course_date = await desk.course_date(gone, stays)
    await known(desk, gone, stays)

    async def told() -> None:
        assert (await figures(desk, {"course_date_ids": [course_date]}))["recipients"] == 2

    await eventually(told)
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    picked = await desk.broadcast({"customer_ids": [gone, stays]}, send_at=later)
    await desk.delete(gone)
    [purged] = await desk.events("erasures", 1)
    assert purged["data"]["counts"]["picked_for_broadcasts"] == 1
    assert purged["data"]["counts"]["course_dates"] == 1
    shown = (await desk.http.get(f"/api/broadcasts/{picked.json()['id']}")).json()
    assert shown["audience"]["customer_ids"] == [str(stays)]
    await desk.course_date(gone, stays, course_date_id=course_date, version=2, title="Neu")

    async def changed() -> None:
        [item] = (await desk.http.get("/api/messaging/course-dates")).json()["items"]
        assert (item["title"], item["customers"]) == ("Neu", 1)

    await eventually(changed)
    answer = await desk.broadcast({"customer_ids": [gone, stays]}, dry_run=True)
    assert answer.json()["recipients"] == 1


async def test_m2_a_broadcast_for_the_portal_is_on_every_shelf(desk: Desk) -> None:
    one, two = await desk.customer(), await desk.customer()
    file = await desk.upload("plan.txt", b"Montag", "text/plain")
    answer = await desk.broadcast(
        {"customer_ids": [one, two]}, channel="portal", html="<p>{{name}}</p>", attachment_ids=[file["id"]]
    )
    broadcast = await desk.broadcast_in("done", answer.json()["id"])
    assert broadcast["counts"]["accepted"] == 2
    assert broadcast["attachments"] == [file]
    for customer in (one, two):
        own = desk.as_customer(customer)
        [item] = (await desk.http.get("/api/portal/messages", headers=own)).json()["items"]
        shown = (await desk.http.get(f"/api/portal/messages/{item['id']}", headers=own)).json()
        assert (shown["html"], shown["attachments"]) == ("<p>Jana Muster-Groß</p>", [file])
    assert desk.relay.mails == []


async def test_m2_the_same_request_twice_is_one_broadcast(desk: Desk) -> None:
    customer = await desk.customer()
    headers = {"Idempotency-Key": "einmal"}
    first = await desk.broadcast({"customer_ids": [customer]}, headers=headers)
    second = await desk.broadcast({"customer_ids": [customer]}, headers=headers)
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    assert first.headers["etag"] == '"1"'
    other = await desk.broadcast({"customer_ids": [customer]}, headers=headers, subject="Anders")
    assert other.status_code == 422
    await desk.broadcast_in("done", first.json()["id"])
    assert (await desk.http.get("/api/broadcasts")).json()["total"] == 1
    await desk.mail()
    assert len(desk.relay.mails) == 1


async def test_m2_many_picked_are_one_request_that_is_repeated_safely_and_answered_shortly(
    desk: Desk,
) -> None:
    ids = [await desk.customer(email=f"viele{number}@example.net") for number in range(230)]
    await known(desk, *ids)
    headers = {"Idempotency-Key": "an alle"}
    first = await desk.broadcast({"customer_ids": ids}, headers=headers)
    assert first.status_code == 202, first.text
    again = await desk.broadcast({"customer_ids": ids}, headers=headers)
    assert again.json()["id"] == first.json()["id"]
    done = await desk.broadcast_in("done", first.json()["id"])
    assert done["recipients"] == 230
    assert done["audience"]["customers_total"] == 230
    assert done["audience"]["customer_ids"] == sorted(map(str, ids))[:200]
    [listed] = (await desk.http.get("/api/broadcasts")).json()["items"]
    assert listed["audience"] == done["audience"]
    await desk.mail(230)
    assert len({mail.recipient for mail in desk.relay.mails}) == len(desk.relay.mails) == 230


async def test_m2_as_many_customers_are_picked_as_the_list_selects(desk: Desk) -> None:
    nobody = [str(new_id()) for _ in range(10_001)]
    refused = await desk.broadcast({"customer_ids": nobody})
    assert [error["code"] for error in refused.json()["errors"]] == ["too_long"]
    unknown = await desk.broadcast({"customer_ids": nobody[:10_000]})
    assert unknown.json()["type"] == "urn:stammkunde:problem:unknown-customer"


async def test_m2_a_scheduled_broadcast_leaves_at_its_time_or_is_taken_back(desk: Desk) -> None:
    customer = await desk.customer(email="eins@example.net")
    send_at = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
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
    done = await desk.broadcast_in("done", taken["id"])
    assert datetime.fromisoformat(done["started_at"]) >= datetime.fromisoformat(send_at)
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
    counts = answer.json()["counts"]
    on_their_way = counts["sending"]
    assert 1 <= on_their_way <= desk.settings.smtp_connections
    assert counts["cancelled"] == 30 - on_their_way
    listed = {"broadcast_id": taken["id"], "status": "cancelled"}
    one = (await desk.http.get("/api/messages", params=listed)).json()["items"][0]
    assert (await desk.message(one["id"]))["events"][0]["by"], "somebody at the desk took it back"
    desk.relay.mail_from_held.set()

    async def settled() -> None:
        found = (await desk.http.get(f"/api/broadcasts/{taken['id']}")).json()["counts"]
        assert (found["accepted"], found["cancelled"]) == (on_their_way, 30 - on_their_way)

    await eventually(settled)
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


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("audience", {"audience": {}}),
        ("audience", {"audience": {"customer_ids": []}}),
        ("audience", {"audience": {"customer_group_ids": [str(uuid4()) for _ in range(101)]}}),
        ("audience", {"audience": {"customer_ids": [str(UUID(int=n)) for n in range(5_001)]}}),
        ("audience", {"audience": {"everybody": True}}),
        ("kind", {"kind": "personal"}),
        ("channel", {"channel": "fax"}),
        ("subject", {"subject": ""}),
        ("subject", {"subject": "{{x}}"}),
        ("body", {"body": " "}),
        ("body", {"body": "x" * 100_001}),
        ("html", {"html": "<script>x</script>"}),
        ("send_at", {"send_at": "2020-01-01T00:00:00Z"}),
        ("attachment_ids", {"attachment_ids": [str(uuid4())]}),
        ("reply_to", {"reply_to": "x@example.org"}),
    ],
)
async def test_m2_what_is_no_broadcast_is_refused_and_nothing_is_written(
    runs: Runs, field: str, change: dict[str, Any]
) -> None:
    async with runs(with_worker=False) as desk:
        body = {
            "audience": {"customer_group_ids": [str(COURSE)]},
            "kind": "notice",
            "channel": "email",
            "subject": "Das Bad bleibt zu",
            "body": "Am Montag.",
        }
        answer = await desk.http.post("/api/broadcasts", json=body | change)
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["field"].split(".")[0] == field
        assert (await desk.http.get("/api/broadcasts")).json()["total"] == 0


async def test_m2_unknown_course_dates_and_customers_are_named(runs: Runs) -> None:
    async with runs(with_worker=False) as desk:
        unknown = new_id()
        for dry_run in (True, False):
            answer = await desk.broadcast({"course_date_ids": [unknown]}, dry_run=dry_run)
            assert (answer.status_code, answer.json()["type"]) == (
                422,
                "urn:stammkunde:problem:unknown-course-date",
            )
            assert answer.json()["errors"][0]["field"] == "audience.course_date_ids"
            answer = await desk.broadcast({"customer_ids": [unknown]}, dry_run=dry_run)
            assert answer.json()["type"] == "urn:stammkunde:problem:unknown-customer"
        assert (await desk.http.get("/api/broadcasts")).json()["total"] == 0
        assert (await desk.http.get(f"/api/broadcasts/{unknown}")).status_code == 404
        assert (await desk.http.post(f"/api/broadcasts/{unknown}/cancel")).status_code == 404

"""M2: write to an audience, each once; the count, and who is left out and why, before sending."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.ids import new_id
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk, known
from tests.support.eventually import eventually

COURSE, FRIENDS = UUID(int=1), UUID(int=2)


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

    async def gone() -> None:
        [copy] = await desk.rows(f"SELECT status FROM recipients WHERE customer_id = '{found['deleted']}'")
        assert copy.status == "deleted"

    await eventually(gone)
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
    await known(desk, one, two)
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
    await known(desk, customer)
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


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("audience", {"audience": {}}),
        ("audience", {"audience": {"customer_ids": []}}),
        ("audience", {"audience": {"customer_group_ids": [str(uuid4()) for _ in range(101)]}}),
        ("audience", {"audience": {"customer_ids": [str(UUID(int=n)) for n in range(10_001)]}}),
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

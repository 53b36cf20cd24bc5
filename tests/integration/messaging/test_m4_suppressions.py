"""M4: an address that does not work is not mailed any more, until a clerk lifts it or the customer has another one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.messaging.desk import Desk, known
from tests.integration.messaging.test_g6_purge import everything_in
from tests.support.eventually import eventually

UNKNOWN = {"action": "failed", "status": "5.1.1", "diagnostic": "550 5.1.1 unknown user"}


async def bounced(desk: Desk, customer: UUID, reason: str, **more: Any) -> None:
    """Another system says that a mail to the customer failed for good."""
    message_id = uuid4()
    data = {
        "message_id": message_id,
        "customer_id": customer,
        "email_version": 1,
        "at": datetime.now(UTC),
        "class": "hard",
        "reason": reason,
    } | more
    await desk.publish("mail", "mail.bounced", message_id, data, key=customer, source="/relay-vendor")


async def suppressions(desk: Desk, **asked: Any) -> list[dict[str, Any]]:
    """What the list shows."""
    answer = await desk.http.get("/api/suppressions", params=asked)
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert page["total"] == len(page["items"])
    items: list[dict[str, Any]] = page["items"]
    return items


async def suppressed(desk: Desk, customer: UUID) -> dict[str, Any]:
    """The one suppression that is in force for the customer, as soon as there is one."""

    async def look() -> dict[str, Any]:
        found = await suppressions(desk, customer_id=customer, active=True)
        assert len(found) == 1
        return found[0]

    return await eventually(look)


async def nothing_in_force(desk: Desk, customer: UUID) -> None:
    """Nothing stands against mailing the customer, now or in a moment."""

    async def look() -> None:
        assert await suppressions(desk, customer_id=customer, active=True) == []

    await eventually(look)


async def _all_consumed(desk: Desk, customer: UUID) -> None:
    """What was published about the customer before is applied: a message written now is delivered last."""
    [taken] = await desk.write(customer, channel="portal")
    at = datetime.now(UTC)
    data = {"message_id": taken["id"], "customer_id": customer, "email_version": 1, "at": at}
    await desk.publish("mail", "mail.delivered", UUID(taken["id"]), data, key=customer)
    await desk.message_in("delivered", taken["id"])


async def test_m4_an_unknown_address_is_mailed_no_more_and_the_clerk_is_told(desk: Desk) -> None:
    customer = await desk.customer(email="jana@example.net")
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    await desk.report(await desk.mail(), **UNKNOWN)
    found = await suppressed(desk, customer)
    assert found.pop("id")
    assert found.pop("created_at")
    assert found == {
        "customer_id": str(customer),
        "customer_name": "Jana Muster-Groß",
        "address": "jana@example.net",
        "scope": "mail",
        "reason": "address_unknown",
        "created_by": None,
        "message_id": taken["id"],
        "lifted_at": None,
        "lifted_by": None,
    }
    [again] = await desk.write(customer)
    assert (again["status"], again["suppressed_reason"]) == ("suppressed", "suppressed")
    [confirmed] = await desk.write(customer, confirm_blocked=True)
    assert confirmed["suppressed_reason"] == "suppressed"
    [in_portal] = await desk.write(customer, channel="portal")
    assert in_portal["status"] == "accepted"
    assert len(desk.relay.mails) == 1


async def test_m4_a_domain_that_takes_no_mail_is_mailed_no_more(desk: Desk) -> None:
    customer = await desk.customer(email="jana@example.net")
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    await desk.report(
        await desk.mail(),
        action="failed",
        status="5.1.10",
        diagnostic="556 5.1.10 Recipient address has null MX",
    )
    found = await suppressed(desk, customer)
    assert (found["reason"], found["message_id"]) == ("host_unknown", taken["id"])
    message = await desk.message_in("bounced", taken["id"])
    assert (message["bounce"]["class"], message["bounce"]["reason"]) == ("hard", "rejected")


async def test_m4_the_sender_looks_at_the_suppression_before_it_sends(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [waiting] = await desk.write(customer)
    await desk.message_in("deferred", waiting["id"])
    await bounced(desk, customer, "host_unknown")
    await suppressed(desk, customer)
    await desk.send_now(waiting["id"])
    message = await desk.message_in("suppressed", waiting["id"])
    assert message["suppressed_reason"] == "suppressed"
    assert desk.relay.mails == []


@pytest.mark.parametrize("reason", ["spam", "policy", "too_large", "expired", "network", "rejected", "other"])
async def test_m4_what_says_nothing_of_the_address_suppresses_nothing(desk: Desk, reason: str) -> None:
    customer = await desk.customer()
    await desk.write(customer, channel="portal")
    await bounced(desk, customer, reason, **{"class": "block"})
    await _all_consumed(desk, customer)
    assert await suppressions(desk, customer_id=customer) == []


async def test_m4_a_full_mailbox_is_given_up_after_three_different_days(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.write(customer, channel="portal")
    noon = datetime(2026, 11, 2, 11, tzinfo=UTC)
    for hours in (0, 1, 24, 25):
        await bounced(desk, customer, "mailbox_full", at=noon + timedelta(hours=hours), **{"class": "soft"})
    await _all_consumed_without_delivery(desk, customer)
    assert await suppressions(desk, customer_id=customer) == []
    await bounced(desk, customer, "mailbox_full", at=noon + timedelta(hours=48), **{"class": "soft"})
    assert (await suppressed(desk, customer))["reason"] == "mailbox_full"


async def test_m4_a_mailbox_that_took_a_mail_is_not_full(desk: Desk) -> None:
    customer = await desk.customer()
    noon = datetime(2026, 11, 2, 11, tzinfo=UTC)
    await desk.write(customer, channel="portal")
    for days in (0, 1):
        await bounced(desk, customer, "mailbox_full", at=noon + timedelta(days=days))
    await _all_consumed(desk, customer)
    await bounced(desk, customer, "mailbox_full", at=noon + timedelta(days=2))
    await _all_consumed_without_delivery(desk, customer)
    assert await suppressions(desk, customer_id=customer) == []


async def _all_consumed_without_delivery(desk: Desk, customer: UUID) -> None:
    [taken] = await desk.write(customer, channel="portal")
    data = {
        "message_id": taken["id"],
        "customer_id": customer,
        "email_version": 1,
        "at": datetime.now(UTC),
        "reason": "told",
    }
    await desk.publish("mail", "mail.failed", UUID(taken["id"]), data, key=customer)
    await desk.message_in("failed", taken["id"])


async def test_m4_another_address_is_mailed_again_and_a_bounce_of_the_former_says_nothing(desk: Desk) -> None:
    customer = await desk.customer(email="falsch@example.net")
    await desk.write(customer, channel="portal")
    await bounced(desk, customer, "address_unknown")
    former = await suppressed(desk, customer)
    await desk.customer(customer, type="updated", email="richtig@example.net", email_version=2)
    await nothing_in_force(desk, customer)
    [lifted] = await suppressions(desk, customer_id=customer, active=False)
    assert (lifted["id"], lifted["address"], lifted["lifted_by"]) == (
        former["id"],
        "falsch@example.net",
        None,
    )
    await bounced(desk, customer, "address_unknown")
    await _all_consumed(desk, customer)
    await nothing_in_force(desk, customer)
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    assert (await desk.mail()).recipient == "richtig@example.net"


async def test_g2_what_a_clerk_lifted_stays_lifted_when_everything_is_told_again(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.write(customer, channel="portal")
    early = datetime.now(UTC)
    await bounced(desk, customer, "address_unknown", at=early)
    found = await suppressed(desk, customer)
    lifted = await desk.http.post(f"/api/suppressions/{found['id']}/lift", headers={"If-Match": '"1"'})
    assert lifted.status_code == 200, lifted.text
    assert lifted.headers["etag"] == '"2"'
    assert lifted.json()["lifted_by"] is not None
    for _ in range(2):
        await bounced(desk, customer, "address_unknown", at=early)
    await _all_consumed(desk, customer)
    await nothing_in_force(desk, customer)
    again = await desk.http.post(f"/api/suppressions/{found['id']}/lift")
    assert again.json()["lifted_at"] == lifted.json()["lifted_at"]
    stale = await desk.http.post(f"/api/suppressions/{found['id']}/lift", headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    await bounced(desk, customer, "address_unknown")
    await suppressed(desk, customer)


async def test_m4_a_clerk_stops_and_resumes_mails(desk: Desk) -> None:
    customer = await desk.customer()
    await known(desk, customer)
    key = {"Idempotency-Key": "einmal"}
    body = {"customer_id": str(customer), "reason": "manual"}
    stopped = await desk.http.post("/api/suppressions", json=body, headers=key)
    assert stopped.status_code == 201, stopped.text
    assert (stopped.json()["scope"], stopped.json()["reason"]) == ("mail", "manual")
    assert stopped.json()["created_by"] is not None
    for headers in (key, {}):
        again = await desk.http.post("/api/suppressions", json=body, headers=headers)
        assert (again.status_code, again.json()["id"]) == (201, stopped.json()["id"])
    await desk.customer(customer, type="updated", email="andere@example.net", email_version=2)

    async def has_arrived() -> None:
        [message] = await desk.write(customer, channel="portal")
        assert (await desk.message(message["id"]))["customer_name"]
        assert (await desk.write(customer))[0]["suppressed_reason"] == "suppressed"

    await eventually(has_arrived)
    assert (await desk.http.post(f"/api/suppressions/{stopped.json()['id']}/lift")).status_code == 200
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])


async def test_suppressions_past_the_limits_are_refused(desk: Desk) -> None:
    customer = str(await desk.customer())
    for body in (
        {"customer_id": customer},
        {"customer_id": customer, "reason": "address_unknown"},
        {"customer_id": customer, "reason": "manual", "scope": "everything"},
        {"customer_id": "1", "reason": "manual"},
        {"customer_id": str(uuid4()), "reason": "manual"},
    ):
        assert (await desk.http.post("/api/suppressions", json=body)).status_code == 422, body
    for asked in ({"limit": 201}, {"sort": "reason"}, {"q": "x" * 201}, {"scope": "x"}, {"cursor": "x"}):
        assert (await desk.http.get("/api/suppressions", params=asked)).status_code == 422, asked
    missing = await desk.http.post(f"/api/suppressions/{uuid4()}/lift", headers={"Accept-Language": "de"})
    assert missing.status_code == 404
    assert missing.json()["title"] == "Diese Versandsperre gibt es nicht"


async def test_suppressions_are_listed_by_customer_name_address_scope_and_page(desk: Desk) -> None:
    jana = await desk.customer(email="jana@example.net")
    olaf = await desk.customer(email="olaf@example.net", first_name="Olaf", last_name="Önal")
    await known(desk, jana, olaf)
    for customer, scope in ((jana, "mail"), (olaf, "mail"), (olaf, "newsletter")):
        body = {"customer_id": str(customer), "scope": scope, "reason": "manual"}
        assert (await desk.http.post("/api/suppressions", json=body)).status_code == 201
    assert [item["customer_id"] for item in await suppressions(desk, q="önal")] == [str(olaf)] * 2
    assert [item["customer_id"] for item in await suppressions(desk, q="JANA@")] == [str(jana)]
    assert [item["scope"] for item in await suppressions(desk, scope="newsletter")] == ["newsletter"]
    oldest, *_ = await suppressions(desk, sort="created_at")
    assert oldest["customer_id"] == str(jana)
    first = (await desk.http.get("/api/suppressions", params={"limit": 2})).json()
    rest = (
        await desk.http.get("/api/suppressions", params={"limit": 2, "cursor": first["next_cursor"]})
    ).json()
    assert (first["total"], len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (3, 2, 1, None)
    assert rest["items"][0]["customer_id"] == str(jana)


async def test_g6_suppressions_go_with_their_customer(desk: Desk) -> None:
    customer = await desk.customer(email="kanari@example.net")
    await desk.write(customer, channel="portal")
    await bounced(desk, customer, "address_unknown")
    await suppressed(desk, customer)
    await desk.delete(customer)
    [purged] = await desk.events("erasures", 1)
    assert purged["data"]["counts"]["suppressions"] == 1
    await bounced(desk, customer, "host_unknown")
    other = await desk.customer()
    [kept] = await desk.write(other)
    await desk.message_in("accepted", kept["id"])
    assert "kanari" not in await everything_in(desk)
    assert await suppressions(desk) == []

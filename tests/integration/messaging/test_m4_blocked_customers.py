"""M4: a blocked or deleted customer gets no mail, looked at when sending too."""

from uuid import uuid4

from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually


async def test_m4_a_message_to_a_blocked_customer_is_kept_as_suppressed(desk: Desk) -> None:
    customer = await desk.customer(status="blocked")
    for channel in ("email", "portal"):
        [taken] = await desk.write(customer, channel=channel)
        assert (taken["status"], taken["suppressed_reason"]) == ("suppressed", "blocked")
    message = await desk.message(taken["id"])
    assert [(event["type"], event["reason"]) for event in message["events"]] == [("suppressed", "blocked")]
    assert message["sent_at"] is None
    [event, _] = await desk.events("mail", 2)
    assert event["type"] == "mail.suppressed"
    assert event["data"]["reason"] == "blocked"
    assert desk.relay.connections == 0


async def test_m4_after_the_notice_a_clerk_may_write_to_a_blocked_customer(desk: Desk) -> None:
    customer = await desk.customer(status="blocked")
    [taken] = await desk.write(customer, confirm_blocked=True)
    await desk.message_in("accepted", taken["id"])


async def test_m4_blocking_suppresses_what_still_waits(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"] * 2
    [waiting] = await desk.write(customer)
    [confirmed] = await desk.write(customer, confirm_blocked=True)
    await desk.message_in("deferred", waiting["id"])
    await desk.message_in("deferred", confirmed["id"])
    await desk.customer(customer, type="blocked", status="blocked")
    message = await desk.message_in("suppressed", waiting["id"])
    assert message["suppressed_reason"] == "blocked"
    assert (await desk.message(confirmed["id"]))["status"] == "deferred"


async def test_m4_unblocking_restores(desk: Desk) -> None:
    customer = await desk.customer(status="blocked")
    await desk.write(customer)
    await desk.customer(customer, type="unblocked", status="active")

    async def look() -> None:
        [taken] = await desk.write(customer)
        assert taken["status"] == "queued"

    await eventually(look)
    await desk.mail()


async def test_m4_a_deleted_customer_is_refused_by_name(desk: Desk) -> None:
    customer, other = await desk.customer(), await desk.customer()
    await desk.delete(customer)
    await desk.events("erasures", 1)
    answer = await desk.post(other, customer)
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:stammkunde:problem:customer-deleted"
    assert answer.json()["customer_ids"] == [str(customer)]
    assert (await desk.http.get("/api/messages")).json()["total"] == 0


async def test_c12_a_placeholder_is_never_mailed(desk: Desk) -> None:
    customer = await desk.customer(email="ohne@schule.example", email_is_placeholder=True)
    [taken] = await desk.write(customer, confirm_blocked=True)
    assert (taken["status"], taken["suppressed_reason"]) == ("suppressed", "placeholder")


async def test_an_address_that_smtp_cannot_carry_fails_with_its_reason(desk: Desk) -> None:
    customer = await desk.customer(email="jürgen@example.net")
    [taken] = await desk.write(customer)
    message = await desk.message_in("failed", taken["id"])
    assert message["failure"] == "address_not_ascii"
    assert message["attempts"][0]["result"] == "unsendable"


async def test_an_unknown_message_is_not_found(desk: Desk) -> None:
    assert (await desk.http.get(f"/api/messages/{uuid4()}")).status_code == 404

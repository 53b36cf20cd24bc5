"""C11 in messaging: what was written to a merged customer is listed with, and goes to, the survivor."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from tests.integration.messaging.desk import Desk
from tests.integration.messaging.test_g6_purge import everything_in
from tests.support.eventually import eventually


async def merge(desk: Desk, source: UUID, into: UUID) -> None:
    """The source is an alias from now on, as customers would tell it."""
    version = desk.versions[source] = desk.versions.get(source, 0) + 1
    data = {"customer_id": source, "into": into}
    await desk.publish("customers", "customer.merged", source, data, sequence=version)


async def _listed(desk: Desk, customer_id: UUID) -> set[str]:
    page = (await desk.http.get("/api/messages", params={"customer_id": str(customer_id)})).json()
    assert page["total"] == len(page["items"])
    return {item["id"] for item in page["items"]}


async def _becomes(desk: Desk, customer_id: UUID, expected: set[str]) -> None:
    async def look() -> None:
        assert await _listed(desk, customer_id) == expected

    await eventually(look)


async def test_c11_messages_list_under_the_survivor_until_an_undo(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    [theirs] = await desk.write(source, channel="portal")
    [own] = await desk.write(survivor, channel="portal")
    await merge(desk, source, survivor)
    await _becomes(desk, survivor, {theirs["id"], own["id"]})
    assert await _listed(desk, source) == {theirs["id"], own["id"]}
    assert (await desk.message(theirs["id"]))["customer_id"] == str(source)
    await desk.customer(source, type="updated")
    await _becomes(desk, survivor, {own["id"]})
    assert await _listed(desk, source) == {theirs["id"]}


async def test_c11_whoever_writes_to_the_merged_reaches_the_survivor_once(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    await desk.write(source, survivor, channel="portal")
    await merge(desk, source, survivor)

    async def one() -> str:
        taken = await desk.write(source, survivor)
        assert [item["customer_id"] for item in taken] == [str(survivor)]
        return str(taken[0]["id"])

    await desk.message_in("accepted", await eventually(one))
    assert (await desk.mail()).recipient == "bleibt@example.net"


async def test_c11_a_waiting_mail_goes_to_the_survivors_address_and_its_report_counts(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net", email_version=7)
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(source)
    await desk.message_in("deferred", taken["id"])
    await merge(desk, source, survivor)
    await _becomes(desk, survivor, {taken["id"]})
    await desk.send_now(taken["id"])
    await desk.message_in("accepted", taken["id"])
    mail = await desk.mail()
    assert mail.recipient == "bleibt@example.net"
    await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 unknown")
    await desk.message_in("bounced", taken["id"])
    facts = [
        e["data"] for e in await desk.events("mail", 3) if e["type"] in ("mail.accepted", "mail.bounced")
    ]
    assert {(fact["customer_id"], fact["email_version"]) for fact in facts} == {(str(survivor), 7)}


@pytest.mark.parametrize("channel", ["email", "portal"])
async def test_m2_c11_what_was_written_to_both_in_one_go_reaches_the_survivor_once(
    desk: Desk, channel: str
) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    theirs, own = await desk.write(source, survivor, channel=channel, send_at=later)
    [alone] = await desk.write(source, channel=channel, send_at=later)
    await merge(desk, source, survivor)
    message = await desk.message_in("suppressed", theirs["id"])
    assert message["suppressed_reason"] == "obsolete"
    for waiting in (own, alone):
        assert (await desk.message(waiting["id"]))["status"] == "queued"


async def test_m2_c11_of_a_broadcast_the_survivor_gets_what_is_not_on_its_way_yet(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(email="bleibt@example.net")
    await desk.write(source, survivor, channel="portal")
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted", "451 4.7.1 Greylisted"]
    answer = await desk.broadcast({"customer_ids": [source, survivor]})
    listed = {"broadcast_id": answer.json()["id"], "status": "deferred"}

    async def both_wait() -> dict[str, str]:
        page = (await desk.http.get("/api/messages", params=listed)).json()
        assert page["total"] == 2
        return {item["customer_id"]: item["id"] for item in page["items"]}

    waiting = await eventually(both_wait)
    await desk.send_now(waiting[str(source)])
    await desk.message_in("accepted", waiting[str(source)])
    await merge(desk, source, survivor)
    await desk.message_in("suppressed", waiting[str(survivor)])


async def test_m4_c11_a_waiting_mail_of_the_merged_stops_at_a_blocked_survivor(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer(status="blocked")
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(source)
    await desk.message_in("deferred", taken["id"])
    await merge(desk, source, survivor)
    await _becomes(desk, survivor, {taken["id"]})
    await desk.send_now(taken["id"])
    suppressed = await desk.message_in("suppressed", taken["id"])
    assert suppressed["suppressed_reason"] == "blocked"
    assert desk.relay.mails == []


async def test_m4_c11_blocking_the_survivor_stops_what_waits_for_the_merged(desk: Desk) -> None:
    source, survivor = await desk.customer(), await desk.customer()
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(source)
    await desk.message_in("deferred", taken["id"])
    await merge(desk, source, survivor)
    await _becomes(desk, survivor, {taken["id"]})
    await desk.customer(survivor, type="blocked", status="blocked")
    await desk.message_in("suppressed", taken["id"])


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_g3_c11_a_chain_ends_at_the_last_in_either_order(desk: Desk, order: tuple[int, int]) -> None:
    a, b, c = [await desk.customer() for _ in range(3)]
    written = {item["id"] for item in await desk.write(a, b, c, channel="portal")}
    steps = [(a, b), (b, c)]
    for step in order:
        await merge(desk, *steps[step])
    await _becomes(desk, c, written)
    assert await _listed(desk, a) == written


async def test_g3_c11_a_merge_may_come_before_anything_else_of_both(desk: Desk) -> None:
    source, survivor = uuid4(), uuid4()
    desk.versions[source] = 3
    await merge(desk, source, survivor)
    refused = await desk.post(source)
    assert refused.status_code == 422
    await desk.customer(survivor, email="bleibt@example.net")
    [taken] = await desk.write(source)
    assert taken["customer_id"] == str(survivor)


async def test_g6_c11_a_deletion_leaves_nothing_of_the_survivor_or_the_merged(desk: Desk) -> None:
    source = await desk.customer(email="kanari@example.net", last_name="Kanarienvogel")
    survivor = await desk.customer(email="bleibt@example.net", last_name="Kanarienvogel")
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(source, subject="Kanarienbetreff", body="Kanarientext")
    await desk.message_in("deferred", taken["id"])
    await merge(desk, source, survivor)
    await _becomes(desk, survivor, {taken["id"]})
    await desk.send_now(taken["id"])
    await desk.message_in("accepted", taken["id"])
    await desk.delete(survivor)
    await desk.delete(source)
    purged = await desk.events("erasures", 2)
    assert {event["data"]["customer_id"] for event in purged} == {str(source), str(survivor)}
    await merge(desk, source, survivor)
    await desk.customer(source, type="updated", last_name="Kanarienvogel")
    follower = await desk.customer()
    await desk.write(follower)
    left = await everything_in(desk)
    assert "anarien" not in left
    assert "bleibt@" not in left
    assert (await desk.post(source)).status_code == 409

"""M3: every message is in the history with its date, its status and the reason of a failure."""

import asyncio

from sqlalchemy import text

from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually
from tests.support.smtp_sink import HANG_UP


async def test_m3_a_report_turns_the_status_to_bounced_within_a_second(desk: Desk) -> None:
    loop = asyncio.get_running_loop()
    took = []
    for count in (1, 2, 3):
        customer = await desk.customer()
        [taken] = await desk.write(customer)
        mail = await desk.mail(count)
        await desk.message_in("accepted", taken["id"])
        await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 User unknown")
        start = loop.time()
        message = await desk.message_in("bounced", taken["id"])
        took.append(loop.time() - start)
        assert message["bounce"] == {"class": "hard", "reason": "address_unknown", "status": "5.1.1"}
        assert [event["type"] for event in message["events"]] == ["accepted", "bounced"]
        assert message["events"][1]["reason"] == "address_unknown"
    assert min(took) < 1.0, took
    listed = (await desk.http.get("/api/messages", params={"status": "bounced"})).json()["items"]
    assert [item["bounce"]["reason"] for item in listed] == ["address_unknown"] * 3


async def test_m3_a_refusal_in_the_session_is_a_bounce_too(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["rcpt"] = ["552 5.2.2 Mailbox full"]
    [taken] = await desk.write(customer)
    message = await desk.message_in("bounced", taken["id"])
    assert message["bounce"] == {"class": "soft", "reason": "mailbox_full", "status": "5.2.2"}
    [attempt] = message["attempts"]
    assert (attempt["result"], attempt["code"], attempt["answer"]) == ("rejected", 552, "5.2.2 Mailbox full")
    assert desk.relay.mails == []


async def test_m3_the_connection_survives_a_refusal(desk: Desk) -> None:
    desk.relay.answers["rcpt"] = ["550 5.1.1 Unknown"]
    [refused] = await desk.write(await desk.customer())
    await desk.message_in("bounced", refused["id"])
    [taken] = await desk.write(await desk.customer())
    await desk.message_in("accepted", taken["id"])


async def test_m3_a_deferral_is_tried_again_later(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(customer)
    message = await desk.message_in("deferred", taken["id"])
    assert message["attempts"][0]["result"] == "deferred"

    async def look() -> None:
        events = (await desk.message(taken["id"]))["events"]
        assert [event["type"] for event in events] == ["deferred"]

    await eventually(look)
    async with desk.database.transaction() as session:
        await session.execute(text("UPDATE messages SET next_attempt_at = now()"))
    message = await desk.message_in("accepted", taken["id"])
    assert [attempt["number"] for attempt in message["attempts"]] == [1, 2]
    assert [event["type"] for event in message["events"]] == ["deferred", "accepted"]
    assert len(desk.relay.mails) == 1


async def test_m3_a_broken_connection_before_the_data_is_a_deferral(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["rcpt"] = [HANG_UP]
    [taken] = await desk.write(customer)
    message = await desk.message_in("deferred", taken["id"])
    assert message["attempts"][0]["code"] is None


async def test_m3_mail_waits_for_a_relay_that_is_away(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["mail"] = [HANG_UP]
    [first] = await desk.write(customer)
    await desk.message_in("deferred", first["id"])
    [second] = await desk.write(customer)
    await desk.message_in("accepted", second["id"])


async def test_m3_a_report_that_is_quicker_than_the_relays_answer_stands_behind_it(desk: Desk) -> None:
    desk.relay.slow_seconds = 1.0
    [taken] = await desk.write(await desk.customer())
    await desk.report(await desk.mail(), action="failed", status="5.1.1", diagnostic="550 5.1.1 unknown user")
    await desk.message_in("bounced", taken["id"])

    async def look() -> None:
        message = await desk.message(taken["id"])
        assert [event["type"] for event in message["events"]] == ["accepted", "bounced"]
        assert message["sent_at"] <= message["events"][1]["at"]
        assert message["status"] == "bounced"

    await eventually(look)
    # Customers takes the younger fact for the present one.
    facts = {event["type"]: event["data"]["at"] for event in await desk.events("mail", 2)}
    assert facts["mail.accepted"] < facts["mail.bounced"]


async def test_m3_delayed_then_delivered(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    await desk.report(mail, action="delayed", status="4.4.1", diagnostic="451 4.4.1 no answer")
    await desk.message_in("deferred", taken["id"])
    await desk.report(mail, action="delivered", status="2.0.0", diagnostic="250 2.0.0 Ok")
    message = await desk.message_in("delivered", taken["id"])
    assert [event["type"] for event in message["events"]] == ["accepted", "deferred", "delivered"]
    assert len(desk.relay.mails) == 1


async def test_m3_a_message_that_is_over_keeps_its_status_and_tells_the_rest(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    await desk.report(mail, action="failed", status="5.2.2", diagnostic="552 5.2.2 Mailbox full")
    await desk.message_in("bounced", taken["id"])
    await desk.report(mail, action="delivered", status="2.0.0", diagnostic="250 Ok")

    async def look() -> None:
        message = await desk.message(taken["id"])
        assert [event["type"] for event in message["events"]] == ["accepted", "bounced", "delivered"]
        assert message["status"] == "bounced"

    await eventually(look)


async def test_m3_the_list_is_filtered_and_comes_newest_first_page_by_page(desk: Desk) -> None:
    one, two = await desk.customer(), await desk.customer(last_name="Öztürk")
    for number in range(3):
        await desk.write(one, subject=f"Rechnung {number}", channel="portal")
    await desk.write(two, subject="100%_sicher", channel="portal")

    async def subjects(**params: object) -> list[str]:
        answer = await desk.http.get("/api/messages", params=params)
        assert answer.status_code == 200, answer.text
        return [item["subject"] for item in answer.json()["items"]]

    assert await subjects(customer_id=str(one)) == ["Rechnung 2", "Rechnung 1", "Rechnung 0"]
    assert await subjects(q="öztürk sicher") == ["100%_sicher"]
    assert await subjects(q="100%_s") == ["100%_sicher"]
    assert await subjects(q="%") == ["100%_sicher"]
    assert await subjects(channel="email") == []
    assert await subjects(status="accepted", sort="created_at", limit=1) == ["Rechnung 0"]
    first = (await desk.http.get("/api/messages", params={"limit": 3})).json()
    assert first["total"] == 4
    rest = (await desk.http.get("/api/messages", params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert [item["subject"] for item in first["items"] + rest["items"]] == [
        "100%_sicher",
        "Rechnung 2",
        "Rechnung 1",
        "Rechnung 0",
    ]
    assert rest["next_cursor"] is None
    for wrong in ({"status": "gone"}, {"sort": "subject"}, {"limit": 201}, {"channel": "fax"}):
        assert (await desk.http.get("/api/messages", params=wrong)).status_code == 422

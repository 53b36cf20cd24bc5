"""G6: after a deletion nothing of the customer is left, and nothing late brings it back."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest
from aiosmtplib import SMTPRecipientRefused

from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually

CANARIES = ("kanarienbetreff", "kanarientext", "kanari@example.net", "kanariengrund", "kanarienvogel")


async def everything_in(desk: Desk) -> str:
    """All rows of all tables as text in small letters, as the search keeps it."""
    connection = await asyncpg.connect(desk.settings.database_url.replace("+asyncpg", ""))
    try:
        tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        rows = []
        for table in tables:
            for row in await connection.fetch(f'SELECT t::text AS line FROM "{table["tablename"]}" t'):
                rows.append(f"{table['tablename']}: {row['line']}")
    finally:
        await connection.close()
    return "\n".join(rows).lower()


async def test_g6_a_deletion_leaves_the_id_and_nothing_else(desk: Desk) -> None:
    customer = await desk.customer(email="kanari@example.net", last_name="Kanarienvogel")
    other = await desk.customer(email="bleibt@example.net")
    [taken] = await desk.write(customer, subject="Kanarienbetreff", body="Kanarientext")
    [kept] = await desk.write(other)
    await desk.message_in("accepted", taken["id"])
    await desk.message_in("accepted", kept["id"])
    mail = next(mail for mail in desk.relay.mails if mail.recipient == "kanari@example.net")
    await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 Kanariengrund")
    await desk.message_in("bounced", taken["id"])
    await desk.write(customer, channel="portal")
    before = await everything_in(desk)
    assert "kanarienbetreff" in before

    await desk.delete(customer)
    [purged] = await desk.events("erasures", 1)
    assert purged["type"] == "customer.purged"
    assert purged["key"] == f"{customer}:messaging"
    assert purged["data"] == {
        "customer_id": str(customer),
        "service": "messaging",
        "counts": {
            "messages": 2,
            "attachments": 0,
            "picked_for_broadcasts": 0,
            "course_dates": 0,
            "attempts": 1,
            "events": 3,
            "reports": 1,
            "suppressions": 1,
            "recipient_copy": 1,
            "pending_events": 0,
        },
    }
    after = await everything_in(desk)
    assert not [canary for canary in CANARIES if canary in after]
    assert mail.return_path.split("@")[0].removeprefix("bounce+").lower() not in after
    assert (await desk.http.get(f"/api/messages/{taken['id']}")).status_code == 404
    assert (await desk.http.get("/api/messages")).json()["total"] == 1
    with pytest.raises(SMTPRecipientRefused) as refused:
        await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 again")
    assert refused.value.code == 550


async def test_g6_what_was_written_to_picked_customers_alone_goes_with_the_last_of_them(desk: Desk) -> None:
    first, last = [await desk.customer(email=f"k{number}@example.net") for number in range(2)]
    await desk.write(first, last, channel="portal")
    file = await desk.upload("Kanarienvogel.pdf", b"Kanarientext")
    key = {"Idempotency-Key": "einmal"}
    texts = {"subject": "Kanarienbetreff", "body": "Kanarientext", "html": "<p>Kanarientext</p>"}
    picked = {"audience": {"customer_ids": [str(first), str(last)]}, "kind": "notice", "channel": "email"}
    body = picked | texts | {"attachment_ids": [file["id"]]}
    taken = (await desk.http.post("/api/broadcasts", json=body, headers=key)).json()
    await desk.broadcast_in("done", taken["id"])

    await desk.delete(first)
    await desk.events("erasures", 1)
    assert (await desk.http.get(f"/api/broadcasts/{taken['id']}")).json()["subject"] == "Kanarienbetreff"
    await desk.delete(last)
    await desk.events("erasures", 2)
    left = await everything_in(desk)
    assert not [canary for canary in (*CANARIES, b"Kanarientext".hex()) if canary in left]
    assert (await desk.http.get(f"/api/broadcasts/{taken['id']}")).status_code == 404
    assert (await desk.http.post("/api/broadcasts", json=body, headers=key)).status_code == 410


async def test_g6_asked_again_the_answer_is_the_same(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.write(customer, channel="portal")
    await desk.delete(customer)
    await desk.events("erasures", 1)
    await desk.delete(customer)
    first, second = await desk.events("erasures", 2)
    assert first["id"] != second["id"]
    assert first["data"] == second["data"]
    assert first["data"]["counts"]["messages"] == 1


async def test_g6_a_customer_never_heard_of_is_purged_and_stays_deleted(desk: Desk) -> None:
    customer = uuid4()
    await desk.delete(customer)
    [purged] = await desk.events("erasures", 1)
    assert set(purged["data"]["counts"].values()) == {0}
    assert (await desk.post(customer)).status_code == 409


async def test_g6_a_late_snapshot_brings_nothing_back(desk: Desk) -> None:
    customer = await desk.customer(last_name="Kanarienvogel")
    await desk.delete(customer)
    await desk.events("erasures", 1)
    await desk.customer(customer, type="updated", last_name="Kanarienvogel")
    follower = await desk.customer()
    await desk.write(follower)
    assert "kanarienvogel" not in await everything_in(desk)
    assert (await desk.post(customer)).status_code == 409


async def test_g6_a_mail_that_is_being_sent_meanwhile_leaves_no_trace(desk: Desk) -> None:
    customer = await desk.customer(email="kanari@example.net")
    desk.relay.mail_from_held = asyncio.Event()
    [taken] = await desk.write(customer, subject="Kanarienbetreff", body="Kanarientext")
    await desk.relay.mail_from_seen.wait()
    await desk.delete(customer)
    await desk.events("erasures", 1)
    desk.relay.mail_from_held.set()
    await desk.mail()
    other = await desk.customer()
    [kept] = await desk.write(other)
    await desk.message_in("accepted", kept["id"])
    assert (await desk.http.get(f"/api/messages/{taken['id']}")).status_code == 404

    async def look() -> None:
        left = await everything_in(desk)
        assert not [canary for canary in CANARIES if canary in left]
        assert taken["id"] not in left

    await eventually(look)


async def test_g6_a_waiting_mail_goes_with_its_customer(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["data"] = ["451 4.7.1 Greylisted"]
    [taken] = await desk.write(customer)
    await desk.message_in("deferred", taken["id"])
    await desk.delete(customer)
    await desk.events("erasures", 1)
    assert (await desk.http.get(f"/api/messages/{taken['id']}")).status_code == 404
    assert desk.relay.mails == []

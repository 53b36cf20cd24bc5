"""M1: a clerk writes to a customer, by e-mail or into the portal."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from messaging.adapters.queries import unknown_recipients
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk, known
from tests.support.eventually import eventually


async def test_m1_what_a_clerk_writes_arrives_as_written(desk: Desk) -> None:
    customer = await desk.customer(email="jana@example.net")
    [taken] = await desk.write(
        customer, subject="Größe & Öffnungszeiten 🏊", body="Schöne Grüße\n.\nIhr Team"
    )
    assert (taken["status"], taken["customer_id"]) == ("queued", str(customer))
    mail = await desk.mail()
    assert mail.recipient == "jana@example.net"
    assert mail.message["Subject"] == "Größe & Öffnungszeiten 🏊"
    assert mail.message["From"] == "Schwimmschule Süd <buero@schule.example>"
    assert mail.text.replace("\r\n", "\n") == "Schöne Grüße\n.\nIhr Team\n"
    assert mail.message_id == f"<{taken['id']}@schule.example>"
    assert "jana" not in mail.return_path
    assert {"RET=HDRS", f"ENVID={taken['id'].upper()}", "NOTIFY=SUCCESS,FAILURE,DELAY"} <= mail.options
    message = await desk.message_in("accepted", taken["id"])
    assert message["sent_at"] is not None
    assert [event["type"] for event in message["events"]] == ["accepted"]
    [attempt] = message["attempts"]
    assert (attempt["number"], attempt["result"], attempt["code"]) == (1, "accepted", 250)


async def test_m1_a_mail_leaves_when_it_is_written_not_when_somebody_looks(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.entrypoints.sender.LOOK_EVERY", 3600.0)
    async with runs() as desk:
        customer = await desk.customer()
        for count in (1, 2, 3):
            await desk.write(customer)
            await desk.mail(count)


async def test_m1_a_customer_created_a_moment_ago_can_be_written_to(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("messaging.entrypoints.http.waiting.COPY_WITHIN_SECONDS", 30.0)
    looks: asyncio.Queue[None] = asyncio.Queue()

    async def looked(*asked: Any) -> Any:
        looks.put_nowait(None)
        return await unknown_recipients(*asked)

    monkeypatch.setattr("messaging.entrypoints.http.waiting.unknown_recipients", looked)
    customer = uuid4()
    writing = asyncio.create_task(desk.post(customer))
    for _ in range(2):
        await looks.get()
    await desk.customer(customer)
    assert (await writing).status_code == 202


async def test_m1_an_unknown_customer_is_named_after_two_seconds(desk: Desk) -> None:
    there, unknown = await desk.customer(), uuid4()
    await known(desk, there)
    start = asyncio.get_running_loop().time()
    answer = await desk.post(there, unknown)
    assert asyncio.get_running_loop().time() - start >= 2
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "urn:stammkunde:problem:unknown-customer"
    assert problem["customer_ids"] == [str(unknown)]
    assert (await desk.http.get("/api/messages")).json()["total"] == 0


async def test_m1_the_same_request_twice_writes_once(desk: Desk) -> None:
    one, two = await desk.customer(), await desk.customer()
    await known(desk, one, two)
    headers = {"Idempotency-Key": "einmal"}
    first = await desk.post(one, two, one, headers=headers)
    second = await desk.post(one, two, one, headers=headers)
    assert [item["customer_id"] for item in first.json()["items"]] == [str(one), str(two)]
    assert [i["id"] for i in first.json()["items"]] == [i["id"] for i in second.json()["items"]]
    reused = await desk.post(one, headers=headers)
    assert reused.status_code == 422
    assert (await desk.http.get("/api/messages")).json()["total"] == 2


async def test_m1_a_portal_message_is_on_the_shelf_and_no_mail(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer, channel="portal")
    assert taken["status"] == "accepted"
    message = await desk.message(taken["id"])
    assert message["sent_at"] is not None
    assert [event["type"] for event in message["events"]] == ["accepted"]
    await desk.write(customer)
    mail = await desk.mail()
    assert taken["id"] not in mail.message_id


async def test_m1_what_cannot_be_a_message_is_refused(desk: Desk) -> None:
    customer = await desk.customer()
    refused = [
        {"subject": "Kurs\r\nBcc: alle@example.org"},
        {"subject": ""},
        {"subject": "x" * 201},
        {"subject": "  "},
        {"body": ""},
        {"body": "x" * 100_001},
        {"body": "\x07"},
        {"channel": "fax"},
        {"customer_ids": []},
        {"customer_ids": [str(uuid4()) for _ in range(201)]},
        {"customer_ids": ["1001"]},
    ]
    for body in refused:
        answer = await desk.post(customer, **body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["field"].split(".")[0] == next(iter(body))
    assert (await desk.http.get("/api/messages")).json()["total"] == 0


async def test_m1_a_change_of_address_counts_for_what_leaves_later(desk: Desk) -> None:
    customer = await desk.customer(email="alt@example.net")
    await desk.write(customer)
    await desk.mail()
    await desk.customer(customer, type="updated", email="neu@example.net", email_version=2)

    async def look() -> None:
        count = len(desk.relay.mails)
        await desk.write(customer)
        assert (await desk.mail(count + 1)).recipient == "neu@example.net"

    await eventually(look)

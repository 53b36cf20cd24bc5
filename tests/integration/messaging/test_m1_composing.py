"""M1: placeholders, HTML, files, a time to leave, and taking it back."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from chassis.http.actors import Actor
from messaging.entrypoints.audiences import forget_unused
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually

MIB = 1024 * 1024


def in_seconds(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


async def test_m1_each_recipient_reads_their_own_name(desk: Desk) -> None:
    jana = await desk.customer(email="jana@example.net", first_name="Jana", last_name="<b>Groß</b>")
    verein = await desk.customer(
        email="verein@example.net", first_name=None, last_name=None, company_name="Verein Süd"
    )
    taken = await desk.write(
        jana,
        verein,
        subject="Für {{name}}",
        body="{{anrede}},\nhallo {{vorname}}!",
        html="<p>{{greeting}}</p>",
    )
    await desk.mail(2)
    mails = {mail.recipient: mail.message for mail in desk.relay.mails}
    assert mails["jana@example.net"]["Subject"] == "Für Jana <b>Groß</b>"
    assert mails["verein@example.net"]["Subject"] == "Für Verein Süd"
    shown = [await desk.message(item["id"]) for item in taken]
    assert [message["body"] for message in shown] == [
        "Guten Tag Jana <b>Groß</b>,\nhallo Jana!",
        "Guten Tag Verein Süd,\nhallo!",
    ]
    assert [message["html"] for message in shown] == [
        "<p>Hello Jana &lt;b&gt;Groß&lt;/b&gt;</p>",
        "<p>Hello Verein Süd</p>",
    ]


async def test_m3_a_message_and_a_broadcast_say_who_wrote_them(desk: Desk) -> None:
    writer, customer = Actor(uuid4(), "staff", None, "Berta"), await desk.customer()
    headers = {"Authorization": f"Bearer {desk.token(writer)}"}
    await desk.write(customer)
    written = await desk.post(customer, headers=headers)
    shown = await desk.message(written.json()["items"][0]["id"])
    assert shown["created_by"] == str(writer.account_id)
    body = {"audience": {"customer_ids": [str(customer)]}, "kind": "notice", "channel": "email"}
    broadcast = await desk.http.post(
        "/api/broadcasts", json=body | {"subject": "Fest", "body": "Am Montag."}, headers=headers
    )
    one = await desk.http.get(f"/api/broadcasts/{broadcast.json()['id']}")
    assert one.json()["created_by"] == str(writer.account_id)


@pytest.mark.parametrize("field", ["subject", "body", "html"])
async def test_m1_an_unknown_placeholder_names_its_field_and_nothing_is_written(
    desk: Desk, field: str
) -> None:
    customer = await desk.customer()
    answer = await desk.post(customer, **{field: "Nr. {{kundennummer}}"})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == (field, "unknown_placeholder")
    assert "kundennummer" not in answer.text
    assert (await desk.http.get("/api/messages")).json()["total"] == 0


async def test_m1_what_cannot_be_composed_is_refused_and_nothing_is_written(desk: Desk) -> None:
    customer = await desk.customer()
    refused: list[dict[str, Any]] = [
        {"html": "<p>" + "x" * 200_000},
        {"html": "<b>" * 10_001},
        {"html": "<script>alert(1)</script>"},
        {"html": "<img src='https://t.example/p.gif'>"},
        {"html": "a\x00b"},
        {"html": ""},
        {"body": "x" * 100_001},
        {"subject": "{{name}}" * 25 + "x"},
        {"send_at": in_seconds(-60)},
        {"send_at": in_seconds(400 * 24 * 3600)},
        {"send_at": "2027-01-01T10:00:00"},
        {"attachment_ids": [str(uuid4())]},
        {"attachment_ids": [str(uuid4()) for _ in range(11)]},
        {"bcc": "alle@example.org"},
    ]
    for body in refused:
        answer = await desk.post(customer, **body)
        assert answer.status_code == 422, body
        assert answer.json()["errors"][0]["field"].split(".")[0] == next(iter(body)), body
    assert (await desk.http.get("/api/messages")).json()["total"] == 0


async def test_m1_scripts_and_trackers_are_gone_before_anything_is_kept(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(
        customer,
        html='<p onclick="x()">Hallo <a href="javascript:alert(1)">du</a><img src="https://t.example/p.gif"></p>',
    )
    kept = (await desk.message(taken["id"]))["html"]
    assert kept == '<p>Hallo <a rel="noopener noreferrer">du</a></p>'


async def test_m1_a_file_is_carried_and_read_again_as_it_was_uploaded(desk: Desk) -> None:
    customer = await desk.customer()
    content = bytes(range(256)) * 40
    file = await desk.upload("../Größe & Plan.pdf", content)
    assert (file["name"], file["media_type"], file["size"]) == ("Größe & Plan.pdf", "application/pdf", 10240)
    [taken] = await desk.write(customer, attachment_ids=[file["id"]])
    assert (await desk.message(taken["id"]))["attachments"] == [file]
    path = f"/api/messages/{taken['id']}/attachments/{file['id']}"
    answer = await desk.http.get(path)
    assert answer.content == content
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20Plan.pdf"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = await desk.post(customer, attachment_ids=[file["id"]])
    assert again.status_code == 422
    assert again.json()["errors"][0]["code"] == "unknown_attachment"
    in_use = await desk.http.delete(f"/api/attachments/{file['id']}")
    assert (in_use.status_code, in_use.json()["type"]) == (409, "urn:stammkunde:problem:attachment-in-use")
    other = await desk.upload("anderes.txt", b"x", "text/plain")
    foreign = await desk.http.get(f"/api/messages/{taken['id']}/attachments/{other['id']}")
    assert foreign.status_code == 404


async def test_m1_files_have_limits(desk: Desk) -> None:
    customer = await desk.customer()
    empty = await desk.http.post("/api/attachments", files={"file": ("leer.pdf", b"", "application/pdf")})
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "file")
    for size in (10 * MIB + 1, 12 * MIB):
        large = await desk.http.post(
            "/api/attachments", files={"file": ("gross.pdf", b"x" * size, "application/pdf")}
        )
        assert large.status_code == 413
    files = [await desk.upload("teil.bin", b"x" * (7 * MIB)) for _ in range(3)]
    answer = await desk.post(customer, attachment_ids=[file["id"] for file in files])
    assert answer.status_code == 422
    assert answer.json()["errors"][0] | {"message": ""} == {
        "field": "attachment_ids",
        "code": "too_large",
        "message": "",
    }
    await desk.write(customer, attachment_ids=[file["id"] for file in files[:2]])
    assert (await desk.http.delete(f"/api/attachments/{files[2]['id']}")).status_code == 204
    assert (await desk.http.delete(f"/api/attachments/{files[2]['id']}")).status_code == 404


async def test_m1_a_scheduled_mail_leaves_at_its_time(desk: Desk) -> None:
    customer = await desk.customer()
    send_at = in_seconds(3600)
    [later] = await desk.write(customer, send_at=send_at)
    [shelved] = await desk.write(customer, channel="portal", send_at=send_at)
    [at_once] = await desk.write(customer)
    await desk.message_in("accepted", at_once["id"])
    for waiting in (later, shelved):
        message = await desk.message(waiting["id"])
        assert (message["status"], message["sent_at"]) == ("queued", None)
        assert datetime.fromisoformat(message["scheduled_for"]) == datetime.fromisoformat(send_at)
    due = await desk.time_comes()
    for waiting in (later, shelved):
        message = await desk.message_in("accepted", waiting["id"])
        assert datetime.fromisoformat(message["sent_at"]) >= due
        assert message["scheduled_for"] is None
    assert len(desk.relay.mails) == 2


@pytest.mark.parametrize("channel", ["email", "portal"])
async def test_m4_who_is_blocked_by_the_time_gets_nothing(desk: Desk, channel: str) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer, channel=channel, send_at=in_seconds(3600))
    await desk.customer(customer, type="blocked", status="blocked")

    async def blocked() -> None:
        [copy] = await desk.rows("SELECT status FROM recipients")
        assert copy.status == "blocked"

    await eventually(blocked)
    await desk.time_comes()
    message = await desk.message_in("suppressed", taken["id"])
    assert message["suppressed_reason"] == "blocked"
    assert desk.relay.mails == []


@pytest.mark.parametrize("channel", ["email", "portal"])
async def test_m1_what_waits_can_be_taken_back(desk: Desk, channel: str) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer, channel=channel, send_at=in_seconds(3600))
    answer = await desk.http.post(f"/api/messages/{taken['id']}/cancel")
    assert answer.status_code == 200
    assert answer.json()["status"] == "cancelled"
    [event] = answer.json()["events"]
    assert event["type"] == "cancelled"
    assert event["by"], "the history says that somebody at the desk took it back"
    again = await desk.http.post(f"/api/messages/{taken['id']}/cancel")
    assert (again.status_code, again.json()["type"]) == (409, "urn:stammkunde:problem:not-cancellable")
    [next_one] = await desk.write(customer, channel=channel, send_at=in_seconds(3600))
    await desk.time_comes()
    await desk.message_in("accepted", next_one["id"])
    assert (await desk.message(taken["id"]))["status"] == "cancelled"


async def test_m1_what_is_on_its_way_or_never_was_is_not_cancelled(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    assert (await desk.http.post(f"/api/messages/{taken['id']}/cancel")).status_code == 409
    assert (await desk.http.post(f"/api/messages/{uuid4()}/cancel")).status_code == 404


async def test_m1_a_mail_put_off_by_the_relay_can_be_taken_back(desk: Desk) -> None:
    customer = await desk.customer()
    desk.relay.answers["rcpt"] = ["451 4.3.0 later"]
    [taken] = await desk.write(customer)
    await desk.message_in("deferred", taken["id"])
    answer = await desk.http.post(f"/api/messages/{taken['id']}/cancel")
    assert answer.json()["status"] == "cancelled"


async def test_m1_a_week_ahead_is_no_reason_to_give_up_early(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer, send_at=in_seconds(7 * 24 * 3600))
    desk.relay.answers["rcpt"] = ["451 4.3.0 later"]
    async with desk.database.transaction() as session:
        await session.execute(
            text("UPDATE messages SET created_at = created_at - interval '7 days', send_at = now(),"
                 " next_attempt_at = now()")
        )  # fmt: skip
    message = await desk.message_in("deferred", taken["id"])
    assert message["bounce"] is None


async def test_m1_a_customer_reads_their_messages_in_the_portal_once(desk: Desk) -> None:
    customer, other = await desk.customer(), await desk.customer()
    file = await desk.upload("plan.txt", b"Montag", "text/plain")
    [taken] = await desk.write(
        customer, channel="portal", body="Hallo {{vorname}}", html="<p>Hallo</p>", attachment_ids=[file["id"]]
    )
    await desk.write(other, channel="portal")
    await desk.write(customer)
    await desk.write(customer, channel="portal", send_at=in_seconds(3600))
    own = desk.as_customer(customer)
    listed = (await desk.http.get("/api/portal/messages", headers=own)).json()
    assert [item["id"] for item in listed["items"]] == [taken["id"]]
    assert (listed["total"], listed["items"][0]["read_at"]) == (1, None)
    path = f"/api/portal/messages/{taken['id']}"
    shown = (await desk.http.get(path, headers=own)).json()
    assert (shown["body"], shown["html"], shown["attachments"]) == ("Hallo Jana", "<p>Hallo</p>", [file])
    got = await desk.http.get(f"{path}/attachments/{file['id']}", headers=own)
    assert got.content == b"Montag"
    assert (await desk.message(taken["id"]))["status"] == "accepted"

    first = (await desk.http.post(f"{path}/read", headers=own)).json()
    second = (await desk.http.post(f"{path}/read", headers=own)).json()
    assert first["read_at"] == second["read_at"] is not None
    message = await desk.message(taken["id"])
    assert (message["status"], message["read_at"]) == ("delivered", first["read_at"])
    assert [event["type"] for event in message["events"]] == ["accepted", "delivered"]

    for foreign in (desk.as_customer(other), desk.as_customer(uuid4())):
        assert (await desk.http.get(path, headers=foreign)).status_code == 404
        assert (await desk.http.post(f"{path}/read", headers=foreign)).status_code == 404
        assert (await desk.http.get(f"{path}/attachments/{file['id']}", headers=foreign)).status_code == 404
    assert (await desk.http.get("/api/portal/messages")).status_code == 403
    assert (await desk.http.get("/api/messages", headers=own)).status_code == 403


async def test_c11_the_survivor_finds_the_merged_ones_messages_in_the_portal(desk: Desk) -> None:
    merged, survivor = await desk.customer(), await desk.customer(email="zwei@example.net")
    [taken] = await desk.write(merged, channel="portal")
    await desk.publish(
        "customers", "customer.merged", merged, {"customer_id": merged, "into": survivor}, sequence=2
    )

    async def look() -> None:
        listed = await desk.http.get("/api/portal/messages", headers=desk.as_customer(survivor))
        assert [item["id"] for item in listed.json()["items"]] == [taken["id"]]

    await eventually(look)
    read = await desk.http.post(
        f"/api/portal/messages/{taken['id']}/read", headers=desk.as_customer(survivor)
    )
    assert read.status_code == 200


async def test_g6_files_go_with_the_last_customer_they_were_written_to(desk: Desk) -> None:
    one, two = await desk.customer(), await desk.customer()
    shared, own, unused = [await desk.upload(f"{name}.txt", b"x") for name in ("beide", "eine", "keine")]
    await desk.write(one, two, attachment_ids=[shared["id"]])
    await desk.write(one, attachment_ids=[own["id"]])

    async def left() -> set[str]:
        async with desk.database.reading() as session:
            return {str(id_) for id_ in await session.scalars(text("SELECT id FROM attachments"))}

    async def only(*files: dict[str, Any]) -> None:
        assert await left() == {file["id"] for file in files}

    await desk.delete(one)
    await eventually(lambda: only(shared, unused))
    await desk.delete(two)
    await eventually(lambda: only(unused))
    async with desk.database.transaction() as session:
        await session.execute(text("UPDATE attachments SET created_at = now() - interval '25 hours'"))
    await forget_unused(desk.database)
    await only()


async def test_m1_an_upload_told_twice_is_kept_once(runs: Runs) -> None:
    async with runs(with_worker=False) as desk:
        answers = [
            await desk.http.post(
                "/api/attachments",
                files={"file": ("plan.txt", b"Montag", "text/plain")},
                headers={"Idempotency-Key": "einmal"},
            )
            for _ in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json() == answers[1].json()

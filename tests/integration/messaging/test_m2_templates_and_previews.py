"""M2: templates to begin with, a preview as a recipient sees it, and a test mail."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from deploy.local.ports import free_port
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk

GROUP = UUID(int=3)
WRITTEN = {"subject": "Für {{name}}", "body": "{{anrede}}!", "html": "<p>{{anrede}}!</p>"}


@pytest.fixture
async def desk(runs: Runs) -> AsyncIterator[Desk]:
    async with runs(with_worker=False) as running:
        yield running


async def copy(desk: Desk, last_name: str, **more: Any) -> UUID:
    """The copy of a customer, as the consumer keeps it."""
    customer_id = uuid4()
    values = {
        "customer_id": customer_id,
        "status": "active",
        "last_name": last_name,
        "email": f"{last_name.lower()}@example.net",
        "newsletter_state": "none",
        "customer_group_ids": [GROUP],
    } | more
    async with desk.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO recipients (customer_id, status, last_name, email, newsletter_state,"
                " customer_group_ids) VALUES (:customer_id, :status, :last_name, :email, :newsletter_state,"
                " :customer_group_ids)"
            ),
            values,
        )
    return customer_id


async def template(desk: Desk, **more: Any) -> Any:
    return await desk.http.post(
        "/api/templates", json={"name": "Ausfall", "language": "de", **WRITTEN} | more
    )


async def test_m2_a_template_is_written_changed_and_deleted(desk: Desk) -> None:
    created = await template(desk)
    assert created.status_code == 201, created.text
    found = created.json()
    assert (found["html"], found["version"], created.headers["etag"]) == ("<p>{{anrede}}!</p>", 1, '"1"')
    path = f"/api/templates/{found['id']}"
    assert (await desk.http.patch(path, json={"subject": "Neu"})).status_code == 428
    changed = await desk.http.patch(path, json={"subject": "Neu", "html": None}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    shown = changed.json()
    assert (shown["subject"], shown["html"], shown["body"]) == ("Neu", None, "{{anrede}}!")
    stale = await desk.http.patch(path, json={"subject": "Alt"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["current"]["subject"]) == (412, "Neu")
    assert (await desk.http.get(path)).json() == shown
    assert (await desk.http.delete(path, headers={"If-Match": "*"})).status_code == 204
    assert (await desk.http.get(path)).status_code == 404


async def test_m2_a_name_is_one_templates_in_each_language(desk: Desk) -> None:
    first = (await template(desk)).json()
    taken = await template(desk)
    assert (taken.status_code, taken.json()["type"]) == (409, "urn:stammkunde:problem:template-exists")
    english = await template(desk, language="en")
    assert english.status_code == 201
    path = f"/api/templates/{english.json()['id']}"
    renamed = await desk.http.patch(path, json={"language": "de"}, headers={"If-Match": '"1"'})
    assert renamed.status_code == 409
    other = await template(desk, name="Beginn")
    listed = (await desk.http.get("/api/templates", params={"limit": 2})).json()
    assert [item["name"] for item in listed["items"]] == ["Ausfall", "Ausfall"]
    rest = await desk.http.get("/api/templates", params={"limit": 2, "cursor": listed["next_cursor"]})
    assert [item["id"] for item in rest.json()["items"]] == [other.json()["id"]]
    assert (listed["total"], rest.json()["next_cursor"]) == (3, None)
    assert first["id"] in {item["id"] for item in listed["items"]}


async def test_m2_the_same_request_twice_is_one_template(desk: Desk) -> None:
    body = {"name": "Ausfall", "language": "de", **WRITTEN}
    answers = [
        await desk.http.post("/api/templates", json=body, headers={"Idempotency-Key": "einmal"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_m2_there_are_five_hundred_templates_at_most(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO templates (id, name, language, subject, body, created_at, updated_at)"
                " SELECT gen_random_uuid(), 'V' || n, 'de', 's', 'b', now(), now()"
                " FROM generate_series(1, 500) AS n"
            )
        )
    answer = await template(desk)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:stammkunde:problem:too-many-templates")


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "x" * 101}),
        ("name", {"name": "a\nb"}),
        ("language", {"language": "fr"}),
        ("subject", {"subject": "a\r\nBcc: x"}),
        ("body", {"body": "{{x}}"}),
        ("html", {"html": "<script>x</script>"}),
        ("id", {"id": str(uuid4())}),
    ],
)
async def test_m2_what_is_no_template_is_refused(desk: Desk, field: str, change: dict[str, Any]) -> None:
    answer = await template(desk, **change)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    created = (await template(desk)).json()
    answer = await desk.http.patch(f"/api/templates/{created['id']}", json=change, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_m2_a_preview_shows_what_each_recipient_will_see(desk: Desk) -> None:
    names = ["Anders", "Berg", "Christ"]
    ids = {str(await copy(desk, name)): name for name in names}
    await copy(desk, "Gesperrt", status="blocked")
    consents = await copy(desk, "Ja", newsletter_state="confirmed")
    audience = {"customer_group_ids": [str(GROUP)]}
    seen = {}
    for position in range(4):
        answer = await desk.http.post(
            "/api/previews", json=WRITTEN | {"audience": audience, "position": position}
        )
        shown = answer.json()
        assert shown["recipients"] == 4
        seen[shown["customer_id"]] = shown["to_name"]
        assert shown["subject"] == f"Für {shown['to_name']}"
        assert shown["html"] == f"<p>Guten Tag {shown['to_name']}!</p>"
        assert shown["to_address"] == f"{shown['to_name'].lower()}@example.net"
    assert seen == ids | {str(consents): "Ja"}
    past = await desk.http.post("/api/previews", json=WRITTEN | {"audience": audience, "position": 4})
    assert (past.status_code, past.json()["errors"][0]["field"]) == (422, "position")
    newsletter = await desk.http.post(
        "/api/previews", json=WRITTEN | {"audience": audience, "kind": "newsletter"}
    )
    assert (newsletter.json()["to_name"], newsletter.json()["recipients"]) == ("Ja", 1)
    one = await desk.http.post("/api/previews", json=WRITTEN | {"customer_id": next(iter(ids))})
    assert one.json()["subject"] == "Für Anders"
    invented = (await desk.http.post("/api/previews", json=WRITTEN)).json()
    assert (invented["customer_id"], invented["to_name"]) == (None, "Erika Muster")
    nobody = WRITTEN | {"audience": {"customer_group_ids": [str(uuid4())]}}
    assert (await desk.http.post("/api/previews", json=nobody)).json()["recipients"] == 0


async def test_m2_a_preview_for_the_portal_steps_through_those_who_are_reached_there(desk: Desk) -> None:
    reachable = await copy(desk, "Berg")
    unmailed = await copy(desk, "Zurück")
    await copy(desk, "Gesperrt", status="blocked")
    async with desk.database.transaction() as session:
        suppress = text("UPDATE recipients SET mail_suppressed = true WHERE customer_id = :id")
        await session.execute(suppress, {"id": unmailed})
    asked = WRITTEN | {"audience": {"customer_group_ids": [str(GROUP)]}}

    async def seen(channel: str) -> set[str]:
        first = (await desk.http.post("/api/previews", json=asked | {"channel": channel})).json()
        return {
            (
                await desk.http.post("/api/previews", json=asked | {"channel": channel, "position": position})
            ).json()["customer_id"]
            for position in range(first["recipients"])
        }

    assert await seen("email") == {str(reachable)}
    assert await seen("portal") == {str(reachable), str(unmailed)}
    refused = await desk.http.post("/api/previews", json=asked | {"channel": "fax"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "channel")


async def test_m2_a_preview_of_nobody_known_or_of_nonsense_is_refused(desk: Desk) -> None:
    for field, change in (
        ("customer_id", {"customer_id": str(uuid4())}),
        ("audience", {"audience": {}}),
        ("position", {"position": -1}),
        ("body", {"body": "{{x}}"}),
        ("to", {"to": "x@example.org"}),
    ):
        answer = await desk.http.post("/api/previews", json=WRITTEN | change)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_m2_placeholders_are_told_in_the_readers_language(desk: Desk) -> None:
    german = (await desk.http.get("/api/placeholders", headers={"Accept-Language": "de"})).json()["items"]
    english = (await desk.http.get("/api/placeholders", headers={"Accept-Language": "en"})).json()["items"]
    assert [item["name"] for item in german] == ["anrede", "vorname", "nachname", "name", "firma"]
    assert [item["name"] for item in english] == ["greeting", "first_name", "last_name", "name", "company"]
    assert [item["also"] for item in german] == [item["name"] for item in english]
    for item in german + english:
        answer = await desk.http.post(
            "/api/previews", json={"subject": "x", "body": "{{" + item["name"] + "}}"}
        )
        assert answer.json()["body"]


async def test_m2_a_test_mail_arrives_at_once_and_is_kept_nowhere(desk: Desk) -> None:
    customer = await copy(desk, "Berg")
    file = await desk.upload("Plan ä.pdf", b"%PDF-1.7", "application/pdf")
    answer = await desk.http.post(
        "/api/test-mails",
        json=WRITTEN
        | {"to": "buero@schule.example", "customer_id": str(customer), "attachment_ids": [file["id"]]},
    )
    assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    [mail] = desk.relay.mails
    assert (mail.recipient, mail.message["Subject"]) == ("buero@schule.example", "Für Berg")
    assert (await desk.http.get("/api/messages")).json()["total"] == 0
    assert (await desk.http.delete(f"/api/attachments/{file['id']}")).status_code == 204, "it is unused still"


async def test_m2_a_test_mail_that_the_relay_refuses_or_does_not_take_says_so(runs: Runs, desk: Desk) -> None:
    body = WRITTEN | {"to": "buero@schule.example"}
    desk.relay.answers["rcpt"] = ["550 5.1.1 buero@schule.example is unknown"]
    refused = await desk.http.post("/api/test-mails", json=body)
    assert (refused.status_code, refused.json()["type"]) == (502, "urn:stammkunde:problem:relay-refused")
    assert "buero@" not in refused.text
    async with runs(with_worker=False, smtp_url=f"smtp://127.0.0.1:{free_port()}") as alone:
        away = await alone.http.post("/api/test-mails", json=body)
        assert (away.status_code, away.json()["type"]) == (503, "urn:stammkunde:problem:relay-unreachable")


async def test_m2_a_test_mail_asked_for_twice_arrives_once_and_one_that_failed_is_tried_again(
    desk: Desk,
) -> None:
    body, key = WRITTEN | {"to": "buero@schule.example"}, {"Idempotency-Key": "probe"}
    desk.relay.answers["rcpt"] = ["451 4.3.0 later", "550 5.1.1 unknown"]
    failed = [(await desk.http.post("/api/test-mails", json=body, headers=key)).status_code for _ in "12"]
    assert failed == [503, 502] or failed == [502, 502], failed
    for _ in "12":
        answer = await desk.http.post("/api/test-mails", json=body, headers=key)
        assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    assert len(desk.relay.mails) == 1
    other = await desk.http.post("/api/test-mails", json=body | {"body": "anders"}, headers=key)
    assert (other.status_code, other.json()["type"].rpartition(":")[2]) == (422, "idempotency-key-reused")


async def test_m5_below_a_newsletters_test_mail_stands_the_way_out(desk: Desk) -> None:
    body = WRITTEN | {"to": "buero@schule.example", "html": "<p>Hallo</p>", "kind": "newsletter"}
    assert (await desk.http.post("/api/test-mails", json=body)).status_code == 202
    [mail] = desk.relay.mails
    for part in mail.message.iter_parts():
        assert "newsletter/abmelden" in str(part.get_content())


async def test_m2_an_account_has_twenty_test_mails_an_hour(desk: Desk) -> None:
    body = WRITTEN | {"to": "buero@schule.example"}
    for _ in range(20):
        assert (await desk.http.post("/api/test-mails", json=body)).status_code == 202
    assert (await desk.http.post("/api/test-mails", json=body)).status_code == 429
    assert len(desk.relay.mails) == 20
    async with desk.database.transaction() as session:
        await session.execute(text("UPDATE test_mails SET sent_at = sent_at - interval '1 hour'"))
    assert (await desk.http.post("/api/test-mails", json=body)).status_code == 202


@pytest.mark.parametrize(
    "to", ["", "niemand", "a@b\r\nBcc: c@example.org", "x" * 400 + "@example.org", "ä@ö"]
)
async def test_m2_a_test_mail_needs_an_address(desk: Desk, to: str) -> None:
    answer = await desk.http.post("/api/test-mails", json=WRITTEN | {"to": to})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "to")
    assert desk.relay.mails == []

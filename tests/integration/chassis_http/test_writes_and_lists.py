"""Preconditions, idempotency and pages over HTTP, on a real database."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select, text

from chassis.http.idempotency import forget_old_entries
from chassis.tables import IdempotencyEntry
from chassis.tokens import Actor
from tests.integration.chassis_http.conftest import Things


async def test_a_change_needs_the_version_that_was_seen(things: Things) -> None:
    thing = await things.create("Ente")
    path = f"/api/things/{thing['id']}"
    assert (await things.desk.get(path)).headers["etag"] == '"1"'
    body = {"name": "Gans"}
    assert (await things.desk.patch(path, json=body)).status_code == 428
    changed = await things.desk.patch(path, json=body, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = await things.desk.patch(path, json={"name": "Huhn"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    assert stale.json()["current"]["name"] == "Gans"
    assert stale.headers["etag"] == '"2"'
    assert (await things.desk.get(path)).json()["name"] == "Gans"
    assert (await things.desk.delete(path)).status_code == 428
    assert (await things.desk.delete(path, headers={"If-Match": "*"})).status_code == 204


async def test_an_action_honours_the_version_and_never_demands_it(things: Things) -> None:
    thing = await things.create("Ente")
    path = f"/api/things/{thing['id']}/grow"
    assert (await things.desk.post(path)).json()["size"] == 1
    assert (await things.desk.post(path, headers={"If-Match": '"1"'})).status_code == 412
    assert (await things.desk.post(path, headers={"If-Match": '"2"'})).json()["size"] == 2


async def test_of_two_changes_at_once_one_is_told_that_it_is_stale(things: Things) -> None:
    thing = await things.create("Ente")
    answers = await asyncio.gather(
        *(
            things.desk.patch(f"/api/things/{thing['id']}", json={"name": name}, headers={"If-Match": '"1"'})
            for name in ("Gans", "Huhn", "Pfau")
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]


async def test_the_same_request_sent_again_has_its_effect_once(things: Things) -> None:
    headers = {"Idempotency-Key": "once"}
    first = await things.desk.post("/api/things", json={"name": "Ente", "size": 1}, headers=headers)
    again = await things.desk.post(
        "/api/things",
        content=b'{"size":1,  "name":"Ente"}',
        headers=headers | {"Content-Type": "application/json"},
    )
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert (await things.desk.get("/api/things")).json()["total"] == 1


async def test_requests_at_once_with_one_key_wait_for_the_first(things: Things) -> None:
    async def send() -> httpx.Response:
        return await things.desk.post("/api/things", json={"name": "Ente"}, headers={"Idempotency-Key": "k"})

    answers = await asyncio.gather(*(send() for _ in range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


async def test_a_failed_request_may_be_sent_again_with_its_key(things: Things) -> None:
    blocker = await things.create("Ente")
    headers = {"Idempotency-Key": "k"}
    body = {"name": "Ente"}
    assert (await things.desk.post("/api/things", json=body, headers=headers)).status_code == 409
    await things.desk.delete(f"/api/things/{blocker['id']}", headers={"If-Match": "*"})
    assert (await things.desk.post("/api/things", json=body, headers=headers)).status_code == 201


async def test_a_key_belongs_to_one_request_and_one_actor(things: Things) -> None:
    headers = {"Idempotency-Key": "k"}
    assert (await things.desk.post("/api/things", json={"name": "Ente"}, headers=headers)).status_code == 201
    other = await things.desk.post("/api/things", json={"name": "Gans"}, headers=headers)
    assert other.status_code == 422
    assert other.json()["type"] == "urn:stammkunde:problem:idempotency-key-reused"
    colleague = things.headers(Actor(uuid4(), "staff", None, "Kim"))
    assert (
        await things.desk.post("/api/things", json={"name": "Gans"}, headers=headers | colleague)
    ).status_code == 201


async def test_what_is_gone_is_said_to_be_gone(things: Things) -> None:
    headers = {"Idempotency-Key": "k"}
    created = await things.desk.post("/api/things", json={"name": "Ente"}, headers=headers)
    await things.desk.delete(f"/api/things/{created.json()['id']}", headers={"If-Match": "*"})
    assert (await things.desk.post("/api/things", json={"name": "Ente"}, headers=headers)).status_code == 410


async def test_an_entry_keeps_no_text_and_is_forgotten_after_two_days(things: Things) -> None:
    headers = {"Idempotency-Key": "k"}
    await things.desk.post("/api/things", json={"name": "Kanarienvogel"}, headers=headers)
    async with things.database.transaction() as session:
        rows = (await session.execute(text("SELECT i::text FROM idempotency_entries i"))).scalars().all()
        assert len(rows) == 1
        assert "Kanarienvogel" not in rows[0]
        assert await forget_old_entries(session) == 0
        await session.execute(text("UPDATE idempotency_entries SET created_at = now() - interval '49 hours'"))
        assert await forget_old_entries(session) == 1
        assert (await session.execute(select(IdempotencyEntry))).first() is None


async def test_an_upload_sent_again_is_recognised_by_its_content(things: Things) -> None:
    headers = {"Idempotency-Key": "k"}
    for content, status in ((b"a", 200), (b"a", 200), (b"b", 422)):
        answer = await things.desk.post("/api/things/uploads", files={"file": content}, headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize("key", ["", "x" * 201, "ü".encode(), "a\tb"])
async def test_an_odd_key_is_refused(unconnected: Things, key: str | bytes) -> None:
    answer = await unconnected.desk.post(
        "/api/things", json={"name": "Ente"}, headers={"Idempotency-Key": key}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize("sort", ["name", "-name", "size", "-size"])
async def test_pages_together_are_the_whole_list_in_order(things: Things, sort: str) -> None:
    for index, name in enumerate(("Ente", "Gans", "Huhn", "Pfau", "Ähre", "zebra", "Fink")):
        await things.create(name, size=index % 2)
    found: list[dict[str, object]] = []
    cursor = None
    while True:
        parameters = {"limit": "3", "sort": sort} | ({"cursor": cursor} if cursor else {})
        answer = (await things.desk.get("/api/things", params=parameters)).json()
        assert answer["total"] == 7
        found += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert len({str(item["id"]) for item in found}) == 7
    whole = (await things.desk.get("/api/things", params={"sort": sort})).json()
    assert whole["items"] == found
    assert whole["next_cursor"] is None


async def test_pages_that_do_not_exist_are_refused(things: Things) -> None:
    for index in range(3):
        await things.create("Ente" + "e" * index)
    cursor = (await things.desk.get("/api/things?limit=1")).json()["next_cursor"]
    for query in ("limit=0", "limit=201", "limit=x", "sort=id", "cursor=x", f"sort=size&cursor={cursor}"):
        assert (await things.desk.get(f"/api/things?{query}")).status_code == 422, query

"""What goes wrong at the HTTP edge is told as problem details, in two languages, without an echo."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.tokens import Actor, SigningKey, issue
from tests.integration.chassis_http.conftest import Things

CANARY = "Kanarienvogel"


def assert_problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["type"] == f"urn:stammkunde:problem:{slug}"
    assert body["status"] == status
    assert body["title"]
    assert CANARY not in answer.text
    return body


@pytest.mark.parametrize(
    ("accepted", "title"),
    [
        (None, "Nicht gefunden"),
        ("de-DE,de;q=0.9,en;q=0.8", "Nicht gefunden"),
        ("en-GB,en;q=0.9,de;q=0.5", "Not found"),
        ("fr, en;q=0.1", "Not found"),
        ("fr;q=x,,;;,en;q=nan", "Nicht gefunden"),
        ("*", "Nicht gefunden"),
    ],
)
async def test_the_language_follows_the_browser(
    unconnected: Things, accepted: str | None, title: str
) -> None:
    headers = {"Accept-Language": accepted} if accepted is not None else {}
    answer = await unconnected.desk.get("/nowhere", headers=headers)
    assert assert_problem(answer, 404, "not-found")["title"] == title


async def test_a_body_that_does_not_validate_names_its_fields(unconnected: Things) -> None:
    answer = await unconnected.desk.post(
        "/api/things", json={"name": CANARY + "1", "size": CANARY, "other": CANARY}
    )
    errors = {error["field"]: error for error in assert_problem(answer, 422, "validation")["errors"]}
    assert errors["name"] == {
        "field": "name",
        "code": "digits",
        "message": "Namen enthalten keine Ziffern.",
    }
    assert errors["size"]["message"] == "Hier wird eine ganze Zahl erwartet."
    assert errors["other"]["code"] == "extra_forbidden"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b'{"name": "Kanarienvogel"', "body"),
        (b"\xff\xfe", "body"),
        ('{"name": "Kanarienvogel"}'.encode("utf-16"), "body"),
        (b'{"name": "Kanarien\xed\xa0\x80vogel"}', "body"),
        (b'{"name": "Kanarien\x00vogel"}', "body"),
        (b'{"name": "Kanarien\\u0000vogel"}', "name"),
        (b'{"name": "Kanarien\\ud800vogel"}', "name"),
        (b'{"\\ud800": 1}', "?"),
        (b'{"name": "ab", "size": 99999999999999999999}', "size"),
        (b"[]", "body"),
        (b"null", "body"),
    ],
)
async def test_unreadable_bodies_are_refused(unconnected: Things, body: bytes, field: str) -> None:
    answer = await unconnected.desk.post(
        "/api/things", content=body, headers={"Content-Type": "application/json"}
    )
    problem = assert_problem(answer, 422, "validation")
    assert problem["errors"][0]["field"] == field


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b'{"size": ' + b"9" * 5000 + b"}", b'{"name": 1e999, "size": NaN}']
)
async def test_extreme_documents_are_refused(unconnected: Things, body: bytes) -> None:
    answer = await unconnected.desk.post(
        "/api/things", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", None]
)
async def test_another_format_than_json_is_not_read(unconnected: Things, media_type: str | None) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = await unconnected.desk.post("/api/things", content=b'{"name": "ab"}', headers=headers)
    assert_problem(answer, 415, "unsupported-media-type")


async def test_bodies_have_a_limit(unconnected: Things) -> None:
    async def chunks() -> Any:
        for _ in range(20):
            yield b" " * 100_000

    for content in (b'{"name": "' + b"x" * 1024 * 1024 + b'"}', chunks()):
        answer = await unconnected.desk.post(
            "/api/things", content=content, headers={"Content-Type": "application/json"}
        )
        assert_problem(answer, 413, "too-large")


async def test_uploads_have_the_limit_of_their_service(things: Things) -> None:
    answer = await things.desk.post("/api/things/uploads", files={"file": b"x" * 2 * 1024 * 1024})
    assert answer.json() == {"bytes": 2 * 1024 * 1024}
    answer = await things.desk.post("/api/things/uploads", files={"file": b"x" * 4 * 1024 * 1024})
    assert_problem(answer, 413, "too-large")

    async def endless() -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
        for _ in range(50):
            yield b"x" * 100_000

    answer = await things.desk.post(
        "/api/things/uploads",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    assert_problem(answer, 413, "too-large")


async def test_nul_in_a_path_or_query_reaches_no_database(unconnected: Things) -> None:
    answer = await unconnected.desk.get("/api/things?sort=Kanarien%00vogel")
    assert assert_problem(answer, 422, "validation")["errors"][0]["field"] == "sort"
    assert_problem(await unconnected.desk.get("/api/things/x%00y"), 404, "not-found")
    answer = await unconnected.desk.get(f"/api/things/{CANARY}")
    assert assert_problem(answer, 422, "validation")["errors"][0]["field"] == "thing_id"


async def test_other_methods_and_trailing_slashes_are_refused(unconnected: Things) -> None:
    answer = await unconnected.desk.put("/api/things")
    assert_problem(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["allow"] or "POST" in answer.headers["allow"]
    assert_problem(await unconnected.desk.get("/api/things/"), 404, "not-found")


async def test_who_is_nobody_may_do_nothing(unconnected: Things) -> None:
    stranger = issue(SigningKey.generate(), Actor(uuid4(), "owner", None, "x"))
    for header in ("", "Bearer", "Bearer x.y.z", "Basic eDp5", f"Bearer {stranger}", "Bearer é".encode()):
        answer = await unconnected.desk.get("/api/things", headers={"Authorization": header})
        assert_problem(answer, 401, "unauthenticated")
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_roles_reach_what_is_theirs(unconnected: Things) -> None:
    customer = uuid4()
    owner = unconnected.headers(Actor(uuid4(), "owner", None, "Olga"))
    portal = unconnected.headers(Actor(uuid4(), "customer", customer, "Karl"))
    assert (await unconnected.desk.get("/api/things/settings", headers=owner)).status_code == 200
    assert_problem(await unconnected.desk.get("/api/things/settings"), 403, "forbidden")
    assert_problem(await unconnected.desk.get("/api/things/mine"), 403, "forbidden")
    answer = await unconnected.desk.get("/api/things/mine", headers=portal)
    assert answer.json() == {"customer_id": str(customer)}
    for path in ("/api/things", "/api/things/events", "/api/ops/things"):
        assert_problem(await unconnected.desk.get(path, headers=portal), 403, "forbidden")


async def test_a_database_that_is_away_is_no_error_of_ours(unconnected: Things) -> None:
    answer = await unconnected.desk.get("/api/things")
    assert_problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"]


async def test_an_unexpected_error_tells_nothing(things: Things) -> None:
    assert_problem(await things.desk.post("/api/things/broken"), 500, "internal")


async def test_what_no_column_can_hold_is_refused(things: Things) -> None:
    answer = await things.desk.post("/api/things/unstorable", params={"size": 2**40})
    assert_problem(answer, 422, "validation")


async def test_domain_errors_become_the_services_problems(things: Things) -> None:
    first = await things.create("Ente")
    answer = await things.desk.post("/api/things", json={"name": "Ente"})
    assert assert_problem(answer, 409, "name-taken")["thing_id"] == first["id"]


async def test_the_document_describes_problems_and_the_bearer_token(unconnected: Things) -> None:
    answer = await unconnected.desk.get("/api/things/openapi.json", headers={"Authorization": ""})
    document = answer.json()
    responses = document["paths"]["/api/things/{thing_id}"]["patch"]["responses"]
    for status in ("401", "403", "404", "412", "422", "428"):
        schema = responses[status]["content"]["application/problem+json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "HTTPValidationError" not in json.dumps(document)
    assert "/api/things/events" in document["paths"]
    assert "/api/ops/things" in document["paths"]
    assert document["components"]["securitySchemes"]

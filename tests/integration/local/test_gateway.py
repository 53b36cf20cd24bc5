"""The gateway in front of services that say what reached them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from chassis.http.servers import serve
from deploy.local.gateway import Gateway
from deploy.local.ports import free_port

WRITES = ("POST", "PUT", "PATCH", "DELETE")


def _service(name: str) -> FastAPI:
    app = FastAPI()

    async def hello_then_silence() -> AsyncIterator[str]:
        yield "event: hello\ndata: {}\n\n"
        await asyncio.sleep(60)

    @app.get(f"/api/{name}/events")
    async def events() -> Response:
        return StreamingResponse(hello_then_silence(), media_type="text/event-stream")

    @app.api_route("/{path:path}", methods=["GET", *WRITES])
    async def echo(request: Request) -> Response:
        await request.body()
        return JSONResponse(
            {"service": name, "headers": dict(request.headers)}, headers={"X-Powered-By": "x"}
        )

    return app


def _session_check() -> FastAPI:
    app = FastAPI()

    @app.get("/session-check")
    async def check(request: Request) -> Response:
        if request.cookies.get("session") == "good":
            return Response(headers={"Authorization": "Bearer issued"})
        return JSONResponse({"type": "urn:stammkunde:problem:unauthorized"}, 401)

    return app


@asynccontextmanager
async def _gateway(tmp_path: Path, **environment: str) -> AsyncIterator[httpx.AsyncClient]:
    ui = tmp_path / "ui"
    (ui / "assets").mkdir(parents=True)
    (ui / "index.html").write_text("<title>Stammkunde</title>")
    (ui / "assets" / "app-1a2b.js").write_text("1")
    stopping = asyncio.Event()
    port = free_port()
    async with AsyncExitStack() as stack:
        upstreams = {"IMPORTER_UPSTREAM": f"127.0.0.1:{free_port()}"} | environment
        for name in ("customers", "billing", "messaging"):
            served = await stack.enter_async_context(serve(_service(name), "127.0.0.1", 0, stopping))
            upstreams[f"{name.upper()}_UPSTREAM"] = f"127.0.0.1:{served}"
        private = await stack.enter_async_context(serve(_session_check(), "127.0.0.1", 0, stopping))
        upstreams["CUSTOMERS_PRIVATE_UPSTREAM"] = f"127.0.0.1:{private}"
        gateway = Gateway(tmp_path / "gateway", port, upstreams, ui, tmp_path / "gateway.log")
        await gateway.start()
        stack.push_async_callback(gateway.stop)
        yield await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}"))


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with _gateway(tmp_path) as client:
        yield client


SIGNED_IN = {"Cookie": "session=good"}


async def test_a_session_is_asked_for_and_forged_identities_are_dropped(browser: httpx.AsyncClient) -> None:
    forged = {"Authorization": "Bearer forged", "X-User-Id": "1", "X-Actor": "owner", "Remote-User": "root"}
    assert (await browser.get("/api/invoices", headers=forged)).status_code == 401
    answer = (await browser.get("/api/invoices", headers=forged | SIGNED_IN)).json()
    assert answer["service"] == "billing"
    assert answer["headers"]["authorization"] == "Bearer issued"
    assert not {"cookie", "x-user-id", "x-actor", "remote-user"} & set(answer["headers"])
    login = (await browser.post("/api/auth/login", headers=forged)).json()
    assert login["service"] == "customers"
    assert "authorization" not in login["headers"]


async def test_services_see_the_browsers_address_also_behind_an_ingress(tmp_path: Path) -> None:
    told = {"X-Forwarded-For": "192.0.2.1, 203.0.113.7"}
    async with _gateway(tmp_path, TRUSTED_PROXIES="127.0.0.1/32") as ingress:
        answer = (await ingress.post("/api/auth/login", headers=told)).json()
        assert answer["headers"]["x-forwarded-for"] == "203.0.113.7"


async def test_a_browser_cannot_give_itself_an_address(browser: httpx.AsyncClient) -> None:
    told = {"X-Forwarded-For": "203.0.113.7"}
    answer = (await browser.post("/api/auth/login", headers=told)).json()
    assert answer["headers"]["x-forwarded-for"] == "127.0.0.1"


async def test_each_path_reaches_the_service_that_owns_it(browser: httpx.AsyncClient) -> None:
    owners = {
        "/api/customers": "customers",
        "/api/customer-groups": "customers",
        "/api/erasures/1": "customers",
        "/api/portal/me": "customers",
        "/api/portal/invoices": "billing",
        "/api/course-dates/1": "billing",
        "/api/ops/billing": "billing",
        "/api/messages": "messaging",
        "/api/portal/messages": "messaging",
        "/api/suppressions/1/lift": "messaging",
        "/api/attachments/1": "messaging",
        "/api/placeholders": "messaging",
        "/api/previews": "messaging",
        "/api/test-mails": "messaging",
        "/api/messaging/openapi.json": "messaging",
    }
    reached = {path: (await browser.get(path, headers=SIGNED_IN)).json()["service"] for path in owners}
    assert reached == owners


async def test_m5_a_mail_program_unsubscribes_without_session_and_origin(browser: httpx.AsyncClient) -> None:
    path = "/api/public/newsletter/token"
    for answer in (
        await browser.get(path),
        await browser.post(path, data={"List-Unsubscribe": "One-Click"}, headers=SIGNED_IN),
    ):
        assert answer.json()["service"] == "messaging"
        assert not {"cookie", "authorization"} & set(answer.json()["headers"])
    assert (await browser.get("/api/suppressions")).status_code == 401
    registration = await browser.post("/api/public/registrations")
    assert registration.json()["service"] == "customers"


async def test_a_write_from_another_site_is_refused(browser: httpx.AsyncClient) -> None:
    own = str(browser.base_url).rstrip("/")
    foreign: list[dict[str, str]] = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
    ]
    for headers in foreign:
        for method in WRITES:
            answer = await browser.request(method, "/api/customers", headers=headers | SIGNED_IN)
            assert answer.status_code == 403, (method, headers)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["type"] == "urn:stammkunde:problem:cross-site-write"
        assert (await browser.get("/api/customers", headers=headers | SIGNED_IN)).status_code == 200
    ours: list[dict[str, str]] = [{}, {"Origin": own}, {"Origin": own, "Sec-Fetch-Site": "same-origin"}]
    for headers in ours:
        assert (await browser.post("/api/customers", headers=headers | SIGNED_IN)).status_code == 200, headers


async def test_the_ui_is_served_with_its_policies_and_private_paths_are_not(
    browser: httpx.AsyncClient,
) -> None:
    page = await browser.get("/kunden/1")
    assert "<title>Stammkunde" in page.text
    assert page.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not {"server", "via", "x-powered-by", "strict-transport-security"} & set(page.headers)
    assert "immutable" in (await browser.get("/assets/app-1a2b.js")).headers["cache-control"]
    assert (await browser.get("/assets/old-9z.js")).status_code == 404
    for path in ("/metrics", "/readyz", "/session-check", "/.well-known/jwks.json", "/api/unknown"):
        answer = await browser.get(path, headers=SIGNED_IN)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    api = await browser.get("/api/customers", headers=SIGNED_IN)
    assert api.headers["cache-control"] == "no-store"
    assert "x-powered-by" not in api.headers


async def test_a_service_that_is_away_and_a_body_too_large_are_problems_in_german_or_english(
    browser: httpx.AsyncClient,
) -> None:
    away = await browser.get("/api/imports", headers=SIGNED_IN)
    assert (away.status_code, away.json()["title"]) == (503, "Gerade nicht erreichbar")
    assert away.headers["retry-after"] == "5"
    large = await browser.post(
        "/api/customers", content=bytes(25_000_001), headers=SIGNED_IN | {"Accept-Language": "en-GB,en;q=0.9"}
    )
    assert (large.status_code, large.json()["title"]) == (413, "Too large")


async def test_server_sent_events_are_not_held_back(browser: httpx.AsyncClient) -> None:
    async with browser.stream("GET", "/api/billing/events", headers=SIGNED_IN) as stream:
        async with asyncio.timeout(10):
            async for line in stream.aiter_lines():
                assert line == "event: hello"
                break


async def test_localhost_and_127_0_0_1_answer_alike(browser: httpx.AsyncClient) -> None:
    port = browser.base_url.port
    async with httpx.AsyncClient() as other:
        for host in ("localhost", "127.0.0.1"):
            assert (await other.get(f"http://{host}:{port}/")).status_code == 200

"""Who may call what: every route of all four services, through the gateway."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from uuid import uuid4

import httpx
import pytest

from chassis.http.app import openapi_document
from tests.integration.system.invitations import PASSWORD, invited_customer, mail_to, token_of
from tests.support.system import RunningSystem

SERVICES = ("customers", "billing", "messaging", "importer")
FOR_ALL = re.compile(r"/api/auth/(login|logout|session|password|password-reset)|/api/public/.*")
"""Logging in and what leads to it. All else needs a session."""
FOR_EVERYBODY_LOGGED_IN = re.compile(r"/api/auth/sessions(/.*)?|/api/\w+/openapi.json")
FOR_CUSTOMERS = re.compile(r"/api/portal/.*")
FOR_THE_OWNER = re.compile(r"/api/(accounts|audit)(/(?!\{account_id\}/name$).*)?")
"""What a colleague is called is for all who work here."""


def _routes() -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        document = openapi_document(import_module(f"{service}.bootstrap").SERVICE)
        for path, operations in document["paths"].items():
            for method in operations:
                yield method.upper(), path


ROUTES = sorted(set(_routes()))


async def _status(client: httpx.AsyncClient, method: str, path: str) -> int:
    url = re.sub(r"\{[^}]*\}", str(uuid4()), path)
    body = {"json": {}} if method in {"POST", "PATCH", "PUT"} else {}
    answer = await client.request(method, url, headers={"If-Match": "*"}, **body)
    return answer.status_code


def test_there_are_routes_of_each_kind() -> None:
    paths = [path for _, path in ROUTES]
    for kind in (FOR_ALL, FOR_EVERYBODY_LOGGED_IN, FOR_CUSTOMERS, FOR_THE_OWNER):
        assert any(kind.fullmatch(path) for path in paths), kind.pattern


async def test_without_a_session_every_route_but_login_answers_401(system: RunningSystem) -> None:
    async with httpx.AsyncClient(base_url=system.url, timeout=30) as nobody:
        wrong = {}
        for method, path in ROUTES:
            if not FOR_ALL.fullmatch(path) and (status := await _status(nobody, method, path)) != 401:
                wrong[method, path] = status
    assert wrong == {}


async def test_p1_a_customer_reaches_the_portal_and_nothing_else(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    _, email = await invited_customer(desk)
    async with _logged_in(system, email, "Ihr Zugang zum Kundenportal") as customer:
        wrong = {}
        for method, path in ROUTES:
            if any(kind.fullmatch(path) for kind in (FOR_ALL, FOR_EVERYBODY_LOGGED_IN, FOR_CUSTOMERS)):
                continue
            if (status := await _status(customer, method, path)) != 403:
                wrong[method, path] = status
        assert wrong == {}
        assert (await customer.get("/api/portal/me")).status_code == 200


async def test_a_clerk_reaches_neither_accounts_nor_the_audit_trail_nor_the_portal(
    desk: httpx.AsyncClient, system: RunningSystem
) -> None:
    email = f"{uuid4().hex}@example.org"
    invited = await desk.post("/api/accounts", json={"email": email, "name": "Jana", "role": "staff"})
    assert invited.status_code == 201, invited.text
    async with _logged_in(system, email, "Ihr Zugang zu Stammkunde") as clerk:
        wrong = {}
        for method, path in ROUTES:
            forbidden = FOR_THE_OWNER.fullmatch(path) or FOR_CUSTOMERS.fullmatch(path)
            if forbidden and (status := await _status(clerk, method, path)) != 403:
                wrong[method, path] = status
        assert wrong == {}
        assert (await clerk.get("/api/customers")).status_code == 200


@pytest.mark.parametrize("path", ["/private/mail-requests/x", "/session-check", "/metrics"])
async def test_private_routes_are_not_at_the_gateway(desk: httpx.AsyncClient, path: str) -> None:
    answer = await desk.get(path)
    assert answer.status_code == 404 or "text/html" in answer.headers["content-type"]
    assert (await desk.get(f"/api{path}")).status_code == 404


@asynccontextmanager
async def _logged_in(system: RunningSystem, email: str, subject: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=system.url, timeout=30) as client:
        chosen = {"token": token_of(await mail_to(system, email, subject)), "password": PASSWORD}
        assert (await client.post("/api/auth/password", json=chosen)).status_code == 204
        assert (await client.post("/api/auth/login", json={"email": email, "password": PASSWORD})).is_success
        yield client

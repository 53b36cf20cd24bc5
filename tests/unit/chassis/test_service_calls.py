"""Reads between services: only a neighbour with the key, and only for the one it means, gets an answer."""

import time
from typing import Any

import httpx
import jwt
import pytest
from fastapi import FastAPI

from chassis.http import problems
from chassis.http.service_calls import Caller, NeighbourUnavailable, ServiceCalls, service_token
from chassis.settings import ServiceSettings

KEY = "k" * 32


def settings(key: str = KEY) -> ServiceSettings:
    return ServiceSettings(database_url="postgresql://u@db/things", service_token_key=key)


def neighbour(status: int = 200) -> FastAPI:
    app = FastAPI()
    app.state.service, app.state.settings = "billing", settings()
    app.add_exception_handler(problems.Problem, problems.on_problem)

    @app.get("/who-asks")
    async def who_asks(caller: Caller) -> dict[str, Any]:
        return {"caller": caller}

    @app.get("/other")
    async def other() -> None:
        raise problems.standard_problem(status)

    return app


def calls(app: FastAPI, key: str = KEY) -> ServiceCalls:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app))
    return ServiceCalls(settings(key), "customers", client)


async def test_a_neighbour_is_answered_by_name() -> None:
    assert await calls(neighbour()).get("billing", "/who-asks") == {"caller": "customers"}


async def test_another_key_proves_nothing() -> None:
    with pytest.raises(NeighbourUnavailable, match="billing: answers 401"):
        await calls(neighbour(), key="x" * 32).get("billing", "/who-asks")


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic dTpw",
        "Bearer ",
        "Bearer nonsense",
        f"Bearer {service_token(KEY, 'customers', 'messaging')}",
        f"Bearer {jwt.encode({'aud': 'stammkunde:billing', 'iss': 'stammkunde:customers'}, KEY)}",
        "Bearer " + jwt.encode(
            {"iss": "stammkunde:customers", "aud": "stammkunde:billing", "iat": 1, "exp": time.time() - 60}, KEY
        ),
        "Bearer " + jwt.encode(
            {"iss": "somebody", "aud": "stammkunde:billing", "iat": 1, "exp": time.time() + 60}, KEY
        ),
    ],
    ids=["none", "basic", "empty", "no token", "for another", "endless", "expired", "foreign issuer"],
)  # fmt: skip
async def test_what_is_no_token_for_this_service_is_refused(authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(neighbour()), base_url="http://b") as client:
        answer = await client.get("/who-asks", headers=headers)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("status", [404, 410])
async def test_what_the_neighbour_does_not_have_is_none(status: int) -> None:
    assert await calls(neighbour(status)).get("billing", "/other") is None


async def test_a_neighbour_in_trouble_or_away_is_named() -> None:
    with pytest.raises(NeighbourUnavailable, match="billing: answers 503"):
        await calls(neighbour(503)).get("billing", "/other")
    nobody = ServiceCalls(
        settings().model_copy(update={"billing_private_url": "http://127.0.0.1:1"}), "customers"
    )
    with pytest.raises(NeighbourUnavailable, match="billing: ConnectError"):
        await nobody.get("billing", "/who-asks")
    await nobody.close()

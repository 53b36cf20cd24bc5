"""Login of the owner, sessions, what a session stands for, throttling."""

import asyncio
from datetime import UTC, datetime
from typing import cast

import asyncpg
import jwt
import pytest
from sqlalchemy import QueuePool

from customers.adapters.signing_keys import ROTATED_EVERY, rotate_signing_keys
from customers.bootstrap import prepare
from tests.integration.customers.conftest import OWNER, Customers
from tests.support.eventually import eventually


async def test_the_owner_logs_in_and_out(customers: Customers) -> None:
    login = await customers.outside.post("/api/auth/login", json={**OWNER, "email": OWNER["email"].upper()})
    assert (login.status_code, login.json()["role"]) == (200, "owner")
    cookie = login.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert (await customers.outside.get("/api/auth/session")).json()["email"] == OWNER["email"]
    assert customers.outside.cookies["session"] not in str(await customers.dump())
    token = customers.outside.cookies["session"]
    assert (await customers.outside.post("/api/auth/logout")).status_code == 204
    customers.outside.cookies.set("session", token)
    assert (await customers.outside.get("/api/auth/session")).status_code == 401


async def test_the_cookie_is_secure_behind_https(customers: Customers) -> None:
    login = await customers.outside.post(
        "/api/auth/login", json=OWNER, headers={"X-Forwarded-Proto": "https"}
    )
    assert "Secure" in login.headers["set-cookie"]


async def test_a_session_stands_for_a_token_that_the_published_keys_prove(customers: Customers) -> None:
    await customers.outside.post("/api/auth/login", json=OWNER)
    customers.private.cookies.set("session", customers.outside.cookies["session"])
    answer = await customers.private.get("/session-check")
    token = answer.headers["authorization"].removeprefix("Bearer ")
    (key,) = (await customers.private.get("/.well-known/jwks.json")).json()["keys"]
    claims = jwt.decode(token, jwt.PyJWK(key), audience="stammkunde-api", issuer="stammkunde")
    assert claims["role"] == "owner"
    customers.private.cookies.set("session", "erfunden")
    assert (await customers.private.get("/session-check")).status_code == 401


async def test_failures_slow_down_one_address_and_leave_the_owners_alone(customers: Customers) -> None:
    guess = {"email": OWNER["email"], "password": "geraten"}
    guesser, office = {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "198.51.100.7"}
    statuses = []
    for _ in range(12):
        refused = await customers.outside.post("/api/auth/login", json=guess, headers=guesser)
        statuses.append(refused.status_code)
        if refused.status_code == 429:
            break
    assert statuses[:5] == [401] * 5
    assert statuses[-1] == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    right = await customers.outside.post("/api/auth/login", json=OWNER, headers=office)
    assert right.status_code == 200


async def test_a_new_owner_password_ends_the_sessions_of_the_old(customers: Customers) -> None:
    await customers.outside.post("/api/auth/login", json=OWNER)
    await prepare(customers.runtime)
    assert (await customers.outside.get("/api/auth/session")).status_code == 200
    customers.environment.owner_password = "ein anderes langes Passwort"
    await prepare(customers.runtime)
    assert (await customers.outside.get("/api/auth/session")).status_code == 401
    assert (await customers.outside.post("/api/auth/login", json=OWNER)).status_code == 401


async def test_a_new_signing_key_is_published_before_it_signs_and_the_old_one_stays(
    customers: Customers,
) -> None:
    async def kids() -> list[str]:
        return [key["kid"] for key in (await customers.private.get("/.well-known/jwks.json")).json()["keys"]]

    (first,) = await kids()
    async with customers.database.transaction() as session:
        await rotate_signing_keys(session, datetime.now(UTC) + ROTATED_EVERY * 1.01)
    both = await kids()
    assert both[0] == first
    assert len(both) == 2
    async with customers.database.transaction() as session:
        await rotate_signing_keys(session, datetime.now(UTC) + ROTATED_EVERY * 1.02)
    assert await kids() == both[1:]


async def test_many_who_guess_at_once_leave_the_database_to_others(customers: Customers) -> None:
    guesses = [
        asyncio.create_task(
            customers.outside.post("/api/auth/login", json={"email": f"{n}@example.org", "password": "?"})
        )
        for n in range(40)
    ]
    pool = cast(QueuePool, customers.database.engine.pool)

    async def all_wait_for_their_turn() -> None:
        assert 1 <= sum(guess.done() for guess in guesses) <= 20
        assert pool.checkedout() == 0

    await eventually(all_wait_for_their_turn)
    assert {answer.status_code for answer in await asyncio.gather(*guesses)} <= {401, 429}


async def test_failed_logins_and_ended_sessions_are_gone_although_nobody_logs_in_again(
    customers: Customers,
) -> None:
    guess = {"email": OWNER["email"], "password": "geraten"}
    await customers.outside.post("/api/auth/login", json=OWNER)
    await customers.outside.post("/api/auth/login", json=guess)
    connection = await asyncpg.connect(customers.url)
    await connection.execute("UPDATE failed_logins SET last_at = now() - interval '16 minutes'")
    await connection.execute("UPDATE sessions SET expires_at = now() - interval '1 second'")

    async def forgotten() -> None:
        for table in ("failed_logins", "sessions"):
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0

    try:
        with pytest.raises(AssertionError):
            await forgotten()
        async with customers.working():
            await eventually(forgotten, within=20)
    finally:
        await connection.close()

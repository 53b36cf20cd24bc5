"""People who log in: through the login, the session check and the mails, as the gateway and messaging do it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from chassis.http.service_calls import service_token
from tests.integration.customers.conftest import OWNER, Customers

PASSWORD = "Seepferdchen schwimmt bei Nacht"


@asynccontextmanager
async def logged_in(
    customers: Customers, email: str = OWNER["email"], password: str = OWNER["password"], **headers: str
) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the cookie of a login and the token that the gateway adds for it."""
    async with httpx.AsyncClient(
        transport=customers.outside._transport, base_url="http://customers", headers=headers
    ) as client:
        login = await client.post("/api/auth/login", json={"email": email, "password": password})
        assert login.status_code == 200, login.text
        checked = await check(customers, client)
        assert checked.status_code == 200
        client.headers["Authorization"] = checked.headers["Authorization"]
        yield client


async def check(customers: Customers, client: httpx.AsyncClient) -> httpx.Response:
    """What the gateway asks before each request."""
    return await customers.private.get(
        "/session-check", headers={"Cookie": f"session={client.cookies['session']}"}
    )


async def asked_mails(customers: Customers) -> list[dict[str, Any]]:
    """The mails that messaging was asked for, in order."""
    return [data for _, data in await customers.told("mail-requests")]


async def fetch(customers: Customers, request_id: str) -> httpx.Response:
    """What messaging fetches when it sends the mail."""
    key = customers.environment.service_token_key
    token = service_token(key, "messaging", "customers")
    return await customers.private.get(
        f"/private/mail-requests/{request_id}", headers={"Authorization": f"Bearer {token}"}
    )


async def link_token(customers: Customers) -> str:
    """The token of the link in the mail that was asked for last."""
    answer = await fetch(customers, (await asked_mails(customers))[-1]["request_id"])
    assert answer.status_code == 200, answer.text
    address, _, token = str(answer.json()["link"]).partition("#token=")
    assert address == f"{customers.environment.public_url}/passwort"
    return token


async def choose(customers: Customers, token: str, password: str = PASSWORD) -> httpx.Response:
    """Follows the link and chooses a password."""
    return await customers.outside.post("/api/auth/password", json={"token": token, "password": password})


async def portal_customer(customers: Customers, **more: Any) -> dict[str, Any]:
    """A customer who has followed the invitation to the portal and chosen PASSWORD."""
    created = await customers.create(**more)
    invited = await customers.desk.post(f"/api/customers/{created['id']}/portal-account")
    assert invited.status_code == 202, invited.text
    assert (await choose(customers, await link_token(customers))).status_code == 204
    return created


async def clerk(customers: Customers, email: str, role: str = "staff") -> dict[str, Any]:
    """A staff account that has chosen PASSWORD."""
    async with logged_in(customers) as owner:
        invited = await owner.post(
            "/api/accounts", json={"email": email, "name": "Jana Becker", "role": role}
        )
        assert invited.status_code == 201, invited.text
        assert (await choose(customers, await link_token(customers))).status_code == 204
        account: dict[str, Any] = (await owner.get(f"/api/accounts/{invited.json()['id']}")).json()
    return account

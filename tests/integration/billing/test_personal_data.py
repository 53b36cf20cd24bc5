"""What billing tells of a customer on its private port, and to whom."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from billing.bootstrap import SERVICE
from billing.settings import Settings
from chassis.http.app import create_private_app
from chassis.http.service_calls import service_token
from chassis.service import Runtime
from chassis.tokens import Verifier
from tests.integration.billing.conftest import Billing


@pytest.fixture
async def private(billing: Billing) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(database_url=billing.url)
    runtime = Runtime(SERVICE, settings, billing.database, asyncio.Event())
    app = create_private_app(runtime, Verifier("http://keys/jwks.json"), with_routes=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://billing") as client:
        yield client


def _as(sender: str, receiver: str = "billing") -> dict[str, str]:
    key = "the key that the tests' services share"
    return {"Authorization": f"Bearer {service_token(key, sender, receiver)}"}


async def test_customers_is_told_what_billing_holds(billing: Billing, private: httpx.AsyncClient) -> None:
    customer, other = await billing.customer(), await billing.customer(last_name="Anders")
    await billing.issued(customer)
    await billing.draft(customer)
    await billing.issued(other)
    answer = await private.get(f"/private/personal-data/{customer}", headers=_as("customers"))
    assert answer.status_code == 200
    told = answer.json()
    assert told["customer_copy"][0]["participants"][0]["first_name"] == "Jörg"
    assert [invoice["status"] for invoice in told["invoices"]] == ["open"]
    assert told["invoices"][0]["recipient"]["last_name"] == "Müller-Lüdenscheidt"
    assert len(told["drafts"]) == 1
    assert len(told["draft_lines"]) == len(told["invoice_lines"]) == 2
    assert told["account"][0]["open_invoices"] == 1
    assert "Anders" not in answer.text


async def test_of_somebody_unknown_nothing_is_told(private: httpx.AsyncClient, billing: Billing) -> None:
    answer = await private.get(f"/private/personal-data/{uuid4()}", headers=_as("customers"))
    assert set(map(str, answer.json().values())) == {"[]"}


async def test_nobody_else_is_told(private: httpx.AsyncClient, billing: Billing) -> None:
    url = f"/private/personal-data/{await billing.customer()}"
    assert (await private.get(url)).status_code == 401
    assert (await private.get(url, headers=_as("customers", "messaging"))).status_code == 401
    assert (await private.get(url, headers=_as("importer"))).status_code == 403

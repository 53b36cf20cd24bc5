"""Billing in process on a database of its own: its API, and its handlers fed with events."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import orjson
import pytest
from sqlalchemy import select, text

from billing.bootstrap import SERVICE
from billing.settings import Settings
from chassis import migrations
from chassis.database import Database
from chassis.events.consumed import Outcome, Received
from chassis.tables import OutboxRow
from chassis.tokens import Actor, SigningKey, issue, key_set
from tests.support.apis import A_TEST, api_of, verifier_of

SUBSCRIPTIONS = {subscription.type: subscription for subscription in SERVICE.subscriptions}


@dataclass
class Billing:
    """`desk` is a clerk's client; `receive` lets an event arrive; `told` is what waits to be published."""

    url: str
    database: Database
    desk: httpx.AsyncClient
    customers: list[UUID] = field(default_factory=list)

    async def receive(self, type: str, data: dict[str, Any], *, sequence: int = 1) -> Outcome | None:
        """One event as the consumer would hand it over, in a transaction of its own."""
        subscription = SUBSCRIPTIONS[type]
        event = Received(
            data=subscription.model.model_validate_json(orjson.dumps(data)),
            id=str(uuid4()),
            source="/stammkunde/customers",
            type=type,
            subject=data["customer_id"],
            sequence=sequence,
            time=datetime.now(UTC),
            topic=subscription.topic,
            partition=0,
            offset=0,
            key=data["customer_id"],
        )
        async with self.database.transaction() as session:
            return await subscription.handler(session, event)

    async def customer(self, *, version: int = 1, **more: Any) -> str:
        """A customer whose copy has arrived."""
        snapshot = customer_snapshot(version=version, **more)
        await self.receive("customer.created", snapshot, sequence=version)
        return str(snapshot["customer_id"])

    async def draft(self, customer_id: str, **more: Any) -> dict[str, Any]:
        """A draft created by the desk."""
        answer = await self.desk.post("/api/invoices", json=draft_body(customer_id, **more))
        assert answer.status_code == 201, answer.text
        created: dict[str, Any] = answer.json()
        return created

    async def issued(self, customer_id: str, **more: Any) -> dict[str, Any]:
        """An invoice issued by the desk."""
        answer = await self.desk.post(f"/api/invoices/{(await self.draft(customer_id, **more))['id']}/issue")
        assert answer.status_code == 200, answer.text
        invoice: dict[str, Any] = answer.json()
        return invoice

    async def told(self, topic: str) -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Headers (with the record's key) and data of what was published to a topic, in order."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(OutboxRow).filter_by(topic=topic).order_by(OutboxRow.id))
            return [({**row.headers, "key": row.key}, orjson.loads(row.value)) for row in rows]

    async def dump(self) -> str:
        """Everything the service's own tables hold, as text."""
        async with self.database.reading() as session:
            rows = [
                str((await session.execute(text(f"select json_agg(t) from {table} t"))).scalar())
                for table in (
                    "customers",
                    "invoices",
                    "invoice_lines",
                    "accounts",
                    "purges",
                    "idempotency_entries",
                )
            ]
        return "\n".join(rows)


def customer_snapshot(**more: Any) -> dict[str, Any]:
    """A snapshot as customers publishes it."""
    return {
        "customer_id": str(uuid4()),
        "number": 10_042,
        "status": "active",
        "version": 1,
        "salutation": "Frau",
        "first_name": "Käthe",
        "last_name": "Müller-Lüdenscheidt",
        "company_name": None,
        "is_company": False,
        "email": "kaethe@example.org",
        "email_version": 1,
        "email_is_placeholder": False,
        "phone": "+49 4321 987",
        "further_phones": [],
        "address": {"street": "Gänseweg 3", "postal_code": "24534", "city": "Neumünster", "country": "DE"},
        "language": "de",
        "customer_group_ids": [],
        "recipient_group_ids": [],
        "newsletter_state": "none",
        "participants": [
            {
                "participant_id": str(uuid4()),
                "first_name": "Jörg",
                "last_name": "Müller-Lüdenscheidt",
                "birth_date": "2019-05-04",
            }
        ],
        "created_at": "2026-01-05T08:00:00Z",
        "updated_at": "2026-01-05T08:00:00Z",
    } | more


def draft_body(customer_id: str, **more: Any) -> dict[str, Any]:
    """A draft of two lines: 2 × 49.90 at 19 %, and one exempt course."""
    return {
        "customer_id": customer_id,
        "lines": [
            {"description": "Schwimmbrille", "quantity": 2, "unit_price_cents": 4990, "vat_percent": 19},
            {
                "description": "Seepferdchen, 10 Termine",
                "quantity": 1,
                "unit_price_cents": 12_000,
                "vat_percent": 0,
                "exemption_reason": "§ 4 Nr. 22a UStG",
            },
        ],
    } | more


@pytest.fixture
async def billing(database_url: str) -> AsyncIterator[Billing]:
    settings = Settings(database_url=database_url)
    await migrations.upgrade(settings.database_url, SERVICE.migrations)
    database = Database(settings.database_url, SERVICE.name)
    key = SigningKey.generate()
    verifier = verifier_of(lambda: key_set(key))
    api = api_of(SERVICE, settings, database, verifier)
    token = issue(key, Actor(uuid4(), "staff", None, "Jana"), A_TEST)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(api, raise_app_exceptions=False),
        base_url="http://billing",
        headers={"Authorization": f"Bearer {token}"},
    ) as desk:
        yield Billing(database_url, database, desk)
    await api.state.broadcaster.close()
    await verifier.close()
    await database.close()

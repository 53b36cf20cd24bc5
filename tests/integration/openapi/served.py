"""The API of one service on a port and a database of its own, in a loop of its own, with something in it."""

import asyncio
import importlib
import threading
from collections import defaultdict
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from cryptography.fernet import Fernet

from chassis import migrations
from chassis.database import Database
from chassis.events.consumed import Received
from chassis.http.app import create_api
from chassis.http.servers import serve
from chassis.service import Service
from chassis.tokens import Actor, SigningKey, issue, key_set
from tests.integration.billing.conftest import customer_snapshot, draft_body
from tests.support.apis import verifier_of
from tests.support.databases import empty_database
from tests.support.servers import Stack

T = TypeVar("T")

_ENVIRONMENT = {
    "smtp_url": "smtp://127.0.0.1:9",
    "bounce_domain": "bounces.schule.example",
    "import_hash_key": "the key of these tests' hashes, long enough",
    "bank_data_keys": Fernet.generate_key().decode(),
    "kafka_bootstrap_servers": "127.0.0.1:9",
    "private_port": 0,
    **{
        f"{name}_private_url": "http://127.0.0.1:9"
        for name in ("customers", "billing", "messaging", "importer")
    },
}


@dataclass
class Served:
    """Where it is, the ids by the name of the path parameter that they are for, and a clerk's token."""

    service: Service
    stack: Stack
    url: str = ""
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._exit = AsyncExitStack()
        self._key = SigningKey.generate()
        self._clerk = Actor(uuid4(), "owner", None, "Jana")

    def token(self) -> str:
        """Proves that a clerk is asking, for a minute or so."""
        return issue(self._key, self._clerk)

    def start(self) -> None:
        """Returns when it answers and holds some of everything."""
        self._thread.start()
        self._run(self._start())
        headers = {"Authorization": f"Bearer {self.token()}"}
        with httpx.Client(base_url=self.url, headers=headers) as desk:
            getattr(self, f"_fill_{self.service.name}")(desk)

    def stop(self) -> None:
        """Nothing is left of it."""
        self._run(self._exit.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _start(self) -> None:
        url = await self._exit.enter_async_context(empty_database(self.stack.postgres))
        settings_of = importlib.import_module(f"{self.service.name}.settings").Settings
        settings = settings_of(**_ENVIRONMENT | {"database_url": url})
        await migrations.upgrade(settings.database_url, self.service.migrations)
        self._database = Database(settings.database_url, self.service.name)
        self._exit.push_async_callback(self._database.close)
        verifier = verifier_of(lambda: key_set(self._key))
        self._exit.push_async_callback(verifier.close)
        api = create_api(self.service, settings, self._database, verifier)
        self._exit.push_async_callback(api.state.broadcaster.close)
        port = await self._exit.enter_async_context(serve(api, "127.0.0.1", 0, asyncio.Event()))
        self.url = f"http://127.0.0.1:{port}"

    async def _receive(self, type: str, data: dict[str, Any]) -> None:
        (subscription,) = (s for s in self.service.subscriptions if s.type == type)
        event = Received(
            data=subscription.model.model_validate(data),
            id=str(uuid4()),
            source="/stammkunde/customers",
            type=type,
            subject=data["customer_id"],
            sequence=data.get("version", 2),
            time=datetime.now(UTC),
            topic=subscription.topic,
            partition=0,
            offset=0,
            key=data["customer_id"],
        )
        async with self._database.transaction() as session:
            await subscription.handler(session, event)

    def _copies(self) -> list[str]:
        """Customers whose copies have arrived."""
        snapshots = [customer_snapshot(number=10_000 + number) for number in range(5)]
        for snapshot in snapshots:
            self._run(self._receive("customer.created", snapshot))
        return [str(snapshot["customer_id"]) for snapshot in snapshots]

    def _fill_customers(self, desk: httpx.Client) -> None:
        for number in range(12):
            child = {"first_name": "Jörg", "last_name": "Müller"}
            body = {"last_name": "Müller", "email": f"m{number}@example.org", "participants": [child]}
            customer = desk.post("/api/customers", json=body).raise_for_status().json()
            url = f"/api/customers/{customer['id']}"
            note = desk.post(f"{url}/notes", json={"text": "zahlt bar"}).raise_for_status().json()
            self.ids["customer_id"].append(customer["id"])
            self.ids["participant_id"].append(customer["participants"][0]["id"])
            self.ids["note_id"].append(note["id"])
        desk.delete(url, headers={"If-Match": "*"}).raise_for_status()
        for kind in ("customer", "recipient"):
            desk.post(f"/api/{kind}-groups", json={"name": "Stammgäste"}).raise_for_status()

    def _fill_billing(self, desk: httpx.Client) -> None:
        for customer_id in self._copies():
            for _ in range(3):
                draft = desk.post("/api/invoices", json=draft_body(customer_id)).raise_for_status().json()
                self.ids["invoice_id"].append(draft["id"])
            desk.post(f"/api/invoices/{draft['id']}/issue").raise_for_status()
            self.ids["customer_id"].append(customer_id)

    def _fill_messaging(self, desk: httpx.Client) -> None:
        self.ids["customer_id"] = self._copies()
        message = {
            "customer_ids": self.ids["customer_id"],
            "channel": "portal",
            "subject": "Kursbeginn",
            "body": "Am Montag um 9 Uhr.",
        }
        taken = desk.post("/api/messages", json=message).raise_for_status().json()["items"]
        self.ids["message_id"] = [item["id"] for item in taken]

    def _fill_importer(self, desk: httpx.Client) -> None:
        for number in range(5):
            file = f"Nachname;E-Mail\nMüller;m{number}@example.org\n".encode()
            job = desk.post("/api/imports", files={"file": ("kunden.csv", file, "text/csv")})
            self.ids["job_id"].append(job.raise_for_status().json()["id"])

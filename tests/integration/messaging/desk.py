"""What the tests do with the running service, and what they see of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiosmtplib import SMTP
from sqlalchemy import Row, text

from chassis import migrations
from chassis.database import Database
from chassis.events.topics import Topic, ensure_topics
from chassis.ids import new_id
from chassis.process import Runtime, run_worker
from chassis.tokens import Actor, SigningKey, issue, key_set
from deploy.local.ports import free_port
from messaging.bootstrap import SERVICE
from messaging.settings import Settings
from tests.support.apis import api_of, verifier_of
from tests.support.eventually import BUSY, eventually
from tests.support.reports import delivery_report
from tests.support.servers import Stack
from tests.support.smtp_sink import Sink, TakenMail


@dataclass
class Desk:
    """The running service: its API, its neighbours' topics, its relay and its bounce intake."""

    http: httpx.AsyncClient
    anybody: httpx.AsyncClient
    """Has no session."""
    relay: Sink
    settings: Settings
    database: Database
    runtime: Runtime
    producer: AIOKafkaProducer
    token: Callable[[Actor], str]
    versions: dict[UUID, int] = field(default_factory=dict)

    async def publish(
        self,
        topic: str,
        type: str,
        subject: UUID,
        data: dict[str, Any],
        *,
        sequence: int = 0,
        key: UUID | None = None,
        event_id: UUID | None = None,
        source: str = "/stammkunde/customers",
    ) -> None:
        """Publishes an event as its owner would."""
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(event_id or new_id()),
            "ce_type": type,
            "ce_source": source,
            "ce_time": datetime.now(UTC).isoformat(),
            "ce_subject": str(subject),
            "ce_sequence": str(sequence),
            "ce_dataschema": f"urn:stammkunde:schema:{type}",
        }
        await self.producer.send_and_wait(
            self.settings.topic_prefix + topic,
            json.dumps(data, default=str).encode(),
            key=str(key or subject).encode(),
            headers=[(name, value.encode()) for name, value in headers.items()],
        )

    async def customer(
        self,
        customer_id: UUID | None = None,
        *,
        type: str = "created",
        status: str = "active",
        email: str = "jana.muster@example.net",
        **more: Any,
    ) -> UUID:
        """The next snapshot of a customer, a new one unless given."""
        customer_id = customer_id or new_id()
        version = self.versions[customer_id] = self.versions.get(customer_id, 0) + 1
        data = {
            "customer_id": customer_id,
            "number": 1001,
            "status": status,
            "version": version,
            "first_name": "Jana",
            "last_name": "Muster-Groß",
            "email": email,
            "email_version": 1,
            "email_is_placeholder": False,
            "language": "de",
            "newsletter_state": "none",
            "customer_group_ids": [],
            "recipient_group_ids": [],
        } | more
        await self.publish("customers", f"customer.{type}", customer_id, data, sequence=version)
        return customer_id

    async def course_date(
        self, *customer_ids: UUID, course_date_id: UUID | None = None, version: int = 1, **more: Any
    ) -> UUID:
        """A course date with the customers whose participants take part, as billing tells it."""
        course_date_id = course_date_id or new_id()
        data = {
            "course_date_id": course_date_id,
            "title": "Seepferdchen, samstags",
            "starts_at": "2027-01-09T09:00:00Z",
            "ends_at": "2027-03-27T10:00:00Z",
            "status": "planned",
            "customer_ids": list(customer_ids),
        } | more
        await self.publish(
            "course-dates",
            "course_date.changed",
            course_date_id,
            data,
            sequence=version,
            source="/stammkunde/billing",
        )
        return course_date_id

    def as_customer(self, customer_id: UUID) -> dict[str, str]:
        """The headers of a request from the portal."""
        return {"Authorization": f"Bearer {self.token(Actor(uuid4(), 'customer', customer_id, 'Jana'))}"}

    async def upload(self, name: str, content: bytes, media_type: str = "application/pdf") -> dict[str, Any]:
        """Uploads a file; what the API kept."""
        answer = await self.http.post("/api/attachments", files={"file": (name, content, media_type)})
        assert answer.status_code == 201, answer.text
        kept: dict[str, Any] = answer.json()
        return kept

    async def broadcast(
        self,
        audience: dict[str, Any],
        *,
        dry_run: bool = False,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """Writes to an audience."""
        body = {
            "audience": {
                name: chosen if isinstance(chosen, bool) else [str(id_) for id_ in chosen]
                for name, chosen in audience.items()
            },
            "kind": "notice",
            "channel": "email",
            "subject": "Das Bad bleibt zu",
            "body": "{{anrede}}, am Montag bleibt das Bad geschlossen.",
        } | more
        parameters = {"dry_run": "true"} if dry_run else {}
        return await self.http.post("/api/broadcasts", json=body, params=parameters, headers=headers)

    async def broadcast_in(self, status: str, broadcast_id: str, *, within: float = 10.0) -> dict[str, Any]:
        """The broadcast as soon as it has that status."""

        async def look() -> dict[str, Any]:
            answer = await self.http.get(f"/api/broadcasts/{broadcast_id}")
            assert answer.status_code == 200, answer.text
            found: dict[str, Any] = answer.json()
            assert found["status"] == status, found
            return found

        return await eventually(look, within=within)

    async def delete(self, customer_id: UUID) -> None:
        """The end of a customer."""
        version = self.versions[customer_id] = self.versions.get(customer_id, 0) + 1
        await self.publish(
            "customers", "customer.deleted", customer_id, {"customer_id": customer_id}, sequence=version
        )

    async def post(
        self, *customer_ids: UUID, headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """Writes to customers."""
        body = {
            "customer_ids": [str(customer_id) for customer_id in customer_ids],
            "channel": "email",
            "subject": "Kursbeginn am Montag",
            "body": "Liebe Kundin, wir beginnen am Montag um 9 Uhr.",
        } | more
        return await self.http.post("/api/messages", json=body, headers=headers)

    async def write(self, *customer_ids: UUID, **more: Any) -> list[dict[str, Any]]:
        """Writes to customers, as soon as their copies are there; what the API took."""

        async def taken() -> list[dict[str, Any]]:
            answer = await self.post(*customer_ids, **more)
            assert answer.status_code == 202, answer.text
            items: list[dict[str, Any]] = answer.json()["items"]
            return items

        return await eventually(taken)

    async def message(self, message_id: str) -> dict[str, Any]:
        """A message as the API shows it."""
        answer = await self.http.get(f"/api/messages/{message_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def message_in(self, status: str, message_id: str, *, within: float = 10.0) -> dict[str, Any]:
        """The message as soon as it has that status."""

        async def look() -> dict[str, Any]:
            found = await self.message(message_id)
            assert found["status"] == status, found
            return found

        return await eventually(look, within=within)

    async def send_now(self, message_id: str) -> None:
        """The pause before the next attempt is over."""
        async with self.database.transaction() as session:
            await session.execute(
                text("UPDATE messages SET next_attempt_at = now() WHERE id = CAST(:id AS uuid)"),
                {"id": message_id},
            )

    async def time_comes(self) -> datetime:
        """What was written for later is due from now on; this moment, as the database sees it."""
        async with self.database.transaction() as session:
            due: datetime | None = await session.scalar(
                text(
                    "UPDATE messages SET send_at = now(),"
                    " next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN now() END"
                    " WHERE send_at IS NOT NULL RETURNING send_at"
                )
            )
        assert due is not None, "nothing was written for later"
        return due

    async def mail(self, count: int = 1) -> TakenMail:
        """The last of the relay's mails, as soon as it has that many."""

        async def look() -> TakenMail:
            assert len(self.relay.mails) >= count
            return self.relay.mails[-1]

        return await eventually(look)

    async def report(self, mail: TakenMail, *, action: str, status: str, diagnostic: str) -> None:
        """Sends a delivery report about the mail to its return path."""
        mail.message["Return-Path"] = mail.return_path
        report = delivery_report(mail.message, action=action, status=status, diagnostic=diagnostic)
        del mail.message["Return-Path"]
        await self.send_to_intake(mail.return_path, report.as_bytes())

    async def send_to_intake(
        self, recipient: str, raw: bytes, *, sender: str = "", source: str = "127.0.0.1"
    ) -> None:
        """Hands a mail to the bounce intake as a mail server does: with the null sender, from that address."""
        client = SMTP(
            hostname="127.0.0.1",
            port=self.settings.bounce_intake_port,
            start_tls=False,
            local_hostname="mx.test",
            source_address=(source, 0),
        )
        async with client:
            await client.mail(sender)
            await client.rcpt(recipient)
            await client.data(raw)

    async def rows(self, query: str) -> list[Row[Any]]:
        """What the service's database answers."""
        async with self.database.reading() as session:
            return list(await session.execute(text(query)))

    async def events(self, topic: str, count: int, *, within: float = 10.0) -> list[dict[str, Any]]:
        """The first `count` events of a topic: type, id, key, subject, data."""
        consumer = AIOKafkaConsumer(
            self.settings.topic_prefix + topic,
            bootstrap_servers=self.settings.kafka_bootstrap_servers,
            auto_offset_reset="earliest",
        )
        found: list[dict[str, Any]] = []
        await consumer.start()
        try:
            async with asyncio.timeout(within * BUSY):
                while len(found) < count:
                    record = await consumer.getone()
                    headers = {name: value.decode() for name, value in record.headers}
                    found.append(
                        {
                            "type": headers["ce_type"],
                            "id": headers["ce_id"],
                            "key": record.key.decode(),
                            "subject": headers["ce_subject"],
                            "sequence": int(headers["ce_sequence"]),
                            "data": json.loads(record.value),
                        }
                    )
        finally:
            await consumer.stop()
        return found


async def known(desk: Desk, *customer_ids: UUID) -> None:
    """Returns when the copies of the customers have arrived."""

    async def look() -> None:
        assert set(customer_ids) <= {row.customer_id for row in await desk.rows(_COPIES)}

    await eventually(look)


_COPIES = "SELECT customer_id FROM recipients"


@asynccontextmanager
async def messaging_runs(
    relay: Sink, stack: Stack, database_url: str, topic_prefix: str, *, with_worker: bool = True, **more: Any
) -> AsyncIterator[Desk]:
    """Messaging on a database and topics of its own, until the block ends."""
    settings = Settings(
        **{
            "database_url": database_url,
            "kafka_bootstrap_servers": stack.kafka,
            "topic_prefix": topic_prefix,
            "topic_partitions": 2,
            "smtp_url": relay.url,
            "smtp_timeout_seconds": 10.0,
            "mail_from": "Schwimmschule Süd <buero@schule.example>",
            "bounce_domain": "bounces.schule.example",
            "bounce_intake_port": free_port(),
        }
        | more
    )
    await migrations.upgrade(settings.database_url, SERVICE.migrations)
    neighbours = [
        Topic("customers", "compact"),
        Topic("course-dates", "compact"),
        Topic("erasures", "compact"),
        Topic("mail-requests"),
    ]
    await ensure_topics(settings, neighbours)
    database = Database(settings.database_url, SERVICE.name)
    runtime = Runtime(SERVICE, settings, database, asyncio.Event())
    key = SigningKey.generate()
    verifier = verifier_of(lambda: key_set(key))
    api = api_of(SERVICE, settings, database, verifier)
    clerk = Actor(uuid4(), "staff", None, "Jana")

    async def sign(request: httpx.Request) -> None:
        request.headers.setdefault("Authorization", f"Bearer {issue(key, clerk)}")

    producer = AIOKafkaProducer(bootstrap_servers=stack.kafka, acks="all")
    await producer.start()
    worker = asyncio.create_task(run_worker(runtime)) if with_worker else None
    try:
        async with (
            httpx.AsyncClient(
                transport=httpx.ASGITransport(api),
                base_url="http://messaging",
                event_hooks={"request": [sign]},
            ) as http,
            httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://messaging") as anybody,
        ):
            if with_worker:
                await eventually(lambda: _is_ready(runtime), within=60)
            yield Desk(
                http, anybody, relay, settings, database, runtime, producer, lambda actor: issue(key, actor)
            )
    finally:
        runtime.stopping.set()
        if worker is not None:
            await worker
        await producer.stop()
        await api.state.broadcaster.close()
        await database.close()


def _is_ready(runtime: Runtime) -> None:
    assert "consumer" in runtime.checks
    assert not [reason for reason in (check() for check in runtime.checks.values()) if reason]

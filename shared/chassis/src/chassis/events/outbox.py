"""Publishing an event: a row in the same transaction as the change it tells (G1)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from chassis.tracing import traceparent
from chassis.transaction import Transaction

from .published import PublishedEvent

# Ids are given in the order of the publications: PostgreSQL sorts before it evaluates the identity column.
STORE = """INSERT INTO outbox (topic, partition, key, headers, value)
    SELECT topic, partition, key, CAST(headers AS jsonb), value
    FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::bytea[])
        WITH ORDINALITY AS event (topic, partition, key, headers, value, position)
    ORDER BY position"""
"""In the driver's words; its values are those of `published_in`."""

MOST_BYTES = 900_000
"""Of an event's value. Kafka takes a million with key and headers, and what it never takes holds up all behind it."""


class EventTooLarge(Exception):
    """The event would never reach Kafka, so what it tells must not happen either."""

    def __init__(self, type: str, size: int) -> None:
        super().__init__(f"{type} of {size} bytes")
        self.type, self.size = type, size


class Outbox:
    """The outbox of an open transaction (`Database.transaction`).

    The caller has locked the aggregate's row before: ids are taken at the end of the transaction, and their order
    is the order in which the events of one aggregate are sent.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._info = transaction.info

    async def publish(
        self,
        event: PublishedEvent,
        *,
        subject: UUID | str,
        sequence: int,
        key: str | None = None,
        event_id: UUID | None = None,
        partition: int | None = None,
        topic: str | None = None,
    ) -> UUID:
        """Will be published if and only if the transaction commits. Returns the event's id.

        subject: the aggregate's id. sequence: its version (0 for facts). key: the record's key, the subject unless
        given. event_id: only to say the same thing again. partition: only to reach a certain one.
        topic: only for an event that each service sends on a topic of its own. Raises EventTooLarge.
        """
        value = event.value()
        if len(value) > MOST_BYTES:
            raise EventTooLarge(event.type, len(value))
        event_id = event_id or new_id()
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(event_id),
            "ce_type": event.type,
            "ce_source": f"/stammkunde/{self._info['service']}",
            "ce_time": datetime.now(UTC).isoformat(),
            "ce_subject": str(subject),
            "ce_sequence": str(sequence),
            "ce_dataschema": f"urn:stammkunde:schema:{event.type}",
            "content-type": "application/json",
        }
        if parent := traceparent():
            headers["traceparent"] = parent
        waiting = self._info.setdefault("published", [])
        described = orjson.dumps(headers).decode()
        waiting.append((topic or event.topic, partition, key or str(subject), described, value))
        return event_id


def published_in(transaction: Transaction) -> tuple[list[Any], ...]:
    """What the transaction publishes, column by column; nothing when it is nothing."""
    return tuple(map(list, zip(*transaction.info.get("published", ()), strict=True)))


async def store_published(session: AsyncSession) -> None:
    """Writes what was published in the transaction, all in one statement: one for each event costs more than it."""
    if published := published_in(session):
        await (await session.connection()).exec_driver_sql(STORE, published)

"""Publishing an event: a row in the same transaction as the change it tells (G1)."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from chassis.tables import OutboxRow
from chassis.tracing import traceparent

from .published import PublishedEvent


class Outbox:
    """The outbox of an open session.

    The caller has locked the aggregate's row before: ids are taken here, and their order is the order in which
    the events of one aggregate are sent.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

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
        topic: only for an event that each service sends on a topic of its own.
        """
        event_id = event_id or new_id()
        headers = {
            "ce_specversion": "1.0",
            "ce_id": str(event_id),
            "ce_type": event.type,
            "ce_source": f"/stammkunde/{self._session.info['service']}",
            "ce_time": datetime.now(UTC).isoformat(),
            "ce_subject": str(subject),
            "ce_sequence": str(sequence),
            "ce_dataschema": f"urn:stammkunde:schema:{event.type}",
            "content-type": "application/json",
        }
        if parent := traceparent():
            headers["traceparent"] = parent
        await self._session.execute(
            insert(OutboxRow).values(
                topic=topic or event.topic,
                partition=partition,
                key=key or str(subject),
                headers=headers,
                value=event.value(),
            )
        )
        self._session.info["published"] = True
        return event_id

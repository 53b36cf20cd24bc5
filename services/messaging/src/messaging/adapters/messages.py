"""The messages and their history in PostgreSQL."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.ids import new_id
from chassis.transaction import Transaction
from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, MessageTextRow
from messaging.domain.bounce import Bounce, BounceClass, BounceReason
from messaging.domain.message import Channel, Happening, Kind, Message, Status
from messaging.domain.recipient import SuppressedReason

STATE_COLUMNS = (
    *("status", "attempts", "next_attempt_at", "sent_at", "read_at", "suppressed_reason"),
    *("bounce_class", "bounce_reason", "bounce_status", "failure"),
)
"""What changes in the life of a message."""


class SqlMessages:
    """Implements the port `Messages`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, message: Message) -> None:
        """Inserts it; the waiting sender hears of it after the commit."""
        await self.add_many([message])
        tell(self._session, message)

    async def add_many(self, messages: Sequence[Message]) -> None:
        """Inserts them all at once; nobody is told of each."""
        if messages:
            await self._session.execute(insert(MessageRow), [_values(message) for message in messages])
        # The text of a broadcast is searched where it was written, once for all.
        if texts := [_text(message) for message in messages if message.broadcast_id is None]:
            await self._session.execute(insert(MessageTextRow), texts)

    async def customer_of(self, message_id: UUID) -> UUID | None:
        """Reads it."""
        found: UUID | None = await self._session.scalar(
            select(MessageRow.customer_id).where(MessageRow.id == message_id)
        )
        return found

    async def lock(self, message_id: UUID) -> Message | None:
        """The message FOR UPDATE."""
        row = await self._session.scalar(
            select(MessageRow)
            .where(MessageRow.id == message_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return message_of(row) if row else None

    async def lock_waiting(self, customer_id: UUID) -> list[Message]:
        """The waiting ones FOR UPDATE, oldest first."""
        united = (await self._session.scalars(select(func.united_with(customer_id)))).all()
        rows = await self._session.scalars(
            select(MessageRow)
            .where(MessageRow.customer_id.in_(united), MessageRow.next_attempt_at.is_not(None))
            .order_by(MessageRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return [message_of(row) for row in rows]

    async def lock_doubles(self, customer_id: UUID) -> list[Message]:
        """FOR UPDATE, where more than one of a submission is the customer's and one of them waits."""
        united = (await self._session.scalars(select(func.united_with(customer_id)))).all()
        waits = or_(MessageRow.next_attempt_at.is_not(None), MessageRow.status == Status.QUEUED.value)
        several = (
            select(MessageRow.submission_id)
            .where(MessageRow.customer_id.in_(united))
            .group_by(MessageRow.submission_id)
            .having(func.count() > 1, func.bool_or(waits))
        )
        rows = await self._session.scalars(
            select(MessageRow)
            .where(MessageRow.customer_id.in_(united), MessageRow.submission_id.in_(several))
            .order_by(MessageRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return [message_of(row) for row in rows]

    async def was_sent_to(self, message: Message, customer_id: UUID) -> bool:
        """By its customer, or by one of its attempts."""
        if message.customer_id == customer_id:
            return True
        attempts = exists().where(AttemptRow.message_id == message.id, AttemptRow.customer_id == customer_id)
        return bool(await self._session.scalar(select(attempts)))

    async def is_anothers(self, message_id: UUID, customer_id: UUID) -> bool:
        """By its customer and its attempts."""
        went_to = exists().where(AttemptRow.message_id == message_id, AttemptRow.customer_id == customer_id)
        of_another = exists().where(MessageRow.id == message_id, MessageRow.customer_id != customer_id)
        return bool(await self._session.scalar(select(of_another & ~went_to)))

    async def tried_at(self, message: Message) -> datetime | None:
        """By its attempts."""
        began: datetime | None = await self._session.scalar(
            select(func.max(AttemptRow.started_at)).where(AttemptRow.message_id == message.id)
        )
        return began

    async def save(self, message: Message) -> None:
        """Updates the state and counts the version up."""
        await self._session.execute(
            update(MessageRow)
            .where(MessageRow.id == message.id)
            .values(**state_of(message), version=MessageRow.version + 1)
        )
        tell(self._session, message)

    async def note(
        self,
        message: Message,
        happening: Happening,
        at: datetime,
        *,
        reason: str | None = None,
        bounce: Bounce | None = None,
        by: UUID | None = None,
    ) -> None:
        """Inserts a line of history; a bounce brings reason, class and status."""
        await self._session.execute(
            insert(HistoryRow).values(history_line(message, happening, at, reason, bounce, by))
        )

    async def note_many(self, messages: Sequence[Message], happening: Happening, at: datetime) -> None:
        """Inserts the same line for each, with the reason of those that are suppressed."""
        if messages:
            await self._session.execute(
                insert(HistoryRow),
                [
                    {
                        "id": new_id(),
                        "message_id": message.id,
                        "type": happening.value,
                        "at": at,
                        "reason": message.suppressed_reason and message.suppressed_reason.value,
                    }
                    for message in messages
                ],
            )

    async def of_submission(self, submission_id: UUID) -> list[Message]:
        """What the submission created, in its order: the ids ascend with it."""
        rows = await self._session.scalars(
            select(MessageRow).where(MessageRow.submission_id == submission_id).order_by(MessageRow.id)
        )
        return [message_of(row) for row in rows]


def tell(transaction: Transaction, message: Message) -> None:
    """After the commit every open browser hears that it changed, and so does a waiting sender."""
    announce(transaction, "message", message.id, customer_id=message.customer_id)


def _values(message: Message) -> dict[str, object]:
    return {
        "id": message.id,
        "customer_id": message.customer_id,
        "submission_id": message.submission_id,
        "channel": message.channel.value,
        "kind": message.kind.value,
        "subject": message.subject,
        "body": message.body,
        "html": message.html,
        "broadcast_id": message.broadcast_id,
        "confirm_blocked": message.confirm_blocked,
        "created_at": message.created_at,
        "created_by": message.created_by,
        "request_id": message.request_id,
        "template": message.template,
        "send_at": message.send_at,
        "attachments": message.attachments,
        **state_of(message),
    }


def _text(message: Message) -> dict[str, object]:
    return {"message_id": message.id, "text": f"{message.subject}\n{message.body}".lower()}


def state_of(message: Message) -> dict[str, object]:
    """`STATE_COLUMNS` with their values."""
    return {
        "status": message.status.value,
        "attempts": message.attempts,
        "next_attempt_at": message.next_attempt_at,
        "sent_at": message.sent_at,
        "read_at": message.read_at,
        "suppressed_reason": message.suppressed_reason and message.suppressed_reason.value,
        "bounce_class": message.bounce.bounce_class.value if message.bounce else None,
        "bounce_reason": message.bounce.reason.value if message.bounce else None,
        "bounce_status": message.bounce.status if message.bounce else None,
        "failure": message.failure,
    }


def history_line(
    message: Message,
    happening: Happening,
    at: datetime,
    reason: str | None,
    bounce: Bounce | None,
    by: UUID | None,
) -> dict[str, object]:
    """A line of history, by column."""
    return {
        "id": new_id(),
        "message_id": message.id,
        "type": happening.value,
        "at": at,
        "reason": bounce.reason.value if bounce else reason,
        "bounce_class": bounce.bounce_class.value if bounce else None,
        "bounce_status": bounce.status if bounce else None,
        "by_account": by,
    }


def message_of(row: Any) -> Message:
    """The row as the domain sees it."""
    return Message(
        id=row.id,
        customer_id=row.customer_id,
        submission_id=row.submission_id,
        channel=Channel(row.channel),
        kind=Kind(row.kind),
        subject=row.subject,
        body=row.body,
        confirm_blocked=row.confirm_blocked,
        created_at=row.created_at,
        created_by=row.created_by,
        request_id=row.request_id,
        html=row.html,
        broadcast_id=row.broadcast_id,
        send_at=row.send_at,
        attachments=row.attachments,
        template=row.template,
        **state_in(row),
    )


def state_in(row: Any) -> dict[str, Any]:
    """`STATE_COLUMNS` of a row as the domain sees them."""
    bounce = None
    if row.bounce_class and row.bounce_reason:
        bounce = Bounce(BounceClass(row.bounce_class), BounceReason(row.bounce_reason), row.bounce_status)
    return {
        "status": Status(row.status),
        "attempts": row.attempts,
        "next_attempt_at": row.next_attempt_at,
        "sent_at": row.sent_at,
        "read_at": row.read_at,
        "suppressed_reason": SuppressedReason(row.suppressed_reason) if row.suppressed_reason else None,
        "bounce": bounce,
        "failure": row.failure,
    }

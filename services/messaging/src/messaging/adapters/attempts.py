"""The attempts in PostgreSQL, and the claim that begins one."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import DateTime, bindparam, delete, exists, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.messages import message_of
from messaging.adapters.recipients import recipient_of
from messaging.adapters.tables import AttemptRow, MessageRow, RecipientRow
from messaging.domain.attempt import Attempt, AttemptResult, Reply, Stage
from messaging.domain.message import Message
from messaging.domain.recipient import Recipient, RecipientStatus

REPLY_LENGTH = 1_000

# Two tables under two kinds of lock: SQLAlchemy's expression language has one locking clause per statement.
_CLAIM = text(
    """
    SELECT messages.id, recipients.customer_id AS recipient_id
      FROM messages JOIN recipients ON recipients.customer_id = survivor_of(messages.customer_id)
     WHERE messages.next_attempt_at <= :now
     ORDER BY messages.next_attempt_at, messages.id
     LIMIT 1
       FOR UPDATE OF messages SKIP LOCKED
       FOR SHARE OF recipients SKIP LOCKED
    """
).bindparams(bindparam("now", type_=DateTime(timezone=True)))


class Claim(NamedTuple):
    """A message that is due, locked, and its recipient, held: of a merged customer the survivor."""

    message: Message
    recipient: Recipient


async def claim_due(session: AsyncSession, now: datetime) -> Claim | None:
    """The message that has been due longest, locked, with its recipient held; None when none is due.

    Whatever another sender has claimed is passed over, and so is a customer who is being blocked, changed or
    purged at this moment. It therefore waits for nobody, and nobody waits for it in a circle.
    """
    found = (await session.execute(_CLAIM, {"now": now})).first()
    if found is None:
        return None
    message, recipient = (
        await session.execute(
            select(MessageRow, RecipientRow)
            .join(RecipientRow, RecipientRow.customer_id == found.recipient_id)
            .where(MessageRow.id == found.id)
        )
    ).one()
    if recipient.status == RecipientStatus.MERGED.value:  # at this moment: the next look finds the survivor
        return None
    return Claim(message_of(message), recipient_of(recipient))


async def lease_requested(session: AsyncSession, message: Message, until: datetime) -> None:
    """Nobody else takes the locked message before then, while what it needs is fetched."""
    message.next_attempt_at = until
    await session.execute(update(MessageRow).where(MessageRow.id == message.id).values(next_attempt_at=until))


async def is_anything_due(session: AsyncSession, now: datetime) -> bool:
    """Whether a sender has something to do."""
    return bool(await session.scalar(select(exists().where(MessageRow.next_attempt_at <= now))))


async def owners_sending(session: AsyncSession, except_for: int) -> Collection[int]:
    """The other senders that have unfinished attempts, living or not."""
    return (
        await session.scalars(
            select(AttemptRow.owner)
            .where(AttemptRow.result == AttemptResult.SENDING.value, AttemptRow.owner != except_for)
            .distinct()
        )
    ).all()


class SqlAttempts:
    """Implements the port `Attempts`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, attempt: Attempt) -> None:
        """Inserts it."""
        await self._session.execute(
            insert(AttemptRow).values(
                id=attempt.id,
                message_id=attempt.message_id,
                customer_id=attempt.customer_id,
                number=attempt.number,
                owner=attempt.owner,
                token=attempt.token,
                address=attempt.address,
                email_version=attempt.email_version,
                started_at=attempt.started_at,
                result=attempt.result.value,
            )
        )

    async def get(self, attempt_id: UUID) -> Attempt | None:
        """Reads it."""
        row = await self._session.get(AttemptRow, attempt_id, populate_existing=True)
        return _attempt_of(row) if row else None

    async def last_of(self, message_id: UUID) -> Attempt | None:
        """That of the highest number."""
        row = await self._session.scalar(
            select(AttemptRow)
            .where(AttemptRow.message_id == message_id)
            .order_by(AttemptRow.number.desc(), AttemptRow.id.desc())
            .limit(1)
        )
        return _attempt_of(row) if row else None

    async def save(self, attempt: Attempt) -> None:
        """Updates how it ended; of a long answer the beginning is kept."""
        reply = attempt.reply
        await self._session.execute(
            update(AttemptRow)
            .where(AttemptRow.id == attempt.id)
            .values(
                result=attempt.result.value,
                finished_at=attempt.finished_at,
                reply_stage=reply.stage.value if reply else None,
                reply_code=reply.code if reply else None,
                reply_text=reply.text.replace("\x00", "")[:REPLY_LENGTH] if reply else None,
            )
        )

    async def remove(self, attempt: Attempt) -> None:
        """Deletes it."""
        await self._session.execute(delete(AttemptRow).where(AttemptRow.id == attempt.id))

    async def unfinished_of(self, owner: int) -> list[Attempt]:
        """Those still `sending`, in the order of their customers, which is the order of all locks."""
        rows = await self._session.scalars(
            select(AttemptRow)
            .where(AttemptRow.owner == owner, AttemptRow.result == AttemptResult.SENDING.value)
            .order_by(AttemptRow.customer_id)
        )
        return [_attempt_of(row) for row in rows]


def _attempt_of(row: AttemptRow) -> Attempt:
    reply = None
    if row.reply_code is not None and row.reply_stage is not None:
        reply = Reply(Stage(row.reply_stage), row.reply_code, row.reply_text or "")
    return Attempt(
        id=row.id,
        message_id=row.message_id,
        customer_id=row.customer_id,
        number=row.number,
        owner=row.owner,
        token=row.token,
        address=row.address,
        email_version=row.email_version,
        started_at=row.started_at,
        result=AttemptResult(row.result),
        finished_at=row.finished_at,
        reply=reply,
    )

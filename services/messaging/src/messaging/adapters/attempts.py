"""The attempts in PostgreSQL, and the claim that begins one."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Text, Uuid, all_, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import AttemptRow, MessageRow, RecipientRow
from messaging.domain.attempt import Attempt, AttemptResult, Reply, Stage
from messaging.domain.message import Message
from messaging.domain.recipient import Recipient

REPLY_LENGTH = 1_000
BEGINNING_COLUMNS = (
    *("id", "message_id", "customer_id", "number", "owner"),
    *("token", "address", "email_version", "started_at", "result"),
)
END_COLUMNS = ("result", "finished_at", "reply_stage", "reply_code", "reply_text")

_DOMAIN = func.lower(func.coalesce(func.split_part(RecipientRow.email, "@", 2), ""))
_DUE = (
    select(MessageRow.id, _DOMAIN.label("domain"))
    .join(RecipientRow, RecipientRow.customer_id == MessageRow.customer_id)
    .where(
        MessageRow.next_attempt_at <= bindparam("now"),
        MessageRow.id != all_(bindparam("known", type_=ARRAY(Uuid()))),
        all_(bindparam("passing_over", type_=ARRAY(Text()))) != _DOMAIN,
    )
    .order_by(MessageRow.broadcast_id.is_not(None), MessageRow.next_attempt_at, MessageRow.id)
    .limit(bindparam("most"))
)


class Claim(NamedTuple):
    """A message that is due, locked, and its recipient, held: of a merged customer the survivor."""

    message: Message
    recipient: Recipient


async def due_mails(
    session: AsyncSession, now: datetime, limit: int, known: Collection[UUID], passing_over: Collection[str]
) -> Sequence[tuple[UUID, str]]:
    """The messages that have been due longest, and the domains they go to; neither known ones nor those domains.

    Those of broadcasts come after all others: nobody waits for a new password until thousands have their newsletter.

    Of a message to somebody who was merged since the domain is empty.
    """
    return [
        (row.id, row.domain)
        for row in await session.execute(
            _DUE, {"now": now, "most": limit, "known": list(known), "passing_over": list(passing_over)}
        )
    ]


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
        await self._session.execute(insert(AttemptRow).values(columns_of(attempt)))

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
        ended = update(AttemptRow).where(AttemptRow.id == attempt.id).values(end_of(attempt))
        await self._session.execute(ended)

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


def columns_of(attempt: Attempt) -> dict[str, object]:
    """A new attempt, by column."""
    return {
        "id": attempt.id,
        "message_id": attempt.message_id,
        "customer_id": attempt.customer_id,
        "number": attempt.number,
        "owner": attempt.owner,
        "token": attempt.token,
        "address": attempt.address,
        "email_version": attempt.email_version,
        "started_at": attempt.started_at,
        "result": attempt.result.value,
    }


def end_of(attempt: Attempt) -> dict[str, object]:
    """How an attempt ended, by column; of a long answer the beginning."""
    reply = attempt.reply
    return {
        "result": attempt.result.value,
        "finished_at": attempt.finished_at,
        "reply_stage": reply.stage.value if reply else None,
        "reply_code": reply.code if reply else None,
        "reply_text": reply.text.replace("\x00", "")[:REPLY_LENGTH] if reply else None,
    }


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

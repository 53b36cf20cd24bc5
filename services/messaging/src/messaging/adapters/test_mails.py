"""How many test mails an account had sent lately."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from messaging.adapters.composing_tables import TestMailRow
from messaging.domain.errors import TooManyTestMails

MOST_PER_HOUR = 20
_HOUR = timedelta(hours=1)


async def count_test_mail(session: AsyncSession, account_id: UUID, now: datetime) -> None:
    """Counts one more, before it is sent. Raises TooManyTestMails."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('messaging.test-mails'), hashtext(:account))"),
        {"account": str(account_id)},
    )
    sent = await session.scalar(
        select(func.count()).where(TestMailRow.account_id == account_id, TestMailRow.sent_at > now - _HOUR)
    )
    if (sent or 0) >= MOST_PER_HOUR:
        raise TooManyTestMails(account_id)
    await session.execute(insert(TestMailRow).values(id=new_id(), account_id=account_id, sent_at=now))


async def forget_test_mails(session: AsyncSession, now: datetime) -> None:
    """Deletes what counts no more."""
    await session.execute(delete(TestMailRow).where(TestMailRow.sent_at <= now - _HOUR))

"""Mails to staff accounts in PostgreSQL: no address, no text."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import AccountMailRow
from messaging.domain.account_mail import GIVEN_UP_AFTER, KEPT_FOR, AccountMail, AccountMailStatus


class SqlAccountMails:
    """Implements the port `AccountMails`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, mail: AccountMail) -> bool:
        """Inserts it unless it is known."""
        added = await self._session.scalar(
            insert(AccountMailRow)
            .values(
                request_id=mail.request_id,
                account_id=mail.account_id,
                template=mail.template,
                created_at=mail.created_at,
                status=mail.status.value,
                next_attempt_at=mail.next_attempt_at,
            )
            .on_conflict_do_nothing()
            .returning(AccountMailRow.request_id)
        )
        return added is not None

    async def lease(self, now: datetime, until: datetime) -> AccountMail | None:
        """The mail that has been due longest; nobody else takes it before `until`."""
        row = await self._session.scalar(
            select(AccountMailRow)
            .where(AccountMailRow.next_attempt_at <= now)
            .order_by(AccountMailRow.next_attempt_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.next_attempt_at = until
        await self._session.flush()
        return _mail(row)

    async def lock_leased(self, leased: AccountMail) -> AccountMail | None:
        """The mail FOR UPDATE, if the lease is still ours."""
        row = await self._session.scalar(
            select(AccountMailRow)
            .where(
                AccountMailRow.request_id == leased.request_id,
                AccountMailRow.next_attempt_at == leased.next_attempt_at,
            )
            .with_for_update()
        )
        return _mail(row) if row else None

    async def save(self, mail: AccountMail) -> None:
        """Stores where it is."""
        await self._session.execute(
            update(AccountMailRow)
            .where(AccountMailRow.request_id == mail.request_id)
            .values(status=mail.status.value, attempts=mail.attempts, next_attempt_at=mail.next_attempt_at)
        )

    async def remove(self, request_id: UUID) -> None:
        """Deletes it."""
        await self._session.execute(delete(AccountMailRow).where(AccountMailRow.request_id == request_id))

    async def forget_old(self, now: datetime) -> None:
        """Deletes what is over since a day, and what nobody waits for any more."""
        over = AccountMailRow.next_attempt_at.is_(None) & (AccountMailRow.created_at < now - KEPT_FOR)
        await self._session.execute(
            delete(AccountMailRow).where(or_(over, AccountMailRow.created_at < now - GIVEN_UP_AFTER))
        )


def _mail(row: AccountMailRow) -> AccountMail:
    return AccountMail(
        request_id=row.request_id,
        account_id=row.account_id,
        template=row.template,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        status=AccountMailStatus(row.status),
        attempts=row.attempts,
    )

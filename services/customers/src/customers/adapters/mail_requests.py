"""Mails to accounts and their one-time links in PostgreSQL. A link is stored as a hash."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import MailRequestRow
from customers.domain.account import REQUEST_LASTS, AccountMail, MailRequest


class StoredMailRequests:
    """Implements `MailRequests` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, request: MailRequest) -> None:
        """Stores it."""
        await self._session.execute(
            insert(MailRequestRow).values(
                id=request.id,
                account_id=request.account_id,
                mail=request.mail.value,
                requested_at=request.requested_at,
            )
        )

    async def account_of_request(self, request_id: UUID) -> UUID | None:
        """Whose mail it is to be; None for one that is not wanted any more."""
        account_id: UUID | None = await self._session.scalar(
            select(MailRequestRow.account_id).where(MailRequestRow.id == request_id)
        )
        return account_id

    async def for_change(self, request_id: UUID) -> MailRequest | None:
        """Locks and reads."""
        row = await self._session.get(
            MailRequestRow, request_id, with_for_update=True, populate_existing=True
        )
        if row is None:
            return None
        return MailRequest(row.id, row.account_id, AccountMail(row.mail), row.requested_at)

    async def keep_link(
        self, request_id: UUID, token_hash: bytes, expires_at: datetime, email_version: int
    ) -> None:
        """The link that is valid from now on; the former one of the same request is not any more."""
        await self._session.execute(
            update(MailRequestRow)
            .where(MailRequestRow.id == request_id)
            .values(token_hash=token_hash, expires_at=expires_at, email_version=email_version)
        )

    async def account_of_link(self, token_hash: bytes, now: datetime) -> tuple[UUID, int] | None:
        """Whose link it is, and for which version of the address; None when it is over."""
        found = (
            await self._session.execute(
                select(MailRequestRow.account_id, MailRequestRow.email_version).where(
                    MailRequestRow.token_hash == token_hash, MailRequestRow.expires_at > now
                )
            )
        ).one_or_none()
        return found and (found.account_id, found.email_version)

    async def drop_links(self, account_id: UUID) -> None:
        """No link of the account is valid any more, also none that is still to be fetched."""
        with_link = [mail.value for mail in AccountMail if mail.carries_link]
        await self._session.execute(
            delete(MailRequestRow).where(
                MailRequestRow.account_id == account_id, MailRequestRow.mail.in_(with_link)
            )
        )

    async def count_since(self, account_id: UUID, mail: str, since: datetime) -> int:
        """How many of these mails were asked for."""
        count = select(func.count()).where(
            MailRequestRow.account_id == account_id,
            MailRequestRow.mail == mail,
            MailRequestRow.requested_at > since,
        )
        return await self._session.scalar(count) or 0


async def forget_old_requests(session: AsyncSession, now: datetime) -> None:
    """Requests that nobody waits for any more are gone."""
    await session.execute(delete(MailRequestRow).where(MailRequestRow.requested_at < now - REQUEST_LASTS))

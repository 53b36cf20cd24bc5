"""Sessions in PostgreSQL."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import AccountRow, SessionRow
from customers.adapters.accounts import account_of
from customers.adapters.tables import CustomerRow
from customers.domain.account import Account, Session


class StoredSessions:
    """Implements `Sessions` on an open session of the database."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open(self, token_hash: bytes, session: Session) -> None:
        """Stores a new session and forgets expired ones."""
        await self.forget_expired(session.created_at)
        await self._session.execute(
            insert(SessionRow).values(
                token_hash=token_hash,
                id=session.id,
                account_id=session.account.id,
                client=session.client,
                created_at=session.created_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
            )
        )

    async def forget_expired(self, now: datetime) -> None:
        """Those that have ended are removed."""
        await self._session.execute(delete(SessionRow).where(SessionRow.expires_at < now))

    async def read(self, token_hash: bytes, now: datetime) -> Session | None:
        """The session, unless it has ended or its account may not log in any more."""
        found = (
            await self._session.execute(
                select(SessionRow, AccountRow, CustomerRow)
                .join(AccountRow, AccountRow.id == SessionRow.account_id)
                .join(CustomerRow, CustomerRow.id == AccountRow.customer_id, isouter=True)
                .where(SessionRow.token_hash == token_hash, SessionRow.expires_at > now)
            )
        ).one_or_none()
        if found is None:
            return None
        session = _session(found[0], account_of(found[1], found[2]))
        return session if session.account.may_log_in else None

    async def of_account(self, account: Account, now: datetime) -> list[Session]:
        """The account's sessions that have not ended, the one used last first."""
        rows = await self._session.scalars(
            select(SessionRow)
            .where(SessionRow.account_id == account.id, SessionRow.expires_at > now)
            .order_by(SessionRow.last_seen_at.desc(), SessionRow.id.desc())
        )
        return [_session(row, account) for row in rows]

    async def prolong(self, token_hash: bytes, now: datetime, expires_at: datetime) -> None:
        """The session is used now, and ends then."""
        await self._session.execute(
            update(SessionRow)
            .where(SessionRow.token_hash == token_hash)
            .values(last_seen_at=now, expires_at=expires_at)
        )

    async def end(self, token_hash: bytes) -> Account | None:
        """Ends one session; answers whose it was."""
        ended = (
            await self._session.execute(
                delete(SessionRow).where(SessionRow.token_hash == token_hash).returning(SessionRow.account_id)
            )
        ).first()
        if ended is None:
            return None
        row = await self._session.get_one(AccountRow, ended.account_id)
        return account_of(row, None)

    async def end_one(self, account_id: UUID, session_id: UUID) -> bool:
        """Ends this session of the account; False when it has none of that id."""
        ended = await self._session.execute(
            delete(SessionRow)
            .where(SessionRow.account_id == account_id, SessionRow.id == session_id)
            .returning(SessionRow.id)
        )
        return ended.first() is not None

    async def end_all(self, account_id: UUID, *, but_not: UUID | None = None) -> int:
        """Ends the sessions of an account, but one if it is named; answers how many."""
        statement = delete(SessionRow).where(SessionRow.account_id == account_id)
        if but_not is not None:
            statement = statement.where(SessionRow.id != but_not)
        return len((await self._session.execute(statement.returning(SessionRow.id))).all())

    async def end_all_of_customer(self, customer_id: UUID) -> int:
        """Ends the sessions of a customer's portal account; answers how many."""
        account = select(AccountRow.id).where(AccountRow.customer_id == customer_id)
        ended = delete(SessionRow).where(SessionRow.account_id.in_(account)).returning(SessionRow.id)
        return len((await self._session.execute(ended)).all())


def _session(row: SessionRow, account: Account) -> Session:
    return Session(row.id, account, row.client, row.created_at, row.last_seen_at, row.expires_at)

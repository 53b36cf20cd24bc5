"""Accounts, sessions, failed logins and signing keys in PostgreSQL."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tokens import SigningKey
from customers.adapters.account_tables import AccountRow, FailedLoginRow, SessionRow, SigningKeyRow
from customers.domain.account import Account, Session
from customers.domain.throttle import FORGOTTEN_AFTER

ROTATED_EVERY = timedelta(days=30)
PUBLISHED_AHEAD = timedelta(minutes=10)  # verifiers keep the key set for five
KEPT_AFTER = timedelta(minutes=10)  # tokens live for one


class StoredAccounts:
    """Implements `Accounts` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_email(self, email: str) -> Account | None:
        """The account that logs in with this address, in whatever case."""
        key = email.strip().casefold()
        row = await self._session.scalar(select(AccountRow).where(AccountRow.email_key == key))
        return None if row is None else _account(row)

    async def keep_owner(self, account: Account) -> UUID:
        """Creates the account, or gives the one with this address the new hash, and answers its id."""
        statement = upsert(AccountRow).values(
            id=account.id,
            email=account.email,
            email_key=account.email.strip().casefold(),
            name=account.name,
            role=account.role,
            password_hash=account.password_hash,
        )
        kept: UUID | None = await self._session.scalar(
            statement.on_conflict_do_update(
                index_elements=[AccountRow.email_key],
                set_={"password_hash": account.password_hash, "role": account.role},
            ).returning(AccountRow.id)
        )
        assert kept is not None
        return kept

    async def open_session(self, token_hash: bytes, session: Session) -> None:
        """Stores a new session and forgets expired ones."""
        await self._session.execute(delete(SessionRow).where(SessionRow.expires_at < session.created_at))
        await self._session.execute(
            insert(SessionRow).values(
                token_hash=token_hash,
                account_id=session.account.id,
                created_at=session.created_at,
                expires_at=session.expires_at,
            )
        )

    async def session(self, token_hash: bytes, now: datetime) -> Session | None:
        """The session, unless it has ended."""
        found = (
            await self._session.execute(
                select(SessionRow, AccountRow)
                .join(AccountRow, AccountRow.id == SessionRow.account_id)
                .where(SessionRow.token_hash == token_hash, SessionRow.expires_at > now)
            )
        ).one_or_none()
        if found is None:
            return None
        row, account = found
        return Session(_account(account), row.created_at, row.expires_at)

    async def prolong(self, token_hash: bytes, expires_at: datetime) -> None:
        """Moves the end of a session."""
        await self._session.execute(
            update(SessionRow).where(SessionRow.token_hash == token_hash).values(expires_at=expires_at)
        )

    async def end_session(self, token_hash: bytes) -> None:
        """Ends one session; unknown ones are ended already."""
        await self._session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))

    async def end_sessions_of(self, account_id: UUID) -> None:
        """Ends all sessions of an account."""
        await self._session.execute(delete(SessionRow).where(SessionRow.account_id == account_id))


class StoredFailedLogins:
    """Implements `FailedLogins` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, key: bytes, now: datetime) -> tuple[int, datetime] | None:
        """How many, and the last; None when they are forgotten."""
        found = (
            await self._session.execute(
                select(FailedLoginRow.failures, FailedLoginRow.last_at).where(
                    FailedLoginRow.key == key, FailedLoginRow.last_at > now - FORGOTTEN_AFTER
                )
            )
        ).one_or_none()
        return None if found is None else (found.failures, found.last_at)

    async def add(self, key: bytes, now: datetime) -> None:
        """One more; those long past are removed."""
        await self._session.execute(
            delete(FailedLoginRow).where(FailedLoginRow.last_at < now - FORGOTTEN_AFTER)
        )
        await self._session.execute(
            upsert(FailedLoginRow)
            .values(key=key, failures=1, last_at=now)
            .on_conflict_do_update(
                index_elements=[FailedLoginRow.key],
                set_={"failures": FailedLoginRow.failures + 1, "last_at": now},
            )
        )

    async def forget(self, key: bytes) -> None:
        """Starts anew."""
        await self._session.execute(delete(FailedLoginRow).where(FailedLoginRow.key == key))


async def published_keys(session: AsyncSession) -> list[SigningKey]:
    """All keys whose tokens are to be believed, also the next one."""
    pems = await session.scalars(select(SigningKeyRow.private_pem).order_by(SigningKeyRow.signs_from))
    return [_signing_key(pem) for pem in pems]


async def signing_key(session: AsyncSession, now: datetime) -> SigningKey:
    """The key that signs now."""
    pem = await session.scalar(
        select(SigningKeyRow.private_pem)
        .where(SigningKeyRow.signs_from <= now)
        .order_by(SigningKeyRow.signs_from.desc())
        .limit(1)
    )
    assert pem is not None, "the api makes the first key before it opens its ports"
    return _signing_key(pem)


async def rotate_signing_keys(session: AsyncSession, now: datetime) -> None:
    """There is a key that signs; a due successor is published ahead; keys without valid tokens are gone."""
    await session.execute(text("select pg_advisory_xact_lock(hashtext('signing_keys'))"))
    newest = await session.scalar(select(func.max(SigningKeyRow.signs_from)))
    if newest is None or newest < now - ROTATED_EVERY:
        key = SigningKey.generate()
        signs_from = now if newest is None else now + PUBLISHED_AHEAD
        await session.execute(
            insert(SigningKeyRow).values(kid=key.kid, private_pem=key.to_pem(), signs_from=signs_from)
        )
    current = (
        select(func.max(SigningKeyRow.signs_from))
        .where(SigningKeyRow.signs_from <= now - KEPT_AFTER)
        .scalar_subquery()
    )
    await session.execute(delete(SigningKeyRow).where(SigningKeyRow.signs_from < current))


@lru_cache(maxsize=16)
def _signing_key(pem: str) -> SigningKey:
    return SigningKey.from_pem(pem)


def _account(row: AccountRow) -> Account:
    return Account(row.id, row.email, row.name, row.role, row.password_hash, row.customer_id)

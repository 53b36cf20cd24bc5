"""The keys that sign what a session stands for, in PostgreSQL."""

from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tokens import SigningKey
from customers.adapters.account_tables import SigningKeyRow

ROTATED_EVERY = timedelta(days=30)
PUBLISHED_AHEAD = timedelta(minutes=10)  # verifiers keep the key set for five
KEPT_AFTER = timedelta(minutes=10)  # tokens live for one


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

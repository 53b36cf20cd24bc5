"""Failed logins in PostgreSQL."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import FailedLoginRow
from customers.domain.throttle import FORGOTTEN_AFTER


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
        """One more; those long past count no longer."""
        await self.forget_old(now)
        await self._session.execute(
            upsert(FailedLoginRow)
            .values(key=key, failures=1, last_at=now)
            .on_conflict_do_update(
                index_elements=[FailedLoginRow.key],
                set_={"failures": FailedLoginRow.failures + 1, "last_at": now},
            )
        )

    async def forget_old(self, now: datetime) -> None:
        """Those long past are removed."""
        await self._session.execute(
            delete(FailedLoginRow).where(FailedLoginRow.last_at < now - FORGOTTEN_AFTER)
        )

    async def forget(self, key: bytes) -> None:
        """Starts anew."""
        await self._session.execute(delete(FailedLoginRow).where(FailedLoginRow.key == key))

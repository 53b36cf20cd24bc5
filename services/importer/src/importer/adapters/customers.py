"""What is known of customers, and the answers to their deletion."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.personal_data import purged
from importer.adapters.data_map import DATA_MAP
from importer.adapters.tables import CustomerEmailRow, PurgeRow

_ALL = 0x414C4C  # alone for a file that is checked to its end, shared by deletions; two numbers are no customer's lock


class StoredCustomerEmails:
    """Ids and hashes. A deleted customer's id stays, so that nothing late brings a hash back."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def owners(self, hashes: Sequence[bytes]) -> Mapping[bytes, UUID]:
        """The customers who have one of these e-mails; merged ones have none."""
        found = await self._session.execute(
            select(CustomerEmailRow.email_hash, CustomerEmailRow.customer_id).where(
                CustomerEmailRow.email_hash.in_(hashes), CustomerEmailRow.merged_into.is_(None)
            )
        )
        return {email_hash: customer_id for email_hash, customer_id in found if email_hash is not None}

    async def keep(self, customer_id: UUID, email_hash: bytes | None) -> bool:
        """The customer has this e-mail now; False when they were deleted."""
        statement = insert(CustomerEmailRow).values(
            customer_id=customer_id, email_hash=email_hash, deleted=False, merged_into=None
        )
        kept = await self._session.scalar(
            statement.on_conflict_do_update(
                index_elements=["customer_id"],
                set_={"email_hash": statement.excluded.email_hash, "merged_into": None},
                where=CustomerEmailRow.deleted.is_(False),
            ).returning(CustomerEmailRow.customer_id)
        )
        return kept is not None

    async def merge(self, customer_id: UUID, into: UUID) -> bool:
        """The customer is an alias now; False when they were deleted."""
        statement = insert(CustomerEmailRow).values(
            customer_id=customer_id, email_hash=None, deleted=False, merged_into=into
        )
        merged = await self._session.scalar(
            statement.on_conflict_do_update(
                index_elements=["customer_id"],
                set_={"merged_into": into},
                where=CustomerEmailRow.deleted.is_(False),
            ).returning(CustomerEmailRow.customer_id)
        )
        return merged is not None

    async def is_alive(self, customer_id: UUID) -> bool:
        """Whether they are not deleted; a deletion waits for this transaction, and this for a deletion.

        An advisory lock, because there may be no row yet, and because answers and snapshots of the same
        customers arrive at once: row locks taken in two orders would be deadlocks.
        """
        await self._session.execute(select(func.pg_advisory_xact_lock_shared(_lock(customer_id))))
        deleted = await self._session.scalar(
            select(CustomerEmailRow.deleted).where(CustomerEmailRow.customer_id == customer_id)
        )
        return not deleted

    async def deleted_among(self, customer_ids: Collection[UUID]) -> Sequence[UUID]:
        """Those who are deleted; no other customer is until this transaction ends.

        One lock for all, because a file may name more customers than PostgreSQL has room for locks.
        """
        await self._session.execute(select(func.pg_advisory_xact_lock(_ALL, 0)))
        asked = bindparam("ids", list(customer_ids), type_=ARRAY(Uuid()))
        found = await self._session.scalars(
            select(CustomerEmailRow.customer_id)
            .where(CustomerEmailRow.customer_id == any_(asked), CustomerEmailRow.deleted)
            .order_by(CustomerEmailRow.customer_id)
        )
        return found.all()

    async def bury(self, customer_id: UUID) -> None:
        """Remembers the id as deleted, after all who hold it alive have ended; with a hash left, emptying does so."""
        await self._session.execute(select(func.pg_advisory_xact_lock_shared(_ALL, 0)))
        await self._session.execute(select(func.pg_advisory_xact_lock(_lock(customer_id))))
        statement = insert(CustomerEmailRow).values(customer_id=customer_id, email_hash=None, deleted=True)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["customer_id"], set_={"deleted": CustomerEmailRow.email_hash.is_(None)}
            )
        )


class StoredPurges:
    """The answers that were given."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def answer_again(self, customer_id: UUID) -> tuple[int, dict[str, int]] | None:
        """How often it is answered with this time, and the counts; None for the first time."""
        found = await self._session.execute(
            update(PurgeRow)
            .where(PurgeRow.customer_id == customer_id)
            .values(answers=PurgeRow.answers + 1)
            .returning(PurgeRow.answers, PurgeRow.counts)
            .execution_options(synchronize_session=False)
        )
        row = found.one_or_none()
        return (row.answers, row.counts) if row else None

    async def erase(self, customer_id: UUID) -> dict[str, int]:
        """Purges by the data map, and says how much of what."""
        return await purged(self._session, DATA_MAP, customer_id)

    async def store(self, customer_id: UUID, counts: dict[str, int], *, at: datetime) -> None:
        """The first answer."""
        await self._session.execute(
            insert(PurgeRow).values(customer_id=customer_id, counts=counts, answers=1, purged_at=at)
        )


def _lock(customer_id: UUID) -> int:
    return customer_id.int % 2**63

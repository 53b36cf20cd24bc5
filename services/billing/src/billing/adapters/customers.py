"""Customer copies in PostgreSQL."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.tables import PERSONAL_COLUMNS, CustomerRow
from billing.application.ports import Standing
from billing.domain.customer import Address, CustomerCopy, CustomerStatus, Participant, Recipient
from billing.domain.errors import CustomerDeleted, CustomerUnknown

DELETED = CustomerStatus.DELETED.value
MERGED = CustomerStatus.MERGED.value


class StoredCustomers:
    """Implements `Customers` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, copy: CustomerCopy) -> bool:
        """Stores the copy under a row lock; False when ours is newer or the customer was deleted."""
        values = _columns(copy)
        upsert = insert(CustomerRow).values(customer_id=copy.customer_id, **values)
        stored = await self._session.execute(
            upsert.on_conflict_do_update(
                index_elements=[CustomerRow.customer_id],
                set_=values,
                where=(CustomerRow.status != DELETED) & (CustomerRow.version < copy.version),
            ).returning(CustomerRow.customer_id)
        )
        return stored.scalar_one_or_none() is not None

    async def living(self, customer_id: UUID) -> CustomerCopy:
        """The copy, held alive until the transaction ends; of a merged customer the survivor's.

        Only the survivor's row is held: a merge that is taken back meanwhile waits for nobody.
        Raises `CustomerUnknown`, `CustomerDeleted`.
        """
        while (survivor := await self._survivor_of(customer_id)) is not None:
            row = await self._session.get(
                CustomerRow, survivor, with_for_update={"read": True}, populate_existing=True
            )
            if row is None:
                break
            if row.status == DELETED:
                raise CustomerDeleted(customer_id)
            if row.status != MERGED:
                return _copy(row)
        raise CustomerUnknown(customer_id)

    async def standing(self, customer_id: UUID) -> Standing:
        """How the customer and those merged into it are known before an event is applied."""
        own = CustomerRow.customer_id == customer_id
        found = await self._session.execute(
            select(
                exists().where(own),
                exists().where(own, CustomerRow.merged_into.is_not(None)),
                exists().where(CustomerRow.merged_into == customer_id),
            )
        )
        is_known, is_alias, has_aliases = found.one()
        survivor = await self._survivor_of(customer_id) if is_alias else None
        return Standing(is_known, survivor, has_aliases)

    async def merge(self, customer_id: UUID, into: UUID, version: int) -> bool:
        """Leaves an alias without anything personal; False when ours is newer or the customer was deleted."""
        values = dict.fromkeys(PERSONAL_COLUMNS) | {
            "status": MERGED,
            "version": version,
            "merged_into": into,
        }
        upsert = insert(CustomerRow).values(customer_id=customer_id, **values)
        stored = await self._session.execute(
            upsert.on_conflict_do_update(
                index_elements=[CustomerRow.customer_id],
                set_=values,
                where=(CustomerRow.status != DELETED) & (CustomerRow.version < version),
            ).returning(CustomerRow.customer_id)
        )
        return stored.scalar_one_or_none() is not None

    async def _survivor_of(self, customer_id: UUID) -> UUID | None:
        """None while the events of an undo contradict each other."""
        found: UUID | None = await self._session.scalar(select(func.survivor_of(customer_id)))
        return found

    async def bury(self, customer_id: UUID) -> None:
        """Waits for all who hold the customer alive and holds it alone; of one never heard of the id is kept."""
        await self._session.execute(
            insert(CustomerRow)
            .values(customer_id=customer_id, status=DELETED, version=0)
            .on_conflict_do_nothing()
        )
        await self._session.execute(
            select(CustomerRow.customer_id).filter_by(customer_id=customer_id).with_for_update()
        )


def recipient_from(stored: dict[str, Any]) -> Recipient:
    """A recipient snapshot as it was stored with an invoice."""
    address = stored["address"]
    return Recipient(**(stored | {"address": Address(**address) if address else None}))


def _columns(copy: CustomerCopy) -> dict[str, Any]:
    recipient = copy.recipient
    return {
        "status": copy.status.value,
        "merged_into": None,
        "version": copy.version,
        "number": recipient.customer_number,
        "salutation": recipient.salutation,
        "first_name": recipient.first_name,
        "last_name": recipient.last_name,
        "company_name": recipient.company_name,
        "email": copy.email,
        "address": asdict(recipient.address) if recipient.address else None,
        "participants": [
            {
                "participant_id": str(participant.participant_id),
                "first_name": participant.first_name,
                "last_name": participant.last_name,
                "birth_date": participant.birth_date.isoformat() if participant.birth_date else None,
            }
            for participant in copy.participants
        ],
    }


def _copy(row: CustomerRow) -> CustomerCopy:
    assert row.number is not None
    return CustomerCopy(
        customer_id=row.customer_id,
        status=CustomerStatus(row.status),
        version=row.version,
        recipient=Recipient(
            customer_number=row.number,
            salutation=row.salutation,
            first_name=row.first_name,
            last_name=row.last_name,
            company_name=row.company_name,
            address=Address(**row.address) if row.address else None,
        ),
        email=row.email,
        participants=tuple(
            Participant(
                participant_id=UUID(stored["participant_id"]),
                first_name=stored["first_name"],
                last_name=stored["last_name"],
                birth_date=stored["birth_date"] and date.fromisoformat(stored["birth_date"]),
            )
            for stored in row.participants or ()
        ),
    )


async def is_known(session: AsyncSession, customer_id: UUID) -> bool:
    """Whether an event has told us of this customer, deleted or not; of a merged one, of the survivor."""
    of_survivor = CustomerRow.customer_id == func.survivor_of(customer_id)
    return await session.scalar(select(CustomerRow.status).where(of_survivor)) is not None

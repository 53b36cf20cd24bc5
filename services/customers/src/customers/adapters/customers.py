"""Customers in PostgreSQL."""

from collections.abc import Collection, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, case, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.personal_data import purged
from customers.adapters.customer_rows import columns_of, customer_of, participant_columns
from customers.adapters.data_map import DATA_MAP
from customers.adapters.tables import CustomerRow, GroupRow, ParticipantRow
from customers.domain.customer import Customer, CustomerStatus
from customers.domain.email_health import EmailHealth
from customers.domain.errors import (
    Candidate,
    CustomerDeleted,
    CustomerMerged,
    CustomerNotFound,
    EmailAlreadyUsed,
    ParticipantNotFound,
)

_UNSYNCHRONIZED: Any = {"execution_options": {"synchronize_session": False}}
DELETED = CustomerStatus.DELETED.value

# Made once: to build one of thirty columns for each row of an import takes longer than PostgreSQL needs for it.
_ADD = (
    insert(cast(Table, CustomerRow.__table__))
    .on_conflict_do_nothing(index_elements=["email_key"])
    .returning(CustomerRow.__table__.c.id)
)
_PARTICIPANT = insert(cast(Table, ParticipantRow.__table__))
_KEEP_PARTICIPANT = _PARTICIPANT.on_conflict_do_update(
    index_elements=["id"],
    set_={
        name: _PARTICIPANT.excluded[name]
        for name in ("first_name", "last_name", "birth_date", "name_key", "version")
    },
    where=ParticipantRow.version < _PARTICIPANT.excluded.version,
)


class StoredCustomers:
    """Implements `Customers` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def next_number(self) -> int:
        """A customer number that was never given before; a rollback leaves a gap, never a double."""
        return int(await self._session.scalar(text("select nextval('customer_number')")) or 0)

    async def add(self, customer: Customer) -> None:
        """Stores a new customer.

        Raises EmailAlreadyUsed, also when another transaction is just taking the address.
        """
        values = columns_of(customer) | {
            "id": customer.id,
            "number": customer.number,
            "created_at": customer.created_at,
        }
        while (await self._session.execute(_ADD, values)).first() is None:
            await self.refuse_used_email(customer.data.email)
        await self._keep_participants(customer)

    async def refuse_used_email(self, email: str, *, but_not: UUID | None = None) -> None:
        """Raises EmailAlreadyUsed when another live customer has the address and it is no placeholder."""
        found = await self._session.execute(
            select(CustomerRow).where(CustomerRow.email_key == email.casefold(), CustomerRow.id != but_not)
        )
        row = found.scalar_one_or_none()
        if row is not None:
            other = customer_of(row, [])
            raise EmailAlreadyUsed(Candidate(other.id, other.number, other.name, ["email"]))

    async def read(self, customer_id: UUID) -> Customer:
        """Reads without a lock. Raises CustomerNotFound, CustomerDeleted or CustomerMerged."""
        return await self._live(customer_id, lock=False)

    async def for_change(self, customer_id: UUID) -> Customer:
        """Locks and reads. Raises CustomerNotFound, CustomerDeleted or CustomerMerged."""
        return await self._live(customer_id, lock=True)

    async def _live(self, customer_id: UUID, *, lock: bool) -> Customer:
        row = await self._session.get(
            CustomerRow, customer_id, with_for_update=lock or None, populate_existing=True
        )
        if row is None:
            raise CustomerNotFound(customer_id)
        _require_live(row.id, row.status, row.merged_into)
        participants = await self._session.scalars(
            select(ParticipantRow)
            .where(ParticipantRow.customer_id == customer_id)
            .order_by(ParticipantRow.id)
            .execution_options(populate_existing=True)
        )
        return customer_of(row, participants.all())

    async def for_change_of_participant(self, participant_id: UUID) -> Customer:
        """The customer whose participant it is. Raises ParticipantNotFound."""
        customer_id = await self._session.scalar(
            select(ParticipantRow.customer_id).where(ParticipantRow.id == participant_id)
        )
        if customer_id is None:
            raise ParticipantNotFound(participant_id)
        try:
            customer = await self.for_change(customer_id)
        except (CustomerDeleted, CustomerMerged) as gone:
            raise ParticipantNotFound(participant_id) from gone
        customer.participant(participant_id)
        return customer

    async def hold_alive(self, customer_id: UUID) -> None:
        """Keeps the customer from being deleted or merged until the end.

        Raises CustomerNotFound, CustomerDeleted or CustomerMerged.
        """
        found = await self._session.execute(
            select(CustomerRow.status, CustomerRow.merged_into)
            .where(CustomerRow.id == customer_id)
            .with_for_update(read=True)
        )
        row = found.one_or_none()
        if row is None:
            raise CustomerNotFound(customer_id)
        _require_live(customer_id, row.status, row.merged_into)

    async def save(self, customer: Customer) -> None:
        """Stores the changed customer with its participants. Raises EmailAlreadyUsed."""
        same_address = CustomerRow.email_version == customer.email_version
        health = {
            "email_health": case((same_address, CustomerRow.email_health), else_=EmailHealth.UNKNOWN.value),
            "email_health_at": case((same_address, CustomerRow.email_health_at), else_=None),
        }
        statement = update(CustomerRow).where(CustomerRow.id == customer.id)
        try:
            async with self._session.begin_nested():
                await self._session.execute(
                    statement.values(**columns_of(customer), **health), **_UNSYNCHRONIZED
                )
        except IntegrityError:
            await self.refuse_used_email(customer.data.email, but_not=customer.id)
            raise
        await self._keep_participants(customer)

    async def aliases_of(self, customer_id: UUID) -> list[tuple[UUID, int]]:
        """Ids and versions of all who were merged into the locked customer, locked too."""
        found = await self._session.execute(
            select(CustomerRow.id, CustomerRow.version)
            .where(CustomerRow.merged_into == customer_id)
            .order_by(CustomerRow.id)
            .with_for_update()
        )
        return [(alias_id, version) for alias_id, version in found]

    async def erase(self, customer_id: UUID) -> Mapping[str, int]:
        """Removes all that is known of a customer but id, number and status; counts by kind of data."""
        return await purged(self._session, DATA_MAP, customer_id)

    async def unknown_groups(self, kind: str, group_ids: Collection[UUID]) -> set[UUID]:
        """Those of the ids that are no group of the kind (`customer` or `recipient`); the others stay so long."""
        known = await self._session.scalars(
            select(GroupRow.id)
            .where(GroupRow.kind == kind, GroupRow.id.in_(group_ids))
            .with_for_update(read=True, key_share=True)
        )
        return set(group_ids) - set(known)

    async def _keep_participants(self, customer: Customer) -> None:
        rows = [participant_columns(customer.id, participant) for participant in customer.participants]
        if customer.version > 1:
            gone = delete(ParticipantRow).where(
                ParticipantRow.customer_id == customer.id,
                ParticipantRow.id.not_in([row["id"] for row in rows]),
            )
            await self._session.execute(gone, **_UNSYNCHRONIZED)
        if rows:
            await self._session.execute(_KEEP_PARTICIPANT, rows)


def _require_live(customer_id: UUID, status: str, merged_into: UUID | None) -> None:
    if status == DELETED:
        raise CustomerDeleted(customer_id)
    if merged_into is not None:
        raise CustomerMerged(customer_id, merged_into)

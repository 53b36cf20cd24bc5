"""Accounts in PostgreSQL."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import AccountRow
from customers.adapters.customer_rows import customer_of
from customers.adapters.tables import CustomerRow
from customers.domain.account import Account, Role
from customers.domain.customer import Customer, CustomerStatus
from customers.domain.errors import AccountNotFound, AddressOfAnotherLogin

WITH_CUSTOMER: Select[AccountRow, CustomerRow] = select(AccountRow, CustomerRow).join(
    CustomerRow, CustomerRow.id == AccountRow.customer_id, isouter=True
)
_IS_STAFF = AccountRow.role != Role.CUSTOMER.value


class StoredAccounts:
    """Implements `Accounts` on an open session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def by_email(self, email: str) -> Account | None:
        """The account that logs in with this address, in whatever case; staff come first."""
        key = _key(email)
        staff = await self._one(WITH_CUSTOMER.where(AccountRow.email_key == key))
        return staff or await self._one(WITH_CUSTOMER.where(CustomerRow.email_key == key))

    async def for_login(self, account_id: UUID) -> Account | None:
        """Reads the account and keeps it, and the customer it belongs to, from changing until the end."""
        customer_id = await self._session.scalar(
            select(AccountRow.customer_id).where(AccountRow.id == account_id)
        )
        # The customer first, as everybody locks who blocks or deletes one.
        if customer_id is not None:
            await self._session.execute(
                select(CustomerRow.id).where(CustomerRow.id == customer_id).with_for_update(read=True)
            )
        await self._session.execute(
            select(AccountRow.id).where(AccountRow.id == account_id).with_for_update(read=True)
        )
        return await self.read(account_id)

    async def for_change(self, account_id: UUID) -> Account | None:
        """Locks and reads."""
        await self._session.execute(
            select(AccountRow.id).where(AccountRow.id == account_id).with_for_update()
        )
        return await self.read(account_id)

    async def read(self, account_id: UUID) -> Account | None:
        """The account; None when there is none (any more)."""
        return await self._one(WITH_CUSTOMER.where(AccountRow.id == account_id))

    async def staff_for_change(self, account_id: UUID) -> Account:
        """Locks and reads a staff account. Raises AccountNotFound."""
        # Before the account, so that two owners who change each other wait instead of deadlocking.
        await self.lock_working_owners()
        account = await self.for_change(account_id)
        if account is None or account.role == Role.CUSTOMER:
            raise AccountNotFound(account_id)
        return account

    async def lock_working_owners(self) -> set[UUID]:
        """The owners who can log in now; none of them changes before the end."""
        owners = select(AccountRow.id).where(
            AccountRow.role == Role.OWNER.value, AccountRow.active, AccountRow.password_hash.is_not(None)
        )
        return set(await self._session.scalars(owners.order_by(AccountRow.id).with_for_update()))

    async def add_staff(self, account: Account) -> None:
        """Stores a new staff account. Raises AddressOfAnotherLogin."""
        if await self.by_email(account.email) is not None:
            raise AddressOfAnotherLogin
        added = await self._session.scalar(
            insert(AccountRow)
            .values(**_staff_columns(account))
            .on_conflict_do_nothing(index_elements=[AccountRow.email_key])
            .returning(AccountRow.id)
        )
        if added is None:
            raise AddressOfAnotherLogin

    async def keep_owner(self, account: Account) -> UUID:
        """Creates the account, or gives the one with this address the new hash, and answers its id."""
        again = {"password_hash": account.password_hash, "role": account.role, "active": True}
        kept: UUID | None = await self._session.scalar(
            insert(AccountRow)
            .values(**_staff_columns(account))
            .on_conflict_do_update(
                index_elements=[AccountRow.email_key], set_=again | {"version": AccountRow.version + 1}
            )
            .returning(AccountRow.id)
        )
        assert kept is not None
        return kept

    async def keep_portal(self, account: Account, customer_email: str) -> Account:
        """The customer's portal account, locked: the one there is, else this one. Raises AddressOfAnotherLogin."""
        other = await self._session.scalar(
            select(AccountRow.id).where(AccountRow.email_key == _key(customer_email))
        )
        if other is not None:
            raise AddressOfAnotherLogin
        await self._session.execute(
            insert(AccountRow)
            .values(
                id=account.id,
                role=Role.CUSTOMER.value,
                customer_id=account.customer_id,
                created_at=account.created_at,
            )
            .on_conflict_do_nothing(index_elements=[AccountRow.customer_id])
        )
        found = WITH_CUSTOMER.where(AccountRow.customer_id == account.customer_id)
        kept = await self._one(found.with_for_update(of=AccountRow))
        assert kept is not None
        return kept

    async def of_customer(self, customer_id: UUID) -> Account | None:
        """The customer's portal account."""
        return await self._one(WITH_CUSTOMER.where(AccountRow.customer_id == customer_id))

    async def without_login(self, customer_ids: Collection[UUID], limit: int) -> tuple[list[Customer], int]:
        """Those of these active customers who never chose a password: the first of them by name, and how many."""
        chose = select(AccountRow.id).where(
            AccountRow.customer_id == CustomerRow.id, AccountRow.password_hash.is_not(None)
        )
        theirs = (
            CustomerRow.id.in_(customer_ids),
            CustomerRow.status == CustomerStatus.ACTIVE.value,
            ~chose.exists(),
        )
        total = await self._session.scalar(select(func.count()).select_from(CustomerRow).where(*theirs))
        rows = await self._session.scalars(
            select(CustomerRow).where(*theirs).order_by(CustomerRow.order_key, CustomerRow.id).limit(limit)
        )
        return [customer_of(row, []) for row in rows], total or 0

    async def save(self, account: Account) -> None:
        """Stores what can change of an account, as one version more."""
        account.version += 1
        changed: dict[str, Any] = {
            "role": account.role,
            "active": account.active,
            "password_hash": account.password_hash,
            "last_login_at": account.last_login_at,
            "version": account.version,
        }
        if account.role != Role.CUSTOMER:
            changed["name"] = account.name
        await self._session.execute(update(AccountRow).where(AccountRow.id == account.id).values(**changed))

    async def remove(self, account_id: UUID) -> None:
        """Removes the account with its sessions and links."""
        await self._session.execute(delete(AccountRow).where(AccountRow.id == account_id))

    async def note_login(self, account: Account) -> None:
        """When the account was last used; no change of version."""
        await self._session.execute(
            update(AccountRow).where(AccountRow.id == account.id).values(last_login_at=account.last_login_at)
        )

    async def _one(self, statement: Select[AccountRow, CustomerRow]) -> Account | None:
        found = (
            await self._session.execute(statement.execution_options(populate_existing=True))
        ).one_or_none()
        return None if found is None else account_of(*found)


def staff(*conditions: Any) -> Select[AccountRow, CustomerRow]:
    """The staff accounts that meet the conditions."""
    return WITH_CUSTOMER.where(and_(_IS_STAFF, *conditions))


def account_of(row: AccountRow, customer_row: CustomerRow | None) -> Account:
    """The account that the rows hold."""
    email, name, language, locked, email_version = row.email, row.name, row.language, False, 0
    if customer_row is not None:
        locked = customer_row.status != CustomerStatus.ACTIVE.value or customer_row.email_is_placeholder
        if customer_row.email is not None:
            customer = customer_of(customer_row, [])
            email, name, language = customer.data.email, customer.name, customer.data.language
        email_version = customer_row.email_version
    return Account(
        id=row.id,
        email=email or "",
        name=name or "",
        role=row.role,
        password_hash=row.password_hash,
        customer_id=row.customer_id,
        language=language or "de",
        active=row.active,
        locked=locked,
        email_version=email_version,
        customer_version=customer_row.version if customer_row is not None else None,
        version=row.version,
        created_at=row.created_at,
        last_login_at=row.last_login_at,
    )


def _staff_columns(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "email": account.email,
        "email_key": _key(account.email),
        "name": account.name,
        "language": account.language,
        "role": account.role,
        "password_hash": account.password_hash,
        "created_at": account.created_at,
    }


def _key(email: str) -> str:
    return email.strip().casefold()

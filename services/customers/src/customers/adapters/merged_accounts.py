"""Portal accounts of customers that are one; the login is the e-mail that is kept, as ever the customer's.

Rows are remembered and restored whole, whatever columns they have.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import AccountRow, MailRequestRow
from customers.domain.customer import Customer

_ROWS = text(
    "SELECT CAST(to_jsonb(accounts) AS text) FROM accounts WHERE customer_id = ANY(CAST(:customer_ids AS uuid[]))"
)
_RESTORE = text(
    """INSERT INTO accounts SELECT * FROM jsonb_populate_record(NULL::accounts, CAST(:row AS jsonb))
    ON CONFLICT DO NOTHING"""
)


async def accounts_of(session: AsyncSession, customer_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The portal accounts of these customers, as rows."""
    found = await session.scalars(_ROWS, {"customer_ids": list(customer_ids)})
    return [orjson.loads(row) for row in found]


async def unite_accounts(
    session: AsyncSession, source_id: UUID, survivor: Customer, *, keep_of: UUID
) -> None:
    """The survivor has one account at most: that of `keep_of`, else the other's. Links on their way are void."""
    rows = list(
        await session.scalars(select(AccountRow).where(AccountRow.customer_id.in_([source_id, survivor.id])))
    )
    rows.sort(key=lambda account: account.customer_id != keep_of)
    gone = [account.id for account in (rows if survivor.email_is_placeholder else rows[1:])]
    await session.execute(delete(AccountRow).where(AccountRow.id.in_(gone)))
    stays = [account.id for account in rows if account.id not in gone]
    await session.execute(delete(MailRequestRow).where(MailRequestRow.account_id.in_(stays)))
    await session.execute(update(AccountRow).where(AccountRow.id.in_(stays)).values(customer_id=survivor.id))


async def return_accounts(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """The accounts belong to whom they belonged; one that was ended by the merge is there again."""
    kept = select(AccountRow).where(AccountRow.id.in_([UUID(row["id"]) for row in rows]))
    present = {account.id: account for account in await session.scalars(kept)}
    for row in rows:
        if UUID(row["id"]) in present:
            await session.execute(
                update(AccountRow)
                .where(AccountRow.id == UUID(row["id"]))
                .values(customer_id=UUID(row["customer_id"]))
            )
    for row in rows:
        if UUID(row["id"]) not in present:
            await session.execute(_RESTORE, {"row": orjson.dumps(row).decode()})

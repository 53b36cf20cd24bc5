"""Reads of accounts and of the audit trail, page by page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from customers.adapters.account_tables import AccountRow
from customers.adapters.accounts import account_of, staff
from customers.adapters.audit_tables import AuditEntryRow
from customers.domain.account import Account


async def list_staff(
    session: AsyncSession, *, descending: bool, after: tuple[str, UUID] | None, limit: int
) -> tuple[list[Account], int]:
    """Up to `limit` staff accounts by name; and how many there are."""
    everybody = staff().subquery()
    place = tuple_(AccountRow.name, AccountRow.id)
    wanted = staff()
    if after is not None:
        wanted = staff(place < after if descending else place > after)
    order = (AccountRow.name.desc(), AccountRow.id.desc()) if descending else (AccountRow.name, AccountRow.id)
    rows = await session.execute(wanted.order_by(*order).limit(limit))
    total = await session.scalar(select(func.count()).select_from(everybody))
    return [account_of(*row) for row in rows], total or 0


async def list_audit(
    session: AsyncSession,
    *,
    customer_id: UUID | None,
    account_id: UUID | None,
    action: str | None,
    descending: bool,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> tuple[list[dict[str, Any]], int]:
    """Up to `limit` entries in the order of time, and how many there are.

    account_id: what the account did and what was done to it.
    """
    conditions: list[ColumnElement[bool]] = []
    if customer_id is not None:
        conditions.append(AuditEntryRow.customer_id == customer_id)
    if account_id is not None:
        conditions.append(or_(AuditEntryRow.account_id == account_id, AuditEntryRow.subject_id == account_id))
    if action is not None:
        conditions.append(AuditEntryRow.action == action)
    total = await session.scalar(select(func.count()).select_from(AuditEntryRow).where(*conditions))
    place = tuple_(AuditEntryRow.at, AuditEntryRow.id)
    if after is not None:
        conditions.append(place < after if descending else place > after)
    order = (AuditEntryRow.at, AuditEntryRow.id)
    rows = await session.scalars(
        select(AuditEntryRow)
        .where(*conditions)
        .order_by(*(column.desc() if descending else column for column in order))
        .limit(limit)
    )
    names = ("id", "at", "account_id", "account_name", "action", "subject_type", "subject_id", "detail")
    return [{name: getattr(row, name) for name in names} for row in rows], total or 0

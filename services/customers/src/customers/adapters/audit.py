"""The audit trail in PostgreSQL: who did what, written in the transaction of the change itself."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.ids import new_id
from chassis.tokens import Actor
from customers.adapters.audit_tables import AuditEntryRow

KEPT_FOR = timedelta(days=366)


async def record_audit(
    session: AsyncSession,
    actor: Actor | None,
    action: str,
    subject_type: str,
    subject_id: UUID | None,
    detail: Mapping[str, Any] | None = None,
    *,
    customer_id: UUID | None = None,
) -> None:
    """The trail has this entry if and only if the open transaction commits.

    actor: who is logged in; None where nobody is. action: a past fact, `customer.changed`, `note.deleted`.
    detail: ids, names of fields and counts, never a value. customer_id: whose trail shows it too; for
    a subject of type `customer` it is the subject.
    """
    if customer_id is None and subject_type == "customer":
        customer_id = subject_id
    await session.execute(
        insert(AuditEntryRow).values(
            id=new_id(),
            at=datetime.now(UTC),
            account_id=actor.account_id if actor else None,
            account_name=actor.name if actor and actor.role != "customer" else None,
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            customer_id=customer_id,
            detail=dict(detail or {}),
        )
    )


async def reduce_audit(session: AsyncSession, customer_id: UUID) -> int:
    """Of the entries about a customer the ids stay, and who did what when; the details go. No entry does: 0."""
    await session.execute(
        update(AuditEntryRow).where(AuditEntryRow.customer_id == customer_id).values(detail={})
    )
    return 0


async def forget_old_audit(session: AsyncSession, now: datetime) -> None:
    """Entries older than twelve months are gone."""
    await session.execute(delete(AuditEntryRow).where(AuditEntryRow.at < now - KEPT_FOR))

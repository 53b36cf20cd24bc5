"""`/api/audit`: who did what. For the owner."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from chassis.http.actors import Owner
from chassis.http.dependencies import Db
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.problems import problem_responses
from customers.adapters.account_lists import list_audit
from customers.entrypoints.http.answers import JsonAnswer

router = APIRouter(prefix="/api/audit", tags=["audit"], responses=problem_responses(401, 403, 422))


class AuditEntryOut(BaseModel):
    """Something that was done. `detail` holds ids, names of fields and counts, never a value."""

    id: UUID
    at: datetime
    account_id: UUID | None
    account_name: str | None
    action: str
    subject_type: str
    subject_id: UUID | None
    detail: dict[str, Any]


@router.get("", response_model=PageOf[AuditEntryOut])
async def find(
    _: Owner,
    db: Db,
    paging: Page,
    customer_id: UUID | None = None,
    account_id: Annotated[UUID | None, Query(description="What it did and what was done to it")] = None,
    action: Annotated[str | None, Query(max_length=100)] = None,
) -> JsonAnswer:
    """The entries of the last twelve months, the newest first."""
    order = paging.order({"at"}, default="-at")
    after = paging.after(datetime, UUID)
    async with db.reading() as session:
        found, total = await list_audit(
            session,
            customer_id=customer_id,
            account_id=account_id,
            action=action,
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
    shown = found[: paging.limit]
    more = len(found) > paging.limit
    next_cursor = encode_cursor(shown[-1]["at"], shown[-1]["id"]) if more else None
    return JsonAnswer({"items": shown, "next_cursor": next_cursor, "total": total})

"""`/api/customers` as a list: a page of it, the ids of all hits, the file."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel
from starlette.responses import Response, StreamingResponse

from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.pages import Order, Page, PageOf, PageRequest, encode_cursor
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.customer_export import BERLIN, export_customers
from customers.adapters.customer_filter import SORTS, CustomerFilter
from customers.adapters.customer_list import COUNTED, list_customers, list_ids
from customers.domain.customer import LIVE
from customers.domain.errors import FieldRejected
from customers.entrypoints import fields
from customers.entrypoints.http.answers import CustomerOut, JsonAnswer

router = APIRouter(prefix="/api/customers", tags=["customers"], responses=problem_responses(401, 403, 422))

Status = Literal["active", "blocked", "deleted"]


class CustomerPageOut(PageOf[CustomerOut]):
    """One page of customers. `total` is exact up to 10,000; with more hits it stays there."""

    total_is_exact: bool


class CustomerIdsOut(BaseModel):
    """The ids of all hits, in the order of the list."""

    customer_ids: list[UUID]


async def _wanted(
    q: Annotated[
        fields.Query, Query(description="Part of a name, number, e-mail, phone; all words count")
    ] = None,
    status: Annotated[list[Status] | None, Query(description="Left out: active and blocked")] = None,
    customer_group_id: UUID | None = None,
    recipient_group_id: UUID | None = None,
    credit: Literal["positive", "zero", "negative"] | None = None,
    newsletter: Annotated[bool | None, Query(description="true finds confirmed consent")] = None,
    postal_code: Annotated[fields.PostalCode, Query(description="Its beginning")] = None,
) -> CustomerFilter:
    return CustomerFilter(
        q=q,
        status=tuple(status or LIVE),
        customer_group_id=customer_group_id,
        recipient_group_id=recipient_group_id,
        credit=credit,
        newsletter=newsletter,
        postal_code=postal_code,
    )


Wanted = Annotated[CustomerFilter, Depends(_wanted)]


async def _order(
    sort: Annotated[
        str | None, Query(max_length=100, description="A field, or `-field` for descending")
    ] = None,
) -> Order:
    return PageRequest(limit=1, cursor=None, sort=sort).order(SORTS, default="name")


Sorted = Annotated[Order, Depends(_order)]


@router.get("", response_model=CustomerPageOut)
async def find(_: Staff, db: Db, paging: Page, wanted: Wanted) -> JsonAnswer:
    """The customers that pass the search and all filters (C3, C7)."""
    order = paging.order(SORTS, default="name")
    after = paging.after(SORTS[order.field][1], UUID, bool)
    async with db.reading() as session:
        found = await list_customers(
            session,
            wanted,
            sort=order.field,
            descending=order.descending,
            after=after[:2] if after else None,
            many=bool(after and after[2]),
            limit=paging.limit,
        )
    next_cursor = encode_cursor(*found.next_after, not found.total_is_exact) if found.next_after else None
    return JsonAnswer(
        {
            "items": found.items,
            "next_cursor": next_cursor,
            "total": found.total,
            "total_is_exact": found.total_is_exact,
        }
    )


@router.get("/ids", response_model=CustomerIdsOut)
async def find_ids(_: Staff, db: Db, order: Sorted, wanted: Wanted) -> JsonAnswer:
    """The ids of all hits, for what is done with all of them. More than 10,000 are refused (`too_many_hits`)."""
    async with db.reading() as session:
        ids = await list_ids(session, wanted, sort=order.field, descending=order.descending)
    if ids is None:
        raise FieldRejected("too_many_hits", "q", limit=COUNTED)
    return JsonAnswer({"customer_ids": ids})


@router.get(
    "/export.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "The file, as it is read"}},
)
async def export(
    actor: Staff, db: Db, order: Sorted, wanted: Wanted, lang: Literal["de", "en"] = "de"
) -> StreamingResponse:
    """Exactly the displayed customers, in their order, as a file that a German Excel opens (C8)."""
    async with db.transaction() as session:
        narrowed = sorted(
            name for name, value in vars(wanted).items() if value != getattr(CustomerFilter, name)
        )
        await record_audit(session, actor, "customers.exported", "customers", None, {"filters": narrowed})
    name = "kunden" if lang == "de" else "customers"
    rows = export_customers(db, wanted, sort=order.field, descending=order.descending, language=lang)
    return StreamingResponse(
        rows,
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}-{datetime.now(BERLIN):%Y-%m-%d}.csv"',
            "Cache-Control": "no-store",
        },
    )

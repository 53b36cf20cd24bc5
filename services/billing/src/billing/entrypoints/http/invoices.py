"""`/api/invoices`: drafts, their issue, and the issued documents."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from billing.adapters.accounts import StoredAccounts
from billing.adapters.customers import StoredCustomers
from billing.adapters.invoices import StoredInvoices
from billing.adapters.queries import SORTS, count_invoices, find_invoice, list_invoices, united_with
from billing.application.discard_draft import discard_draft
from billing.application.draft_invoice import draft_invoice
from billing.application.issue_invoice import issue_invoice
from billing.domain.errors import InvoiceUnknown
from billing.domain.invoice import Invoice, InvoiceStatus
from billing.entrypoints.http.invoice_bodies import (
    InvoiceBody,
    InvoiceOut,
    InvoiceSummaryOut,
    invoice_out,
    summary_out,
)
from billing.entrypoints.http.waiting import wait_for_customer
from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor, page
from chassis.http.preconditions import IfMatch, OptionalIfMatch, Precondition, etag
from chassis.http.problems import problem_responses
from chassis.ids import new_id

router = APIRouter(prefix="/api/invoices", tags=["invoices"], responses=problem_responses(401, 403, 422))


@router.post("", status_code=201, responses=problem_responses(404, 409, 410))
async def create_draft(
    body: InvoiceBody, request: Request, response: Response, actor: Staff, db: Db, key: IdempotencyKey
) -> InvoiceOut:
    """A new draft. A customer created a moment ago is waited for; blocked customers may still be invoiced."""
    await wait_for_customer(db, body.customer_id)
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            answer = await _answer_again(session, entry.previous.resource_id)
        else:
            draft = await draft_invoice(
                StoredCustomers(session),
                StoredInvoices(session),
                invoice_id=new_id(),
                customer_id=body.customer_id,
                lines=[line.as_line() for line in body.lines],
                due_on=body.due_on,
                at=datetime.now(UTC),
            )
            await entry.finish(201, draft.id, draft.customer_id)
            announce(session, "invoice", draft.id, customer_id=draft.customer_id)
            answer = await _answer(session, draft.id)
    response.headers["Location"] = f"/api/invoices/{answer.id}"
    etag(response, answer.version)
    return answer


@router.get("")
async def list_all(
    _: Staff,
    db: Db,
    paging: Page,
    customer_id: UUID | None = None,
    status: Annotated[InvoiceStatus | None, Query(description="`open` is issued and not yet paid")] = None,
) -> PageOf[InvoiceSummaryOut]:
    """Invoices of one or all customers, the newest first; of one those merged into it too."""
    order = paging.order(SORTS, default="-created_at")
    after = paging.after(SORTS[order.field][1], UUID)
    async with db.reading() as session:
        customer_ids = None if customer_id is None else await united_with(session, customer_id)
        total = await count_invoices(session, customer_ids=customer_ids, status=status)
        found = await list_invoices(
            session,
            customer_ids=customer_ids,
            status=status,
            sort=order.field,
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
    shown = found[: paging.limit]
    more = len(found) > len(shown)
    cursor = encode_cursor(shown[-1].sort_value, shown[-1].id) if more else None
    return page([summary_out(summary) for summary in shown], cursor, total)


@router.get("/{invoice_id}", responses=problem_responses(404))
async def read(invoice_id: UUID, response: Response, _: Staff, db: Db) -> InvoiceOut:
    """One invoice. `customer_deleted` tells of a deletion; it does not change the version."""
    async with db.reading() as session:
        answer = await _answer(session, invoice_id)
    etag(response, answer.version)
    return answer


@router.post("/{invoice_id}/issue", responses=problem_responses(404, 409, 410, 412))
async def issue(
    invoice_id: UUID,
    request: Request,
    response: Response,
    actor: Staff,
    db: Db,
    key: IdempotencyKey,
    precondition: OptionalIfMatch,
) -> InvoiceOut:
    """The draft becomes an invoice with its number and never changes again."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            answer = await _answer_again(session, entry.previous.resource_id)
        else:
            before = await _answer(session, invoice_id)
            issued = await issue_invoice(
                StoredCustomers(session),
                StoredInvoices(session),
                StoredAccounts(session),
                Outbox(session),
                invoice_id=invoice_id,
                at=datetime.now(UTC),
                check=_seen(precondition, before),
            )
            await entry.finish(200, issued.id, issued.customer_id)
            announce(session, "invoice", issued.id, customer_id=issued.customer_id)
            answer = await _answer(session, invoice_id)
    etag(response, answer.version)
    return answer


@router.delete("/{invoice_id}", status_code=204, responses=problem_responses(404, 409, 412, 428))
async def discard(invoice_id: UUID, _: Staff, db: Db, precondition: IfMatch) -> None:
    """Throws a draft away. An issued invoice is never deleted."""
    async with db.transaction() as session:
        before = await _answer(session, invoice_id)
        draft = await discard_draft(
            StoredInvoices(session), invoice_id=invoice_id, check=_seen(precondition, before)
        )
        announce(session, "invoice", draft.id, customer_id=draft.customer_id)


def _seen(precondition: Precondition, before: InvoiceOut) -> Callable[[Invoice], None]:
    """Refuses a caller who has not seen the invoice as it is now that it is locked."""

    def check(locked: Invoice) -> None:
        precondition.require(
            locked.version,
            lambda: invoice_out(
                locked, customer_deleted=before.customer_deleted, recipient_name=before.recipient_name
            ),
        )

    return check


async def _answer(session: AsyncSession, invoice_id: UUID) -> InvoiceOut:
    invoice, deleted, name = await find_invoice(session, invoice_id)
    return invoice_out(invoice, customer_deleted=deleted, recipient_name=name)


async def _answer_again(session: AsyncSession, invoice_id: UUID | None) -> InvoiceOut:
    assert invoice_id is not None
    try:
        return await _answer(session, invoice_id)
    except InvoiceUnknown:
        raise idempotency.gone() from None

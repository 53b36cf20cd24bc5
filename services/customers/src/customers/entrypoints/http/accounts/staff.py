"""`/api/accounts`: who works here and may log in. For the owner; a colleague's name is for everyone here."""

from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import announce
from chassis.events.outbox import Outbox
from chassis.http import idempotency
from chassis.http.actors import Owner, Staff
from chassis.http.dependencies import Db
from chassis.http.idempotency import IdempotencyKey
from chassis.http.pages import Page, PageOf, encode_cursor
from chassis.http.preconditions import IfMatch, etag
from chassis.http.problems import problem_responses
from chassis.ids import new_id
from customers.adapters.account_lists import list_staff
from customers.adapters.accounts import StoredAccounts
from customers.adapters.audit import record_audit
from customers.adapters.mail_requests import StoredMailRequests
from customers.adapters.sessions import StoredSessions
from customers.application.accounts.manage_staff import (
    StaffChange,
    change_staff,
    invite_again,
    invite_staff,
    remove_staff,
)
from customers.domain.account import Account, Role
from customers.domain.errors import AccountNotFound
from customers.entrypoints import fields
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.accounts.answers import (
    AccountNameOut,
    SessionsOut,
    StaffAccountOut,
    sessions_answer,
    staff_answer,
)
from customers.entrypoints.http.answers import JsonAnswer

router = APIRouter(prefix="/api/accounts", tags=["accounts"], responses=problem_responses(401, 403, 422))

StaffRole = Literal["owner", "staff"]


class StaffBody(Body):
    """Somebody who is to work here. `language` is that of the mails about the account."""

    email: fields.Email
    name: fields.RequiredName
    role: StaffRole
    language: fields.Language = None


class StaffPatch(Body):
    """What changes; what is left out stays."""

    name: fields.RequiredName | None = None
    role: StaffRole | None = None
    active: bool | None = None


@router.get("", response_model=PageOf[StaffAccountOut])
async def find(_: Owner, db: Db, paging: Page) -> JsonAnswer:
    """The staff accounts by name."""
    order = paging.order({"name"}, default="name")
    after = paging.after(str, UUID)
    async with db.reading() as session:
        found, total = await list_staff(
            session,
            descending=order.descending,
            after=(after[0], after[1]) if after else None,
            limit=paging.limit + 1,
        )
    shown = found[: paging.limit]
    next_cursor = encode_cursor(shown[-1].name, shown[-1].id) if len(found) > paging.limit else None
    items = [staff_answer(account) for account in shown]
    return JsonAnswer({"items": items, "next_cursor": next_cursor, "total": total})


@router.post("", status_code=201, response_model=StaffAccountOut, responses=problem_responses(409, 410))
async def invite(body: StaffBody, request: Request, actor: Owner, db: Db, key: IdempotencyKey) -> JsonAnswer:
    """Creates the account and sends the invitation, by which a password is chosen."""
    now = datetime.now(UTC)
    account = Account(
        new_id(), body.email, body.name, body.role, language=body.language or "de", created_at=now
    )
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            previous = await StoredAccounts(session).read(entry.previous.resource_id or UUID(int=0))
            if previous is None:
                raise idempotency.gone()
            return _answer(previous, 201)
        await invite_staff(
            StoredAccounts(session), StoredMailRequests(session), Outbox(session), account, now
        )
        await record_audit(session, actor, "account.invited", "account", account.id, {"role": account.role})
        announce(session, "account", account.id)
        await entry.finish(201, account.id)
    response = _answer(account, 201)
    response.headers["Location"] = f"/api/accounts/{account.id}"
    return response


@router.get("/{account_id}", response_model=StaffAccountOut, responses=problem_responses(404))
async def read(account_id: UUID, _: Owner, db: Db) -> JsonAnswer:
    """One staff account."""
    async with db.reading() as session:
        return _answer(await _staff(session, account_id))


@router.get("/{account_id}/name", response_model=AccountNameOut, responses=problem_responses(404))
async def name(account_id: UUID, _: Staff, db: Db) -> JsonAnswer:
    """What a colleague is called, for whatever names its author by the account; of one who left nothing is known."""
    async with db.reading() as session:
        account = await _staff(session, account_id)
    return JsonAnswer({"id": account.id, "name": account.name})


@router.patch(
    "/{account_id}", response_model=StaffAccountOut, responses=problem_responses(404, 409, 412, 428)
)
async def change(
    account_id: UUID, body: StaffPatch, actor: Owner, db: Db, precondition: IfMatch
) -> JsonAnswer:
    """Changes name, role, or whether the account may log in. The last owner keeps both."""
    async with db.transaction() as session:
        accounts = StoredAccounts(session)
        account = await accounts.staff_for_change(account_id)
        precondition.require(account.version, lambda: staff_answer(account))
        wanted = StaffChange(body.name, body.role, body.active)
        changed = await change_staff(accounts, StoredSessions(session), account, wanted)
        if changed:
            await record_audit(session, actor, "account.changed", "account", account_id, {"fields": changed})
            announce(session, "account", account_id)
    return _answer(account)


@router.delete("/{account_id}", status_code=204, responses=problem_responses(404, 409, 412, 428))
async def remove(account_id: UUID, actor: Owner, db: Db, precondition: IfMatch) -> None:
    """Removes the account; its sessions and links end. What its owner wrote keeps the name."""
    async with db.transaction() as session:
        accounts = StoredAccounts(session)
        account = await accounts.staff_for_change(account_id)
        precondition.require(account.version, lambda: staff_answer(account))
        await remove_staff(accounts, account)
        await record_audit(session, actor, "account.removed", "account", account_id)
        announce(session, "account", account_id)


@router.post("/{account_id}/invitation", status_code=202, responses=problem_responses(404, 409))
async def invite_once_more(
    account_id: UUID, request: Request, actor: Owner, db: Db, key: IdempotencyKey
) -> None:
    """Sends another invitation; the links of the former ones are good no more."""
    async with db.transaction() as session:
        entry = await idempotency.begin(session, key, request, actor)
        if entry.previous:
            return
        account = await StoredAccounts(session).staff_for_change(account_id)
        await invite_again(StoredMailRequests(session), Outbox(session), account, datetime.now(UTC))
        await record_audit(session, actor, "account.invited", "account", account_id)
        await entry.finish(202, account_id)


@router.get("/{account_id}/sessions", response_model=SessionsOut, responses=problem_responses(404))
async def sessions(account_id: UUID, _: Owner, db: Db) -> JsonAnswer:
    """Where the account is logged in."""
    async with db.reading() as session:
        account = await _staff(session, account_id)
        found = await StoredSessions(session).of_account(account, datetime.now(UTC))
    return JsonAnswer(sessions_answer(found))


@router.delete("/{account_id}/sessions", status_code=204, responses=problem_responses(404))
async def end_sessions(account_id: UUID, actor: Owner, db: Db) -> None:
    """Logs the account out everywhere."""
    async with db.transaction() as session:
        await StoredAccounts(session).staff_for_change(account_id)
        ended = await StoredSessions(session).end_all(account_id)
        await record_audit(session, actor, "sessions.ended", "account", account_id, {"sessions": ended})


async def _staff(session: AsyncSession, account_id: UUID) -> Account:
    account = await StoredAccounts(session).read(account_id)
    if account is None or account.role == Role.CUSTOMER:
        raise AccountNotFound(account_id)
    return account


def _answer(account: Account, status: int = 200) -> JsonAnswer:
    response = JsonAnswer(staff_answer(account), status)
    etag(response, account.version)
    return response

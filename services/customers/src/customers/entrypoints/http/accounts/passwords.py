"""Choosing a password by a link from a mail. The link is made when the mail leaves, and is followed once."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.accounts import StoredAccounts
from customers.adapters.audit import record_audit
from customers.adapters.failed_logins import StoredFailedLogins
from customers.adapters.mail_requests import StoredMailRequests
from customers.adapters.passwords import Argon2Passwords, is_guessable
from customers.adapters.sessions import StoredSessions
from customers.application.accounts.log_in import digest
from customers.application.accounts.one_time_links import account_of_link, choose_password
from customers.application.accounts.reset_password import reset_password
from customers.domain import limits
from customers.domain.account import Account
from customers.domain.errors import FieldRejected
from customers.domain.throttle import FREE_RESETS_PER_ADDRESS
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.accounts.auth import network_address

router = APIRouter(prefix="/api/auth", tags=["auth"], responses=problem_responses(422))

ANSWERED_EACH_S = 0.3
"""Answers leave in such steps: whether an address is known makes a difference of milliseconds, which is in none."""


class ResetBody(Body):
    """Whose password is to be chosen anew."""

    email: Annotated[str, Field(min_length=1, max_length=limits.EMAIL)]


class PasswordBody(Body):
    """The token of a link from a mail, and the password to log in with from now on."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    password: Annotated[str, Field(max_length=limits.PASSWORD)]


@router.post("/password-reset", status_code=202)
async def ask(body: ResetBody, request: Request, response: Response, db: Db) -> None:
    """Sends a link to whoever logs in with this address. The answer never says whether that is anybody."""
    response.headers["Cache-Control"] = "no-store"
    loop = asyncio.get_running_loop()
    began = loop.time()
    await _send_link(db, body.email, network_address(request))
    await asyncio.sleep((began - loop.time()) % ANSWERED_EACH_S)


@router.post("/password", status_code=204, responses=problem_responses(410))
async def choose(body: PasswordBody, db: Db) -> None:
    """Sets the password. The link is used up, and all sessions of the account end."""
    now = datetime.now(UTC)
    async with db.transaction() as session:
        account = await account_of_link(StoredAccounts(session), StoredMailRequests(session), body.token, now)
    _refuse_weak(body.password, account)
    hashed = await Argon2Passwords().hash(body.password)
    async with db.transaction() as session:
        accounts, requests = StoredAccounts(session), StoredMailRequests(session)
        account = await account_of_link(accounts, requests, body.token, now)
        await choose_password(
            accounts, StoredSessions(session), requests, Outbox(session), account, hashed, datetime.now(UTC)
        )
        await record_audit(
            session, None, "password.chosen", "account", account.id, customer_id=account.customer_id
        )


async def _send_link(db: Database, email: str, address: str) -> None:
    key = digest(f"password-reset\n{address}")
    now = datetime.now(UTC)
    async with db.transaction() as session:
        failures = StoredFailedLogins(session)
        asked = await failures.count(key, now)
        if asked is not None and asked[0] >= FREE_RESETS_PER_ADDRESS:
            return
        await failures.add(key, now)
        account = await reset_password(
            StoredAccounts(session), StoredMailRequests(session), Outbox(session), email, now
        )
        if account is not None:
            await record_audit(
                session,
                None,
                "password_reset.requested",
                "account",
                account.id,
                customer_id=account.customer_id,
            )


def _refuse_weak(password: str, account: Account) -> None:
    if len(password) < limits.SHORTEST_PASSWORD or is_guessable(password, account.email, account.name):
        raise FieldRejected("password_too_weak", "password", least=limits.SHORTEST_PASSWORD)

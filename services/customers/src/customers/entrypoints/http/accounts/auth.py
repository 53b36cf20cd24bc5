"""`/api/auth`: login and logout of people.

A session is a random token in a cookie that no script can read.
"""

from datetime import UTC, datetime
from typing import Annotated, cast

from fastapi import APIRouter, Cookie, Request, Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses, standard_problem
from chassis.tokens import Actor, Role
from customers.adapters.accounts import StoredAccounts
from customers.adapters.audit import record_audit
from customers.adapters.failed_logins import StoredFailedLogins
from customers.adapters.passwords import Argon2Passwords
from customers.adapters.sessions import StoredSessions
from customers.application.accounts.log_in import (
    Attempt,
    open_session,
    record_failure,
    refuse_throttled,
    token_hash,
    verify_password,
)
from customers.domain import limits
from customers.domain.account import SESSION_LONGEST, Account, Session
from customers.domain.client import client_of
from customers.domain.errors import LoginRefused
from customers.entrypoints.bodies import Body
from customers.entrypoints.http.answers import AccountOut

router = APIRouter(prefix="/api/auth", tags=["auth"], responses=problem_responses(422))

COOKIE = "session"
SessionCookie = Annotated[str | None, Cookie(alias=COOKIE, include_in_schema=False)]


class LoginBody(Body):
    """Whose session is to begin."""

    email: Annotated[str, Field(max_length=limits.EMAIL)]
    password: Annotated[str, Field(max_length=limits.PASSWORD)]


@router.post("/login", responses=problem_responses(401, 403, 429))
async def log_in(body: LoginBody, request: Request, response: Response, db: Db) -> AccountOut:
    """Begins a session and sets its cookie.

    After several failures the next attempt has to wait (`Retry-After`). Blocked customers are told so (C9), once
    their password was right.
    """
    attempt = Attempt(
        body.email, body.password, network_address(request), client_of(request.headers.get("user-agent"))
    )
    async with db.reading() as session:
        await refuse_throttled(StoredFailedLogins(session), attempt, datetime.now(UTC))
        known = await StoredAccounts(session).by_email(attempt.email)
    try:
        account = await verify_password(known, Argon2Passwords(), attempt)
    except LoginRefused:
        async with db.transaction() as session:
            await record_failure(StoredFailedLogins(session), attempt, datetime.now(UTC))
            await record_audit(
                session,
                None,
                "login.failed",
                "account",
                known.id if known else None,
                customer_id=known.customer_id if known else None,
            )
        raise
    async with db.transaction() as session:
        token, account = await open_session(
            StoredAccounts(session),
            StoredSessions(session),
            StoredFailedLogins(session),
            attempt,
            account,
            datetime.now(UTC),
        )
        await record_audit(
            session,
            actor_of(account),
            "login.succeeded",
            "account",
            account.id,
            customer_id=account.customer_id,
        )
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.headers.get("x-forwarded-proto") == "https",
    )
    response.headers["Cache-Control"] = "no-store"
    return _account(account)


@router.post("/logout", status_code=204)
async def log_out(response: Response, db: Db, cookie: SessionCookie = None) -> None:
    """Ends the session, here and for every other tab."""
    if cookie:
        async with db.transaction() as session:
            account = await StoredSessions(session).end(token_hash(cookie))
            if account is not None:
                await record_audit(
                    session,
                    actor_of(account),
                    "session.ended",
                    "account",
                    account.id,
                    customer_id=account.customer_id,
                )
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


@router.get("/session", responses=problem_responses(401))
async def read_session(response: Response, db: Db, cookie: SessionCookie = None) -> AccountOut:
    """Who is logged in."""
    response.headers["Cache-Control"] = "no-store"
    async with db.reading() as session:
        return _account((await own_session(session, cookie)).account)


async def own_session(session: AsyncSession, cookie: str | None) -> Session:
    """The session that the cookie stands for. Raises the 401 problem when it has ended."""
    found = await StoredSessions(session).read(token_hash(cookie), datetime.now(UTC)) if cookie else None
    if found is None:
        raise standard_problem(401)
    return found


def actor_of(account: Account) -> Actor:
    """Who acts when this account does."""
    return Actor(account.id, cast(Role, account.role), account.customer_id, account.name)


def network_address(request: Request) -> str:
    """The network address of the browser: the last hop that the gateway itself has seen."""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded or (request.client.host if request.client else "unknown")


def _account(account: Account) -> AccountOut:
    return AccountOut.model_validate(
        {
            "account_id": account.id,
            "email": account.email,
            "name": account.name,
            "role": account.role,
            "customer_id": account.customer_id,
        }
    )

"""`/api/auth`: login and logout of people.

A session is a random token in a cookie that no script can read.
"""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Cookie, Request, Response
from pydantic import Field

from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses, standard_problem
from customers.adapters.accounts import StoredAccounts, StoredFailedLogins
from customers.adapters.passwords import Argon2Passwords
from customers.application.accounts.log_in import (
    Attempt,
    open_session,
    record_failure,
    refuse_throttled,
    token_hash,
    verify_password,
)
from customers.domain import limits
from customers.domain.account import SESSION_LONGEST, Account
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


@router.post("/login", responses=problem_responses(401, 429))
async def log_in(body: LoginBody, request: Request, response: Response, db: Db) -> AccountOut:
    """Begins a session and sets its cookie.

    After several failures the next attempt has to wait (`Retry-After`).
    """
    attempt = Attempt(body.email, body.password, _address(request))
    async with db.reading() as session:
        await refuse_throttled(StoredFailedLogins(session), attempt, datetime.now(UTC))
        known = await StoredAccounts(session).by_email(attempt.email)
    try:
        account = await verify_password(known, Argon2Passwords(), attempt)
    except LoginRefused:
        async with db.transaction() as session:
            await record_failure(StoredFailedLogins(session), attempt, datetime.now(UTC))
        raise
    async with db.transaction() as session:
        token = await open_session(
            StoredAccounts(session), StoredFailedLogins(session), attempt, account, datetime.now(UTC)
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
            await StoredAccounts(session).end_session(token_hash(cookie))
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


@router.get("/session", responses=problem_responses(401))
async def read_session(response: Response, db: Db, cookie: SessionCookie = None) -> AccountOut:
    """Who is logged in."""
    response.headers["Cache-Control"] = "no-store"
    async with db.reading() as session:
        found = (
            await StoredAccounts(session).session(token_hash(cookie), datetime.now(UTC)) if cookie else None
        )
    if found is None:
        raise standard_problem(401)
    return _account(found.account)


def _address(request: Request) -> str:
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

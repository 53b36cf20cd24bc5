"""On the private port: what a session stands for, as a short-lived token, and the keys that prove it."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from fastapi import APIRouter, Response

from chassis.http.dependencies import Db
from chassis.http.problems import standard_problem
from chassis.tokens import Actor, Role, issue, key_set
from customers.adapters.accounts import StoredAccounts, published_keys, signing_key
from customers.application.accounts.log_in import token_hash
from customers.domain.account import session_end
from customers.entrypoints.http.auth import SessionCookie

router = APIRouter(tags=["private"])

_PROLONGED_AT_MOST_EVERY = timedelta(minutes=15)


@router.get("/session-check")
async def check_session(db: Db, cookie: SessionCookie = None) -> Response:
    """200 with `Authorization: Bearer …` for a live session, which it keeps alive; else 401.

    For the gateway.
    """
    if not cookie:
        raise standard_problem(401)
    now, key = datetime.now(UTC), token_hash(cookie)
    async with db.reading() as session:
        found = await StoredAccounts(session).session(key, now)
        if found is None:
            raise standard_problem(401)
        signing = await signing_key(session, now)
    end = session_end(found.created_at, now)
    if end - found.expires_at > _PROLONGED_AT_MOST_EVERY:
        async with db.transaction() as session:
            await StoredAccounts(session).prolong(key, end)
    account = found.account
    actor = Actor(account.id, cast(Role, account.role), account.customer_id, account.name)
    return Response(headers={"Authorization": f"Bearer {issue(signing, actor)}", "Cache-Control": "no-store"})


@router.get("/.well-known/jwks.json")
async def keys(db: Db) -> dict[str, Any]:
    """The public keys of session tokens, the next one included."""
    async with db.reading() as session:
        return key_set(*await published_keys(session))

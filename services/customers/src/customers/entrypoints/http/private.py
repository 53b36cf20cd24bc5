"""On the private port: what a session stands for, as a short-lived token, and the keys that prove it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Response

from chassis.http.dependencies import Db
from chassis.http.problems import standard_problem
from chassis.tokens import issue, key_set
from customers.adapters.sessions import StoredSessions
from customers.adapters.signing_keys import published_keys, signing_key
from customers.application.accounts.log_in import token_hash
from customers.domain.account import session_end
from customers.entrypoints.http.accounts.auth import SessionCookie, actor_of

router = APIRouter(tags=["private"])

_NOTED_AT_MOST_EVERY = timedelta(minutes=1)


@router.get("/session-check")
async def check_session(db: Db, cookie: SessionCookie = None) -> Response:
    """200 with `Authorization: Bearer …` for a live session, which it keeps alive; else 401.

    For the gateway.
    """
    if not cookie:
        raise standard_problem(401)
    now, key = datetime.now(UTC), token_hash(cookie)
    async with db.reading() as session:
        found = await StoredSessions(session).read(key, now)
        if found is None:
            raise standard_problem(401)
        signing = await signing_key(session, now)
    if now - found.last_seen_at > _NOTED_AT_MOST_EVERY:
        async with db.transaction() as session:
            await StoredSessions(session).prolong(key, now, session_end(found.created_at, now))
    token = issue(signing, actor_of(found.account))
    return Response(headers={"Authorization": f"Bearer {token}", "Cache-Control": "no-store"})


@router.get("/.well-known/jwks.json")
async def keys(db: Db) -> dict[str, Any]:
    """The public keys of session tokens, the next one included."""
    async with db.reading() as session:
        return key_set(*await published_keys(session))

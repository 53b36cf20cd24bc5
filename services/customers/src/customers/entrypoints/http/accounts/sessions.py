"""`/api/auth/sessions`: where somebody is logged in, and ending it there. Everybody sees their own."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter

from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses
from customers.adapters.audit import record_audit
from customers.adapters.sessions import StoredSessions
from customers.domain.errors import SessionNotFound
from customers.entrypoints.http.accounts.answers import SessionsOut, sessions_answer
from customers.entrypoints.http.accounts.auth import SessionCookie, actor_of, own_session
from customers.entrypoints.http.answers import JsonAnswer

router = APIRouter(prefix="/api/auth/sessions", tags=["auth"], responses=problem_responses(401))


@router.get("", response_model=SessionsOut)
async def find(db: Db, cookie: SessionCookie = None) -> JsonAnswer:
    """The sessions of whoever is asking."""
    async with db.reading() as session:
        own = await own_session(session, cookie)
        found = await StoredSessions(session).of_account(own.account, datetime.now(UTC))
    return JsonAnswer(sessions_answer(found, own.id))


@router.delete("/{session_id}", status_code=204, responses=problem_responses(404, 422))
async def end(session_id: UUID, db: Db, cookie: SessionCookie = None) -> None:
    """Ends one of one's own sessions."""
    async with db.transaction() as session:
        own = await own_session(session, cookie)
        if not await StoredSessions(session).end_one(own.account.id, session_id):
            raise SessionNotFound(session_id)
        actor = actor_of(own.account)
        await record_audit(
            session, actor, "session.ended", "account", own.account.id, customer_id=actor.customer_id
        )


@router.delete("", status_code=204)
async def end_others(db: Db, cookie: SessionCookie = None) -> None:
    """Ends all of one's own sessions but this one."""
    async with db.transaction() as session:
        own = await own_session(session, cookie)
        ended = await StoredSessions(session).end_all(own.account.id, but_not=own.id)
        actor = actor_of(own.account)
        detail = {"sessions": ended}
        await record_audit(
            session, actor, "sessions.ended", "account", own.account.id, detail, customer_id=actor.customer_id
        )

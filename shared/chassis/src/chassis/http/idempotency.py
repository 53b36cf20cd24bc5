"""`Idempotency-Key`: a POST that is sent again has its effect once and gets the same answer.

An entry keeps the request's hash, the status and which resource came of it, never the answer's text:
that is read again, and is 410 when it is gone. It lives in the transaction of the effect.
"""

import hashlib
import json
from contextlib import suppress
from datetime import timedelta
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from fastapi import Depends, Header
from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from chassis.http.problems import FieldError, Problem, invalid_fields, standard_problem
from chassis.tables import IdempotencyEntry
from chassis.tokens import Actor

KEPT_FOR = timedelta(days=2)
_NOBODY = UUID(int=0)


class Previous(NamedTuple):
    """How the same request ended before."""

    status: int
    resource_id: UUID | None


class Entry:
    """The entry of one request. Without a key it remembers nothing."""

    def __init__(
        self, session: AsyncSession, identity: tuple[UUID, str, str] | None, previous: Previous | None
    ) -> None:
        self._session = session
        self._identity = identity
        self.previous = previous
        """Set when the same request was answered before: do nothing, read the resource and answer again."""

    async def finish(
        self, status: int, resource_id: UUID | None = None, customer_id: UUID | None = None
    ) -> None:
        """Remembers the answer, together with the effect. `customer_id` lets a purge take the entry along."""
        if self._identity is None:
            return
        actor_id, route, key = self._identity
        await self._session.execute(
            update(IdempotencyEntry)
            .where(
                IdempotencyEntry.actor_id == actor_id,
                IdempotencyEntry.route == route,
                IdempotencyEntry.key == key,
            )
            .values(status=status, resource_id=resource_id, customer_id=customer_id)
        )


async def begin(
    session: AsyncSession,
    key: str | None,
    request: Request,
    actor: Actor | None,
    *,
    fingerprint: bytes | None = None,
) -> Entry:
    """The entry of this request; call it first in the transaction.

    A second request with the same key waits here until the first one has committed, and then sees how it
    ended; when the first one failed, the second takes its place. The same key with another request is
    a 422 problem. `fingerprint` stands for the body where it was an upload (a digest of the file).
    """
    if key is None:
        return Entry(session, None, None)
    identity = (actor.account_id if actor else _NOBODY, _route(request), key)
    digest = await _request_hash(request, fingerprint)
    inserted = await session.execute(
        insert(IdempotencyEntry)
        .values(actor_id=identity[0], route=identity[1], key=key, request_hash=digest)
        .on_conflict_do_nothing()
        .returning(IdempotencyEntry.key)
    )
    if inserted.first() is not None:
        return Entry(session, identity, None)
    known = (
        await session.execute(
            select(
                IdempotencyEntry.request_hash, IdempotencyEntry.status, IdempotencyEntry.resource_id
            ).where(
                IdempotencyEntry.actor_id == identity[0],
                IdempotencyEntry.route == identity[1],
                IdempotencyEntry.key == key,
            )
        )
    ).one_or_none()
    if known is None:
        raise gone()
    if known.request_hash != digest:
        raise Problem(
            422,
            "idempotency-key-reused",
            title_de="Dieser Idempotency-Key gehört zu einer anderen Anfrage",
            title_en="This Idempotency-Key belongs to another request",
        )
    return Entry(session, identity, Previous(known.status or 200, known.resource_id))


def gone() -> Problem:
    """410: the request was carried out before, and what came of it no longer exists."""
    return standard_problem(410)


async def forget_old_entries(session: AsyncSession) -> int:
    """Deletes the entries that are older than two days; answers how many."""
    result = await session.execute(
        delete(IdempotencyEntry).where(IdempotencyEntry.created_at < func.now() - KEPT_FOR)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount


def _route(request: Request) -> str:
    route: Any = request.scope.get("route")
    return f"{request.method} {getattr(route, 'path', request.url.path)}"


async def _request_hash(request: Request, fingerprint: bytes | None) -> bytes:
    body = await request.body() if fingerprint is None else fingerprint
    with suppress(ValueError):  # what is no JSON is compared byte by byte
        body = json.dumps(json.loads(body), sort_keys=True).encode()
    digest = hashlib.sha256()
    for part in (request.url.path.encode(), request.url.query.encode(), body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


async def _key(
    idempotency_key: Annotated[
        str | None, Header(alias="Idempotency-Key", description="Send the same key again to ask safely twice")
    ] = None,
) -> str | None:
    if idempotency_key is None:
        return None
    if (
        not 1 <= len(idempotency_key) <= 200
        or not idempotency_key.isascii()
        or not idempotency_key.isprintable()
    ):
        raise invalid_fields(
            FieldError(
                "Idempotency-Key",
                "bad_idempotency_key",
                "1 bis 200 druckbare ASCII-Zeichen.",
                "1 to 200 printable ASCII characters.",
            )
        )
    return idempotency_key


IdempotencyKey = Annotated[str | None, Depends(_key)]

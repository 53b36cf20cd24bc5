"""The links of newsletters, for those who have no session: nobody but the customer has the token.

Opening a link (GET) changes nothing: scanners of mails open every link. What counts is a POST, by the page or by the
mail program's own button (RFC 8058).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import cast

from fastapi import APIRouter, Request
from pydantic import BaseModel

from chassis.events.outbox import Outbox
from chassis.http.dependencies import Db
from chassis.http.problems import problem_responses, standard_problem
from messaging.adapters.newsletter_links import SqlNewsletterLinks
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.suppressions import SqlSuppressions
from messaging.application.newsletter.follow_link import follow_link, state_of_link
from messaging.domain.errors import LinkUnknown
from messaging.domain.newsletter import LinkState, Purpose
from messaging.entrypoints.http.guesses import WITHIN_SECONDS, guesses_of, network_address
from messaging.settings import Settings, sender_address

router = APIRouter(
    prefix="/api/public/newsletter", tags=["newsletter"], responses=problem_responses(404, 429)
)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class LinkOut(BaseModel):
    """What the link is for, and what following it would do. Nobody is named but the provider."""

    purpose: Purpose
    state: LinkState
    provider: str


@router.get("/{token}")
async def read(token: str, request: Request, db: Db) -> LinkOut:
    """Shows where the link stands and changes nothing."""
    with _guessed(token, request):
        async with db.reading() as session:
            purpose, state = await state_of_link(
                SqlRecipients(session),
                SqlSuppressions(session),
                SqlNewsletterLinks(session),
                token,
                datetime.now(UTC),
            )
    return _answer(request, purpose, state)


@router.post("/{token}", responses=problem_responses(410))
async def follow(token: str, request: Request, db: Db) -> LinkOut:
    """The customer has unsubscribed, or has confirmed. Whatever stands in the body, the token says it all."""
    with _guessed(token, request):
        async with db.transaction() as session:
            purpose = await follow_link(
                SqlRecipients(session),
                SqlSuppressions(session),
                SqlNewsletterLinks(session),
                Outbox(session),
                token,
                datetime.now(UTC),
            )
    return _answer(request, purpose, LinkState.DONE)


def _answer(request: Request, purpose: Purpose, state: LinkState) -> LinkOut:
    settings = cast(Settings, request.app.state.settings)
    return LinkOut(purpose=purpose, state=state, provider=sender_address(settings.mail_from).display_name)


@contextmanager
def _guessed(token: str, request: Request) -> Iterator[None]:
    """Counts a token that nobody was sent; many of them have to wait."""
    guesses, address = guesses_of(request), network_address(request)
    if guesses.too_many(address):
        raise standard_problem(429, headers={"Retry-After": str(round(WITHIN_SECONDS))})
    try:
        if not _TOKEN.fullmatch(token):
            raise LinkUnknown
        yield
    except LinkUnknown:
        guesses.count(address)
        raise

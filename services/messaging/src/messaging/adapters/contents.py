"""What the mails of messages say, with all that belongs to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.attachments import files_of
from messaging.adapters.attempts import Claim
from messaging.adapters.compose import Attachment, Content
from messaging.adapters.newsletter_links import SqlNewsletterLinks, one_click_url, page_url
from messaging.application.newsletter.make_links import MadeLink, make_links
from messaging.domain.message import Kind, Message
from messaging.domain.newsletter import Purpose
from messaging.domain.requested_mail import LINK_MARK, with_link

_BROADCASTS_AT_HAND = 2

_files_at_hand: dict[UUID, Sequence[Attachment]] = {}
"""Those of the last broadcasts: they do not change, and are read once instead of for each of their mails."""


async def contents_of(
    session: AsyncSession, claims: Sequence[Claim], public_url: str, now: datetime
) -> dict[UUID, Content]:
    """The content of each, by the message's id, in the transaction that begins its attempt and holds its recipient.

    The links of newsletters are made here: what stands for them is in the mail only.
    """
    made = await make_links(SqlNewsletterLinks(session), claims, now)
    return {
        message.id: _linked(
            Content(
                message.subject,
                message.body,
                message.html,
                await _files_of(session, message) if message.attachments else (),
                automatic=message.kind is not Kind.PERSONAL,
                language=recipient.language or "de",
            ),
            made.get(message.id),
            public_url,
        )
        for message, recipient in claims
    }


def _linked(content: Content, link: MadeLink | None, public_url: str) -> Content:
    """With the page of its link where the text has a mark for it; a newsletter can be left in any case."""
    if link is None:
        return content
    page = page_url(public_url, link.purpose, link.token)
    leaves = link.purpose is Purpose.UNSUBSCRIBE
    return replace(
        content,
        body=with_link(content.body, page),
        unsubscribe_url=one_click_url(public_url, link.token) if leaves else None,
        unsubscribe_page_url=page if leaves and LINK_MARK not in content.body else None,
    )


async def _files_of(session: AsyncSession, message: Message) -> Sequence[Attachment]:
    """Only those of an audience are kept at hand: they are no customer's own, so no purge looks for them."""
    if message.broadcast_id in _files_at_hand:
        return _files_at_hand[message.broadcast_id]
    files = [
        Attachment(file.name, file.media_type, file.content)
        for file in await files_of(session, message.submission_id)
    ]
    if message.broadcast_id is not None:
        while len(_files_at_hand) >= _BROADCASTS_AT_HAND:
            del _files_at_hand[next(iter(_files_at_hand))]
        _files_at_hand[message.broadcast_id] = files
    return files

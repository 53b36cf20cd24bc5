"""What the mails of messages say, with all that belongs to them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from weakref import WeakValueDictionary

from messaging.adapters.attachments import StoredFile
from messaging.adapters.attempts import Claim
from messaging.adapters.compose import Content
from messaging.adapters.mime import Attachment
from messaging.adapters.newsletter_links import one_click_url, page_url
from messaging.application.newsletter.make_links import MadeLink, make_links
from messaging.application.ports import NewLinks
from messaging.domain.message import Kind, Message
from messaging.domain.newsletter import Purpose
from messaging.domain.requested_mail import LINK_MARK, with_link

_BROADCASTS_AT_HAND = 2


class _Files(list[Attachment]):
    """What the messages of one submission carry; it never changes."""


_files_in_use: WeakValueDictionary[UUID, _Files] = WeakValueDictionary()
"""By submission, while a mail with them is under way: all mails of a submission share one copy in memory."""
_files_at_hand: dict[UUID, _Files] = {}
"""Those of the last broadcasts: read once instead of for each of their mails. Those of other messages are one
customer's own, and are let go with the mails that carry them."""


Files = Callable[[UUID], Awaitable[Sequence[StoredFile]]]
"""Reads those of a submission."""


async def contents_of(
    links: NewLinks, files: Files, claims: Sequence[Claim], public_url: str, now: datetime
) -> dict[UUID, Content]:
    """The content of each, by the message's id, in the transaction that begins its attempt and holds its recipient.

    The links of newsletters are made here: what stands for them is in the mail only.
    """
    made = await make_links(links, claims, now)
    return {
        message.id: _linked(
            Content(
                message.subject,
                message.body,
                message.html,
                await _files_of(message, files) if message.attachments else (),
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


async def _files_of(message: Message, files: Files) -> Sequence[Attachment]:
    found = _files_in_use.get(message.submission_id)
    if found is None:
        stored = await files(message.submission_id)
        found = _Files(Attachment(file.name, file.media_type, file.content) for file in stored)
        _files_in_use[message.submission_id] = found
    if message.broadcast_id is not None and message.broadcast_id not in _files_at_hand:
        while len(_files_at_hand) >= _BROADCASTS_AT_HAND:
            del _files_at_hand[next(iter(_files_at_hand))]
        _files_at_hand[message.broadcast_id] = found
    return found

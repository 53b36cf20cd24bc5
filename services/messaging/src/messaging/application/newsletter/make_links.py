"""The links that mails carry about the newsletter, made at the moment they leave."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messaging.application.ports import NewLinks
from messaging.domain.message import Message
from messaging.domain.newsletter import (
    CONFIRMED_WITHIN,
    NewsletterLink,
    Purpose,
    current_wording,
    link_purpose,
)
from messaging.domain.recipient import Recipient


@dataclass(frozen=True)
class MadeLink:
    """What a link is for, and its token, which is kept nowhere but in the mail."""

    purpose: Purpose
    token: str


async def make_links(
    links: NewLinks, mails: Sequence[tuple[Message, Recipient]], now: datetime
) -> dict[UUID, MadeLink]:
    """By message id: in a newsletter the link to unsubscribe, in the double opt-in mail the one to confirm.

    Other mails have none. Needs the recipients' rows held. The links of earlier attempts stay good: one of them may
    have arrived.
    """
    made: dict[UUID, MadeLink] = {}
    stored: list[tuple[str, NewsletterLink]] = []
    for message, recipient in mails:
        purpose = link_purpose(message)
        if purpose is None:
            continue
        confirms = purpose is Purpose.CONFIRM
        link = NewsletterLink(
            customer_id=recipient.customer_id,
            purpose=purpose,
            email_version=recipient.email_version,
            message_id=message.id,
            created_at=now,
            expires_at=now + CONFIRMED_WITHIN if confirms else None,
            wording=current_wording(recipient.language) if confirms else None,
        )
        made[message.id] = MadeLink(purpose, secrets.token_urlsafe(32))
        stored.append((made[message.id].token, link))
    if stored:
        await links.add(stored)
    return made

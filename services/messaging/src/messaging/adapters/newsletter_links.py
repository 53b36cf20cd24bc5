"""The links of newsletters in PostgreSQL, and what they look like in a mail."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from messaging.adapters.tables import NewsletterLinkRow
from messaging.domain.errors import LinkUnknown
from messaging.domain.newsletter import NewsletterLink, Purpose

_PAGES = {Purpose.CONFIRM: "bestaetigen", Purpose.UNSUBSCRIBE: "abmelden"}


def page_url(public_url: str, purpose: Purpose, token: str) -> str:
    """Where a person who clicks the link decides. Opening it changes nothing."""
    return f"{public_url}/newsletter/{_PAGES[purpose]}?t={token}"


def one_click_url(public_url: str, token: str) -> str:
    """Where a mail program unsubscribes by POST (RFC 8058)."""
    return f"{public_url}/api/public/newsletter/{token}"


class SqlNewsletterLinks:
    """Implements the port `NewsletterLinks`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, links: Sequence[tuple[str, NewsletterLink]]) -> None:
        """Inserts them."""
        await self._session.execute(insert(NewsletterLinkRow).values(link_rows(links)))

    async def find(self, token: str) -> NewsletterLink:
        """Reads it; hold its recipient to rely on it."""
        row = await self._session.get(NewsletterLinkRow, _hash(token), populate_existing=True)
        if row is None:
            raise LinkUnknown
        return NewsletterLink(
            customer_id=row.customer_id,
            purpose=Purpose(row.purpose),
            email_version=row.email_version,
            message_id=row.message_id,
            created_at=row.created_at,
            expires_at=row.expires_at,
            used_at=row.used_at,
            wording=row.wording,
        )

    async def save(self, token: str, link: NewsletterLink) -> None:
        """Updates when it was followed."""
        await self._session.execute(
            update(NewsletterLinkRow)
            .where(NewsletterLinkRow.token_hash == _hash(token))
            .values(used_at=link.used_at)
        )


def link_rows(links: Sequence[tuple[str, NewsletterLink]]) -> list[dict[str, object]]:
    """New links, by column."""
    return [vars(link) | {"token_hash": _hash(token), "purpose": link.purpose.value} for token, link in links]


def _hash(token: str) -> bytes:
    """What a link is stored under; the token itself (256 random bits) is in the mail only."""
    return hashlib.sha256(token.encode()).digest()

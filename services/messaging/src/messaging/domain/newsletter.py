"""Consent to the newsletter by mail, and how it is taken back (M5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from messaging.domain.message import Channel, Kind, Message
from messaging.domain.recipient import Recipient, RecipientStatus
from messaging.domain.suppression import Standing, SuppressionReason

NEWSLETTER_CONFIRMATION = "newsletter_confirmation"
"""The template of the double opt-in mail."""
CONFIRMED_WITHIN = timedelta(days=30)
"""How long the link of a double opt-in mail is good."""

WORDINGS = {
    "1-de": (
        "Ja, ich möchte den Newsletter per E-Mail bekommen. Diese Einwilligung kann ich jederzeit widerrufen, zum "
        "Beispiel mit dem Abmeldelink in jedem Newsletter."
    ),
    "1-en": (
        "Yes, I want to get the newsletter by e-mail. I can withdraw this consent at any time, for example with the "
        "link to unsubscribe in every newsletter."
    ),
}
"""What is consented to, by version and language. A version is never changed: customers keeps its text as evidence."""
_CURRENT = "1"


def current_wording(language: str | None) -> str:
    """The id of the wording in the double opt-in mail that is written now, in the language it is written in."""
    return f"{_CURRENT}-{language if f'{_CURRENT}-{language}' in WORDINGS else 'de'}"


class Purpose(StrEnum):
    """What a link is for."""

    CONFIRM = "confirm"
    UNSUBSCRIBE = "unsubscribe"


class LinkState(StrEnum):
    """What following a link would do: something, nothing any more, or nothing because it is void."""

    OPEN = "open"
    DONE = "done"
    EXPIRED = "expired"


def link_purpose(message: Message) -> Purpose | None:
    """What the link is for that such a mail carries; None when it carries none."""
    if message.channel is not Channel.EMAIL:
        return None
    if message.template == NEWSLETTER_CONFIRMATION:
        return Purpose.CONFIRM
    return Purpose.UNSUBSCRIBE if message.kind is Kind.NEWSLETTER else None


@dataclass
class NewsletterLink:
    """A link in one mail to one customer. Its token is in the mail alone."""

    customer_id: UUID
    purpose: Purpose
    email_version: int
    message_id: UUID
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    wording: str | None = None

    def state(self, recipient: Recipient, standing: Standing, now: datetime) -> LinkState:
        """Where it stands. `recipient` is who is written to today: of a merged customer the survivor.

        To unsubscribe is possible as long as there is a customer. To confirm is possible for 30 days, at the address
        that the mail went to; a link that was followed is done until the customer unsubscribes.
        """
        has_unsubscribed = any(
            found.is_active and found.reason is SuppressionReason.UNSUBSCRIBED
            for found in standing.suppressions
        )
        if self.purpose is Purpose.UNSUBSCRIBE:
            return LinkState.DONE if has_unsubscribed else LinkState.OPEN
        if self.used_at is not None:
            return LinkState.EXPIRED if has_unsubscribed else LinkState.DONE
        is_void = (
            recipient.customer_id != self.customer_id
            or recipient.status is RecipientStatus.MERGED
            or recipient.email_version != self.email_version
            or (self.expires_at is not None and now >= self.expires_at)
        )
        return LinkState.EXPIRED if is_void else LinkState.OPEN

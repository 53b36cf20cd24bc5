"""The facts this service promises. Ids and codes only: no subject, body, address or diagnostic text."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from chassis.events.published import PublishedEvent


class MailFact(PublishedEvent):
    """Something happened to one message. `email_version` says to which of the customer's addresses."""

    message_id: UUID
    customer_id: UUID
    email_version: int
    at: datetime


class MailAccepted(MailFact, topic="mail", type="mail.accepted"):
    """The relay answered 250: the mail is its responsibility now. Nothing is known of the recipient."""


class MailDelivered(MailFact, topic="mail", type="mail.delivered"):
    """A delivery report says that the recipient's system has the mail."""


class MailDeferred(MailFact, topic="mail", type="mail.deferred"):
    """The relay, or somebody behind it, keeps the mail back and goes on trying."""


class MailBounced(MailFact, topic="mail", type="mail.bounced"):
    """The mail failed for good. `status` is the enhanced status code of RFC 3463, if any was given."""

    bounce_class: Literal["hard", "soft", "block"] = Field(alias="class")
    reason: Literal[
        "address_unknown",
        "host_unknown",
        "mailbox_full",
        "rejected",
        "spam",
        "policy",
        "too_large",
        "expired",
        "network",
        "other",
    ]
    status: str | None = None


class MailFailed(MailFact, topic="mail", type="mail.failed"):
    """The mail cannot be handed over at all, for a reason on this side."""

    reason: str


class MailSuppressed(MailFact, topic="mail", type="mail.suppressed"):
    """The mail is not handed over, because its customer must not or cannot be written to."""

    reason: str


class NewsletterConfirmed(MailFact, topic="mail", type="newsletter.confirmed"):
    """The customer has confirmed by the double opt-in mail `message_id` that they want the newsletter.

    `wording_id` says what they consented to, and in which language; the text is the same for everybody.
    """

    how: Literal["double_opt_in"] = "double_opt_in"
    wording_id: str


class NewsletterUnsubscribed(MailFact, topic="mail", type="newsletter.unsubscribed"):
    """The customer wants no newsletter any more; `message_id` is the one whose link they followed."""


class CustomerPurged(PublishedEvent, topic="erasures", type="customer.purged"):
    """Nothing of this customer is left in this service; `counts` says what there was."""

    customer_id: UUID
    service: Literal["messaging"] = "messaging"
    counts: dict[str, int]

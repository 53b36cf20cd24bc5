"""The recipient: this service's copy of a customer."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class RecipientStatus(StrEnum):
    """The customer's status as far as this service has heard."""

    ACTIVE = "active"
    BLOCKED = "blocked"
    DELETED = "deleted"
    MERGED = "merged"
    """An alias of another customer, who is written to instead."""


class SuppressedReason(StrEnum):
    """Why a message is not handed over (M4, C12)."""

    BLOCKED = "blocked"
    PLACEHOLDER = "placeholder"
    NO_ADDRESS = "no_address"
    NO_CONSENT = "no_consent"
    """A newsletter to somebody who has not confirmed that they want it, or who has unsubscribed (M5)."""
    SUPPRESSED = "suppressed"
    """Mail to this address does not arrive, or is not wanted."""
    OBSOLETE = "obsolete"
    """Whoever asked for the mail does not want it any more."""


@dataclass(frozen=True)
class Recipient:
    """A customer as messaging knows them. A deleted one is an id and nothing else."""

    customer_id: UUID
    status: RecipientStatus
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    email: str | None = None
    email_version: int = 0
    email_is_placeholder: bool = False
    language: str | None = None
    newsletter_state: str = "none"
    mail_suppressed: bool = False
    """Nothing is mailed to this address (`Standing`)."""
    mailbox_full_on: frozenset[date] = frozenset()
    """The days on which the mailbox of this address was found full."""
    newsletter_suppressed: bool = False
    """They have unsubscribed, or said that newsletters are unwanted, whatever `newsletter_state` says."""
    customer_group_ids: tuple[UUID, ...] = ()
    recipient_group_ids: tuple[UUID, ...] = ()
    number: int | None = None
    """None until a snapshot has told it."""

    @property
    def wants_newsletter(self) -> bool:
        """Whether there is consent (M5): confirmed, and not taken back since."""
        return self.newsletter_state == "confirmed" and not self.newsletter_suppressed

    @property
    def display_name(self) -> str:
        """The name in the To line: the person, else the company, else nothing."""
        person = " ".join(part for part in (self.first_name, self.last_name) if part)
        return person or self.company_name or ""

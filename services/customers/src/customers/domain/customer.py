"""The customer: what the desk enters, what the service decides, and which change is a new version."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from customers.domain import limits
from customers.domain.errors import FieldRejected, ParticipantNotFound
from customers.domain.folding import order_key, search_text
from customers.domain.newsletter import (
    BY_DESK,
    BY_LINK,
    DOUBLE_OPT_IN,
    ConsentEntry,
    ConsentStep,
    NewsletterEvidence,
    NewsletterState,
    given,
    newsletter_after,
    refuse_impossible,
    waits_for_link,
)
from customers.domain.participant import Participant
from customers.domain.placeholder import PlaceholderEmails


class CustomerStatus(StrEnum):
    """A live customer is `active` or `blocked` (C9); `deleted` is final (C10).

    `merged` is an alias of another customer (C11), until the merge is undone.
    """

    ACTIVE = "active"
    BLOCKED = "blocked"
    DELETED = "deleted"
    MERGED = "merged"


LIVE = (CustomerStatus.ACTIVE, CustomerStatus.BLOCKED)


@dataclass(frozen=True)
class Address:
    """A postal address; any part may be missing. The country is an ISO 3166 code."""

    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class CustomerData:
    """What a desk, an import or the customer enters, cleaned."""

    email: str
    salutation: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    is_company: bool = False
    phone: str | None = None
    further_phones: tuple[str, ...] = ()
    address: Address | None = None
    language: str = "de"
    customer_group_ids: tuple[UUID, ...] = ()
    recipient_group_ids: tuple[UUID, ...] = ()
    discount_percent: Decimal = Decimal(0)
    """Taken off every price from now on; 0 to 100 with at most two decimals."""

    def __post_init__(self) -> None:
        if not (self.last_name or self.company_name):
            raise FieldRejected("name_missing", "last_name")


def changed_fields(before: CustomerData, after: CustomerData) -> list[str]:
    """The names of the fields that differ."""
    return sorted(f.name for f in fields(CustomerData) if getattr(before, f.name) != getattr(after, f.name))


@dataclass(frozen=True)
class SealedBankDetails:
    """Bank details, encrypted. Only the last four characters of the IBAN can be read without the key.

    The fingerprint tells equal IBANs without the IBAN; None until the worker has made it.
    """

    sealed: bytes
    iban_last_four: str
    fingerprint: bytes | None = None


@dataclass(frozen=True)
class NewsletterWish:
    """What was written about the newsletter: wanted or not, and the written evidence if there is any."""

    wanted: bool
    evidence: NewsletterEvidence | None = None


@dataclass(frozen=True)
class Block:
    """Why, when and by which account a customer was blocked."""

    reason: str
    by: UUID
    at: datetime


@dataclass
class Customer:
    """The aggregate.

    Its version grows by one with each change that the events tell, participants included.
    """

    id: UUID
    number: int
    data: CustomerData
    created_at: datetime
    updated_at: datetime
    status: CustomerStatus = CustomerStatus.ACTIVE
    version: int = 1
    email_version: int = 1
    email_is_placeholder: bool = False
    newsletter_state: NewsletterState = NewsletterState.NONE
    newsletter_evidence: NewsletterEvidence | None = None
    newsletter_history: tuple[ConsentEntry, ...] = ()
    """How consent was given and withdrawn, the oldest first."""
    bank_details: SealedBankDetails | None = None
    block: Block | None = None
    participants: list[Participant] = field(default_factory=list)
    former_numbers: tuple[int, ...] = ()
    """Numbers of customers that were merged into this one: it is found by them, too."""

    @property
    def name(self) -> str:
        """How people call the customer in a list."""
        person = " ".join(part for part in (self.data.first_name, self.data.last_name) if part)
        return (
            (self.data.company_name if self.data.is_company else person)
            or person
            or self.data.company_name
            or ""
        )

    @property
    def search_text(self) -> str:
        """What the one search field looks into (C3)."""
        data = self.data
        participants = (n for p in self.participants for n in (p.first_name, p.last_name))
        phones = [p for p in (data.phone, *data.further_phones) if p]
        names = (data.first_name, data.last_name, data.company_name, *participants)
        found_by = search_text(names, self.number, data.email, phones)
        return " ".join((found_by, *map(str, self.former_numbers)))

    @property
    def order_key(self) -> str:
        """What `sort=name` sorts by: surname first, companies by their name."""
        data = self.data
        if data.is_company and data.company_name:
            return order_key(data.company_name)
        return order_key(data.last_name, data.first_name) if data.last_name else order_key(data.company_name)

    def change(self, data: CustomerData, placeholders: PlaceholderEmails, now: datetime) -> bool:
        """Takes over what was entered; False when nothing differs.

        A new e-mail starts a new `email_version`.
        """
        if data == self.data:
            return False
        if data.email != self.data.email:
            self.email_version += 1
            self.email_is_placeholder = placeholders.cover(data.email)
        self.data = data
        self._changed(now)
        return True

    def wish_newsletter(self, wish: NewsletterWish, now: datetime) -> bool:
        """Follows M5; evidence once given stays until it is replaced. False when nothing differs.

        Raises FieldRejected for a written consent that is of the future, or not later than the last withdrawal.
        """
        evidence = wish.evidence or self.newsletter_evidence
        is_new = evidence != self.newsletter_evidence
        if wish.evidence and is_new:
            refuse_impossible(wish.evidence, self.newsletter_history, now)
        state = newsletter_after(self.newsletter_state, wish.wanted, wish.evidence, self.newsletter_history)
        if state is self.newsletter_state and not is_new:
            return False
        if wish.evidence and is_new:
            self.newsletter_history += (given(wish.evidence),)
        elif state is NewsletterState.UNSUBSCRIBED:
            self.newsletter_history += (ConsentEntry(ConsentStep.WITHDRAWN, BY_DESK, now),)
        self.newsletter_state, self.newsletter_evidence = state, evidence
        self._changed(now)
        return True

    @property
    def to_confirm_at(self) -> int | None:
        """The `email_version` at which the customer is waited for to confirm the newsletter; None when they are not."""
        is_waited_for = self.newsletter_state is NewsletterState.REQUESTED and not self.email_is_placeholder
        return self.email_version if is_waited_for else None

    def confirm_newsletter(self, evidence: NewsletterEvidence, email_version: int, now: datetime) -> bool:
        """The customer consented by mail (M5); False when that was about a former address, or is known."""
        known = self.newsletter_evidence
        is_old = known is not None and known.how == DOUBLE_OPT_IN and known.when >= evidence.when
        if email_version != self.email_version or is_old:
            return False
        self.newsletter_state, self.newsletter_evidence = NewsletterState.CONFIRMED, evidence
        self.newsletter_history += (given(evidence),)
        self._changed(now)
        return True

    def unsubscribe_newsletter(self, at: datetime, now: datetime) -> bool:
        """The customer wants none any more; False when that is known, or is from before they consented by mail.

        The evidence stays: what was sent until then was sent with consent.
        """
        known = self.newsletter_evidence
        is_old = known is not None and known.how == DOUBLE_OPT_IN and known.when > at
        is_known = self.newsletter_state is NewsletterState.UNSUBSCRIBED and waits_for_link(
            self.newsletter_history
        )
        if is_known or is_old:
            return False
        self.newsletter_state = NewsletterState.UNSUBSCRIBED
        self.newsletter_history += (ConsentEntry(ConsentStep.WITHDRAWN, BY_LINK, at),)
        self._changed(now)
        return True

    def keep_bank_details(self, bank_details: SealedBankDetails | None, now: datetime) -> bool:
        """Replaces or removes the bank details; False when there were none to remove."""
        if bank_details is None and self.bank_details is None:
            return False
        self.bank_details = bank_details
        self._changed(now)
        return True

    def changed_since(self, before: "Customer") -> list[str]:
        """The names of the entered fields that differ from those of the customer as it was."""
        changed = changed_fields(before.data, self.data)
        if self.bank_details != before.bank_details:
            changed.append("bank_details")
        newsletter = (self.newsletter_state, self.newsletter_evidence, self.newsletter_history)
        if newsletter != (before.newsletter_state, before.newsletter_evidence, before.newsletter_history):
            changed.append("newsletter")
        return changed

    def block_for(self, reason: str, by: UUID, now: datetime) -> bool:
        """Blocks (C9); False when already blocked: the first reason stays."""
        if self.status is CustomerStatus.BLOCKED:
            return False
        self.status, self.block = CustomerStatus.BLOCKED, Block(reason, by, now)
        self._changed(now)
        return True

    def unblock(self, now: datetime) -> bool:
        """Lifts the block; False when there was none."""
        if self.status is not CustomerStatus.BLOCKED:
            return False
        self.status, self.block = CustomerStatus.ACTIVE, None
        self._changed(now)
        return True

    def add_participant(self, participant: Participant, now: datetime) -> None:
        """Raises FieldRejected when the customer has as many as one may have."""
        if len(self.participants) >= limits.PARTICIPANTS:
            raise FieldRejected("too_many", "participants", limit=limits.PARTICIPANTS)
        self.participants.append(participant)
        self._changed(now)

    def change_participant(self, changed: Participant, now: datetime) -> bool:
        """Takes over names and birth date; False when nothing differs."""
        current = self.participant(changed.id)
        if current == changed:
            return False
        self.participants[self.participants.index(current)] = replace(changed, version=current.version + 1)
        self._changed(now)
        return True

    def remove_participant(self, participant_id: UUID, now: datetime) -> None:
        """Raises ParticipantNotFound."""
        self.participants.remove(self.participant(participant_id))
        self._changed(now)

    def participant(self, participant_id: UUID) -> Participant:
        """Raises ParticipantNotFound."""
        for participant in self._with_id(participant_id):
            return participant
        raise ParticipantNotFound(participant_id)

    def _with_id(self, participant_id: UUID) -> Iterator[Participant]:
        return (p for p in self.participants if p.id == participant_id)

    def _changed(self, now: datetime) -> None:
        self.version += 1
        self.updated_at = now

"""The facts customers promises. Personal data is in the snapshots alone; never a note, never bank details."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from chassis.events.published import PublishedEvent


class AddressData(BaseModel):
    """A postal address; any part may be missing. `country` is an ISO 3166 code."""

    model_config = ConfigDict(frozen=True)

    street: str | None
    postal_code: str | None
    city: str | None
    country: str | None


class ParticipantData(BaseModel):
    """One participant of the customer."""

    model_config = ConfigDict(frozen=True)

    participant_id: UUID
    first_name: str
    last_name: str
    birth_date: date | None


class CustomerSnapshot(PublishedEvent):
    """All that others may know of a live customer. `ce_sequence` is `version`.

    `email_version` grows with each change of `email`: what is said about an older address says nothing about
    this one. Phones are E.164. Only `newsletter_state = confirmed` is consent. `discount_percent` (0 to 100, at
    most two decimals) is the permanent discount; records of before it was kept are without.
    """

    customer_id: UUID
    number: int
    status: Literal["active", "blocked"]
    version: int
    salutation: str | None
    first_name: str | None
    last_name: str | None
    company_name: str | None
    is_company: bool
    email: str
    email_version: int
    email_is_placeholder: bool
    phone: str | None
    further_phones: list[str]
    address: AddressData | None
    language: str
    customer_group_ids: list[UUID]
    recipient_group_ids: list[UUID]
    newsletter_state: Literal["none", "requested", "confirmed", "unsubscribed"]
    participants: list[ParticipantData]
    created_at: datetime
    updated_at: datetime
    discount_percent: float = 0


class CustomerCreated(CustomerSnapshot, topic="customers", type="customer.created"):
    """A customer exists."""


class CustomerUpdated(CustomerSnapshot, topic="customers", type="customer.updated"):
    """Something a desk, an import or the customer entered has changed, participants included."""


class CustomerBlocked(CustomerSnapshot, topic="customers", type="customer.blocked"):
    """The customer is blocked: no login, no sign-up, no system e-mail from now on."""


class CustomerUnblocked(CustomerSnapshot, topic="customers", type="customer.unblocked"):
    """The block is lifted."""


class CustomerMerged(PublishedEvent, topic="customers", type="customer.merged"):
    """The customer is an alias of another one from now on: what is said of it is meant for `into`.

    Ids only, and the last record of its key until an undo follows it with a snapshot; appended again, with the
    same `ce_id`, so that compaction removes what was before it.
    """

    customer_id: UUID
    into: UUID


class CustomerDeleted(PublishedEvent, topic="customers", type="customer.deleted"):
    """The customer is gone for good; who keeps anything of theirs purges it and says so.

    Terminal: nothing follows under this key but the same record again, so that compaction removes what was
    before it. With another `ce_id` it asks a service again that has not answered.
    """

    customer_id: UUID


class ImportRowDone(PublishedEvent, topic="import-results", type="import.row_done"):
    """What became of one row of an import.

    `created` names the customer; `duplicate` means that a live customer has the e-mail; `rejected` carries in
    `reason` the code of a problem with `field`. No value of the row is repeated.
    """

    job_id: UUID
    row: int
    outcome: Literal["created", "duplicate", "rejected"]
    customer_id: UUID | None
    number: int | None
    reason: str | None
    field: str | None


class MailRequested(PublishedEvent, topic="mail-requests", type="mail.requested"):
    """A mail is to go out; never an address or a body. The key is the customer's id, else the account's.

    What it needs besides is fetched by `request_id` from the publishing service when it is sent: a one-time link,
    and for a staff account address and language. `template` is `invitation`, `portal_invitation`,
    `password_reset`, `password_changed`, or `newsletter_confirmation`, for which nothing is fetched. With
    `customer_id` it goes to that customer, as of `customer_version` at least; without, to the staff account
    `account_id`.
    """

    request_id: UUID
    template: str
    account_id: UUID | None
    customer_id: UUID | None
    customer_version: int | None

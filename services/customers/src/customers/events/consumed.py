"""What customers reads of its neighbours' facts: only the fields it needs."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from chassis.events.consumed import PastMoment, ReaderModel


class ImportRowRequested(ReaderModel):
    """importer asks for a customer. The body is checked by the rules of the HTTP API."""

    job_id: UUID
    row: int
    customer: dict[str, Any]


class ImportJobClosed(ReaderModel):
    """importer: no row of this job is to be carried out any more."""

    job_id: UUID


class AccountChanged(ReaderModel):
    """billing: the credit of a customer, and how much was ever booked and invoiced.

    The figures of merged customers are in those of the survivor: `includes` says whose.
    """

    customer_id: UUID
    credit_cents: int
    open_invoices: int = 0
    bookings_ever: int = 0
    invoices_ever: int = 0
    includes: tuple[UUID, ...] = ()


class MailAccepted(ReaderModel):
    """messaging: a relay took a mail to this version of the address."""

    customer_id: UUID
    email_version: int
    at: PastMoment


class MailDelivered(ReaderModel):
    """messaging: a mail arrived at this version of the address."""

    customer_id: UUID
    email_version: int
    at: PastMoment


class MailBounced(ReaderModel):
    """messaging: a mail to this version of the address came back."""

    customer_id: UUID
    email_version: int
    at: PastMoment
    bounce_class: Literal["hard", "soft", "block"] = Field(validation_alias="class")


class NewsletterConfirmed(ReaderModel):
    """messaging: the customer followed the link of the double opt-in mail at this version of the address."""

    customer_id: UUID
    email_version: int
    at: PastMoment
    wording_id: str


class NewsletterUnsubscribed(ReaderModel):
    """messaging: the customer wants no newsletter any more."""

    customer_id: UUID
    at: PastMoment


class KeptThing(ReaderModel):
    """What a service keeps of a deleted customer by law."""

    what: str
    why: str
    until: date
    count: int


class CustomerPurged(ReaderModel):
    """A service has purged a deleted customer; what it keeps it says from some release on."""

    customer_id: UUID
    service: str
    counts: dict[str, int]
    kept: tuple[KeptThing, ...] | None = None

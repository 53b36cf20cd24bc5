"""The facts billing promises to others. Ids, counters and amounts only: nothing here names a person."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from chassis.events.published import PublishedEvent


class InvoiceIssued(PublishedEvent, topic="billing", type="invoice.issued"):
    """An invoice got its number and will not change any more. `due_on` is a day at the provider's place."""

    invoice_id: UUID
    customer_id: UUID
    number: str
    total_cents: int
    due_on: date
    issued_at: datetime


class AccountChanged(PublishedEvent, topic="customer-accounts", type="account.changed"):
    """Where a customer's account stands now; each event replaces the one before.

    The figures of customers who were merged into this one are in it: `includes` says whose.
    """

    customer_id: UUID
    credit_cents: int
    open_cents: int
    open_invoices: int
    overdue_invoices: int
    bookings_ever: int
    invoices_ever: int
    includes: list[UUID] = Field(default_factory=list)


class CourseDateChanged(PublishedEvent, topic="course-dates", type="course_date.changed"):
    """A course date as it is now, with the customers whose participants take part.

    Each event replaces the one before.
    """

    course_date_id: UUID
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    status: Literal["planned", "running", "over", "cancelled"]
    customer_ids: list[UUID] = Field(default_factory=list)


class KeptData(BaseModel):
    """What stays of a deleted customer: `count` of `what`, on which legal basis, until which day."""

    model_config = ConfigDict(frozen=True)

    what: str
    why: str
    until: date
    count: int


class CustomerPurged(PublishedEvent, topic="erasures", type="customer.purged"):
    """The service holds no more of the deleted customer than it must keep; `counts` says how much went.

    Told again, with a higher sequence, when what was `kept` is erased too.
    """

    customer_id: UUID
    service: Literal["billing"] = "billing"
    counts: dict[str, int]
    kept: tuple[KeptData, ...] = ()

"""What this service reads of the events it is subscribed to; all other fields are ignored."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from chassis.events.consumed import PastMoment, ReaderModel
from messaging.domain.bounce import BounceClass, BounceReason
from messaging.domain.recipient import RecipientStatus

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_WORD = re.compile(r"[a-z0-9_]{1,50}")


def _status(told: Any) -> Any:
    return told if not isinstance(told, str) or _STATUS.fullmatch(told) else None


def _word(told: Any) -> Any:
    return told if not isinstance(told, str) or _WORD.fullmatch(told) else "other"


class Customer(ReaderModel):
    """A customer's snapshot, as far as writing to them needs it."""

    customer_id: UUID
    status: RecipientStatus
    number: int | None = None
    first_name: str | None = None
    last_name: str | None = None
    company_name: str | None = None
    email: str | None = None
    email_version: int = 0
    email_is_placeholder: bool = False
    language: str | None = None
    newsletter_state: str = "none"
    customer_group_ids: tuple[UUID, ...] = ()
    recipient_group_ids: tuple[UUID, ...] = ()


class MergedCustomer(ReaderModel):
    """A customer is an alias from now on."""

    customer_id: UUID
    into: UUID


class DeletedCustomer(ReaderModel):
    """The end of a customer."""

    customer_id: UUID


class MailRequested(ReaderModel):
    """A service asks for a mail; what must not be in Kafka is fetched when it is sent."""

    request_id: UUID
    template: str
    account_id: UUID | None = None
    customer_id: UUID | None = None
    customer_version: int | None = None


class MailReport(ReaderModel):
    """Something was learned about a mail: by this service, or by another system that knows its id."""

    message_id: UUID
    customer_id: UUID
    at: PastMoment


class DeliveredMail(MailReport):
    """A mail arrived at this version of the address; version 0 is none."""

    email_version: int = 0


class BouncedMail(MailReport):
    """A mail to this version of the address failed for good; version 0 is none."""

    email_version: int = 0
    bounce_class: BounceClass = Field(alias="class")
    reason: BounceReason
    status: Annotated[str | None, BeforeValidator(_status)] = None
    """That of RFC 3463. Anything else, such as a server's words, is not kept."""


class FailedMail(MailReport):
    """A mail could not be handed over."""

    reason: Annotated[str, BeforeValidator(_word)]
    """A word; `other` in the place of a sentence."""


class CourseDate(ReaderModel):
    """A course date, and which customers have a participant in it."""

    course_date_id: UUID
    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    status: Literal["planned", "running", "over", "cancelled"]
    customer_ids: tuple[UUID, ...] = ()

"""Messages as they go out over HTTP."""

from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from messaging.adapters.queries import Addressee, MessageDetails
from messaging.adapters.tables import AttemptRow, HistoryRow, MessageRow, ReportRow
from messaging.domain.attempt import AttemptResult
from messaging.domain.bounce import BounceClass, BounceReason
from messaging.domain.message import Channel, Happening, Kind, Message, Status
from messaging.domain.recipient import SuppressedReason
from messaging.domain.report import ReportKind
from messaging.entrypoints.http.attachments import AttachmentOut


class MessageTaken(BaseModel):
    """Where a message stands right after it was taken."""

    id: UUID
    customer_id: UUID
    status: Status
    suppressed_reason: SuppressedReason | None

    @classmethod
    def of(cls, message: Message) -> Self:
        """The message as taken."""
        return cls(
            id=message.id,
            customer_id=message.customer_id,
            status=message.status,
            suppressed_reason=message.suppressed_reason,
        )


class MessagesTaken(BaseModel):
    """The answer to a submission, in its order."""

    items: list[MessageTaken]


class BounceOut(BaseModel):
    """Why a mail failed for good."""

    bounce_class: BounceClass = Field(serialization_alias="class", validation_alias="class")
    reason: BounceReason
    status: str | None
    """The enhanced status code of RFC 3463, where one was given."""


class MessageOut(BaseModel):
    """A message in a list."""

    id: UUID
    customer_id: UUID
    customer_name: str
    """Of a merged customer the survivor's."""
    to_address: str | None
    """Where it was sent last, or goes; null in the portal."""
    channel: Channel
    kind: Kind
    subject: str
    status: Status
    created_at: datetime
    sent_at: datetime | None
    """When the relay took it over, or when it was put into the portal."""
    read_at: datetime | None
    """When the customer opened it in the portal."""
    scheduled_for: datetime | None
    """When it is to leave, while it waits for that."""
    broadcast_id: UUID | None
    bounce: BounceOut | None
    suppressed_reason: SuppressedReason | None
    failure: str | None

    @classmethod
    def of(cls, row: MessageRow, addressee: Addressee) -> Self:
        """The row as a list shows it."""
        return cls.model_validate(_fields(row, addressee))


class AttemptOut(BaseModel):
    """One try to hand the mail over."""

    number: int
    address: str
    started_at: datetime
    finished_at: datetime | None
    result: AttemptResult
    code: int | None
    answer: str | None
    """The relay's own words."""

    @classmethod
    def of(cls, row: AttemptRow) -> Self:
        """The row as the page shows it."""
        return cls(
            number=row.number,
            address=row.address,
            started_at=row.started_at,
            finished_at=row.finished_at,
            result=AttemptResult(row.result),
            code=row.reply_code,
            answer=row.reply_text,
        )


class EventOut(BaseModel):
    """One line of the history."""

    type: Happening
    at: datetime
    reason: str | None
    bounce_class: BounceClass | None = Field(serialization_alias="class", validation_alias="class")
    status: str | None
    by: UUID | None
    """The account of who said so; null when no person did."""

    @classmethod
    def of(cls, row: HistoryRow) -> Self:
        """The row as the page shows it."""
        return cls.model_validate(
            {
                "type": row.type,
                "at": row.at,
                "reason": row.reason,
                "class": row.bounce_class,
                "status": row.bounce_status,
                "by": row.by_account,
            }
        )


class ReportOut(BaseModel):
    """A mail that came back, as far as it is kept: what it said."""

    kind: ReportKind
    at: datetime
    bounce_class: BounceClass | None = Field(serialization_alias="class", validation_alias="class")
    reason: BounceReason | None
    status: str | None

    @classmethod
    def of(cls, row: ReportRow) -> Self:
        """The row as the page shows it."""
        return cls.model_validate(
            {
                "kind": row.kind,
                "at": row.received_at,
                "class": row.bounce_class,
                "reason": row.bounce_reason,
                "status": row.bounce_status,
            }
        )


class ResolutionIn(BaseModel):
    """What a person found out about an uncertain mail."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["sent", "not_sent"]


class SingleMessageOut(MessageOut):
    """A message alone, with all that is known of it."""

    body: str
    html: str | None
    attachments: list[AttachmentOut]
    version: int
    confirm_blocked: bool
    created_by: UUID | None
    """The account of who wrote it; null when no person did."""
    attempts: list[AttemptOut]
    events: list[EventOut]
    reports: list[ReportOut]

    @classmethod
    def of_details(cls, details: MessageDetails) -> Self:
        """The message's whole life."""
        row = details.message
        return cls.model_validate(
            _fields(row, details.addressee)
            | {
                "body": row.body,
                "html": row.html,
                "attachments": [AttachmentOut.of(file) for file in details.attachments],
                "version": row.version,
                "confirm_blocked": row.confirm_blocked,
                "created_by": row.created_by,
                "attempts": [AttemptOut.of(attempt) for attempt in details.attempts],
                "events": [EventOut.of(event) for event in details.history],
                "reports": [ReportOut.of(report) for report in details.reports],
            }
        )


def _fields(row: MessageRow, addressee: Addressee) -> dict[str, object]:
    bounce = None
    if row.bounce_class is not None:
        bounce = {"class": row.bounce_class, "reason": row.bounce_reason, "status": row.bounce_status}
    return {
        "id": row.id,
        "customer_id": row.customer_id,
        "customer_name": addressee.name,
        "to_address": addressee.address,
        "channel": row.channel,
        "kind": row.kind,
        "subject": row.subject,
        "status": row.status,
        "created_at": row.created_at,
        "sent_at": row.sent_at,
        "read_at": row.read_at,
        "scheduled_for": row.send_at if row.status == Status.QUEUED.value else None,
        "broadcast_id": row.broadcast_id,
        "bounce": bounce,
        "suppressed_reason": row.suppressed_reason,
        "failure": row.failure,
    }

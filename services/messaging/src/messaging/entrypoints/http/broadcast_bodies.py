"""Broadcasts and their audiences, in and out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from chassis.http.problems import invalid
from messaging.adapters.audiences import Reach
from messaging.adapters.broadcast_lists import BroadcastDetails
from messaging.adapters.composing_tables import BroadcastRow
from messaging.adapters.picked import NOBODY, Picked
from messaging.domain.broadcast import Audience, BroadcastStatus, PlanningFailure
from messaging.domain.message import Channel, Kind, Status
from messaging.domain.recipient import SuppressedReason
from messaging.entrypoints.http.attachments import AttachmentOut
from messaging.entrypoints.http.content import (
    Body,
    FileIds,
    Html,
    Subject,
    SubjectOrNone,
    Text,
    TextOrNone,
)

MOST_PICKED = 10_000
"""As many as the list of customers selects at once."""
MOST_GROUPS = 100

AudienceKind = Literal[Kind.NOTICE, Kind.NEWSLETTER]

_Picked = Annotated[list[UUID], Field(max_length=MOST_PICKED)]
_Groups = Annotated[list[UUID], Field(max_length=MOST_GROUPS)]


class AudienceIn(Body):
    """Whom it is for: all of these, united."""

    customer_ids: _Picked = Field(default_factory=list)
    customer_group_ids: _Groups = Field(default_factory=list)
    recipient_group_ids: _Groups = Field(default_factory=list)
    course_date_ids: _Groups = Field(default_factory=list)
    everyone: bool = False
    """All active customers; of a newsletter by mail all who have consented to it."""

    def selection(self) -> Audience:
        """The audience as the domain names it."""
        return Audience(
            tuple(dict.fromkeys(self.customer_ids)),
            tuple(self.customer_group_ids),
            tuple(self.recipient_group_ids),
            tuple(self.course_date_ids),
            self.everyone,
        )


def _of_somebody(audience: AudienceIn) -> AudienceIn:
    if audience.selection().is_empty:
        raise invalid(
            "empty_audience",
            "Wählen Sie alle Kunden, einzelne, Gruppen oder Kurstermine aus.",
            "Choose all customers, single ones, groups or course dates.",
        )
    return audience


SomeAudience = Annotated[AudienceIn, AfterValidator(_of_somebody)]


class BroadcastIn(Body):
    """What goes to whom. Subject and body are needed, except for a dry run."""

    audience: SomeAudience
    kind: AudienceKind
    channel: Channel
    subject: SubjectOrNone = ""
    body: TextOrNone = ""
    html: Html | None = None
    attachment_ids: FileIds = Field(default_factory=list)
    """Uploaded for it, or files of another broadcast: of these it has copies."""
    send_at: AwareDatetime | None = None
    """Not before; at most a year ahead."""


class BroadcastChange(Body):
    """What is to be different. An audience and a list of files replace the former ones as a whole.

    `html: null` takes the HTML away; who changes the text of one with HTML gives both. `send_at: null`: at once.
    """

    audience: SomeAudience | None = None
    kind: AudienceKind | None = None
    channel: Channel | None = None
    subject: Subject | None = None
    body: Text | None = None
    html: Html | None = None
    attachment_ids: FileIds | None = None
    send_at: AwareDatetime | None = None


class ExcludedOut(BaseModel):
    """Somebody who is left out, and why."""

    customer_id: UUID
    name: str
    reason: SuppressedReason


class NamedOut(BaseModel):
    """A customer by name."""

    customer_id: UUID
    name: str


class EmptyPlaceholder(BaseModel):
    """A placeholder of the text that says nothing about so many recipients. `named` are at most 20 of them."""

    placeholder: str
    recipients: int
    named: list[NamedOut]


class ReachOut(BaseModel):
    """Whom it would reach now. `excluded` names at most 200. `empty_placeholders` needs the text."""

    recipients: int
    excluded: list[ExcludedOut]
    excluded_total: int
    excluded_by_reason: dict[SuppressedReason, int]
    empty_placeholders: list[EmptyPlaceholder]

    @classmethod
    def of(cls, reach: Reach) -> Self:
        """The reach as the API shows it."""
        return cls(
            recipients=reach.recipients,
            excluded=[ExcludedOut.model_validate(one, from_attributes=True) for one in reach.excluded],
            excluded_total=sum(reach.excluded_by_reason.values()),
            excluded_by_reason={
                SuppressedReason(reason): count for reason, count in reach.excluded_by_reason.items()
            },
            empty_placeholders=[
                EmptyPlaceholder(
                    placeholder=gap.placeholder,
                    recipients=gap.recipients,
                    named=[NamedOut(customer_id=id_, name=name) for id_, name in gap.named],
                )
                for gap in reach.gaps
            ],
        )


class Counts(BaseModel):
    """How many of the recipients' messages are where."""

    queued: int = 0
    sending: int = 0
    accepted: int = 0
    delivered: int = 0
    deferred: int = 0
    bounced: int = 0
    failed: int = 0
    suppressed: int = 0
    uncertain: int = 0
    cancelled: int = 0


class AudienceOut(BaseModel):
    """Whom it was for; of picked customers those who are still there: `customers_total`, the first 200 by id."""

    customer_ids: list[UUID]
    customers_total: int
    customer_group_ids: list[UUID]
    recipient_group_ids: list[UUID]
    course_date_ids: list[UUID]
    everyone: bool


class BroadcastItem(BaseModel):
    """A broadcast in a list."""

    id: UUID
    kind: Kind
    channel: Channel
    subject: str
    status: BroadcastStatus
    failure: PlanningFailure | None
    """Why planning failed the last time: of a `failed` one what ended it, of a running one what is waited out."""
    send_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    audience: AudienceOut
    recipients: int
    """How many are written to so far, those left out not counted: the sum of `counts` and `recipients_deleted`."""
    counts: Counts
    recipients_deleted: int
    """Of how many the message is gone, with the customer."""
    excluded_by_reason: dict[SuppressedReason, int]
    version: int

    @classmethod
    def of_row(cls, row: BroadcastRow, counts: Mapping[str, int], picked: Picked = NOBODY) -> Self:
        """The row as a list shows it."""
        return cls.model_validate(_fields(row, counts, picked))


class BroadcastOut(BroadcastItem):
    """A broadcast alone. `created_by` is the account of who wrote it, `changed_by` that of who changed it last."""

    body: str
    html: str | None
    created_by: UUID
    changed_at: datetime | None
    changed_by: UUID | None
    attachments: list[AttachmentOut]

    @classmethod
    def of(cls, details: BroadcastDetails) -> Self:
        """All of it."""
        row = details.row
        return cls.model_validate(
            _fields(row, details.counts, details.picked)
            | {
                "body": row.body,
                "html": row.html,
                "created_by": row.created_by,
                "changed_at": row.changed_at,
                "changed_by": row.changed_by,
                "attachments": [AttachmentOut.of(file) for file in details.attachments],
            }
        )


def _fields(row: BroadcastRow, counts: Mapping[str, int], picked: Picked) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "channel": row.channel,
        "subject": row.subject,
        "status": row.status,
        "failure": row.failure,
        "send_at": row.send_at,
        "created_at": row.created_at,
        "started_at": row.started_at,
        "finished_at": row.finished_at,
        "audience": {
            "customer_ids": list(picked.first),
            "customers_total": picked.total,
            "customer_group_ids": row.customer_group_ids,
            "recipient_group_ids": row.recipient_group_ids,
            "course_date_ids": row.course_date_ids,
            "everyone": row.everyone,
        },
        "recipients": row.recipients,
        "counts": {Status(status).value: count for status, count in counts.items()},
        "recipients_deleted": max(0, row.recipients - sum(counts.values())),
        "excluded_by_reason": row.excluded,
        "version": row.version,
    }

"""A broadcast: one text to an audience, planned customer by customer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from messaging.domain.message import Channel, Kind, Message
from messaging.domain.placeholders import fill_in, fill_in_html
from messaging.domain.recipient import Recipient, SuppressedReason

CHUNK = 500
"""Customers in one transaction at most."""
_CHUNK_CHARACTERS = 5_000_000
"""Of text in one transaction: each message holds its own."""
MOST_FAILURES = 10
"""In a row, until somebody has to see to it: after eight and a half minutes."""
_FIRST_PAUSE = timedelta(seconds=1)


class BroadcastStatus(StrEnum):
    """Where a broadcast is. `done`: every customer of the audience has their message, wherever that is.

    `failed`: those up to its position have, and nobody more is planned until a person says so.
    """

    SCHEDULED = "scheduled"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class PlanningFailure(StrEnum):
    """Why a broadcast could not be planned, as far as a word can say it; the rest is in the worker's log."""

    DATABASE_REFUSED = "database_refused"
    PROGRAM_ERROR = "program_error"


@dataclass(frozen=True)
class Audience:
    """Whom a broadcast is for: all of these, united, each once."""

    customer_ids: tuple[UUID, ...] = ()
    customer_group_ids: tuple[UUID, ...] = ()
    recipient_group_ids: tuple[UUID, ...] = ()
    course_date_ids: tuple[UUID, ...] = ()
    everyone: bool = False
    """All active customers; of a newsletter by mail all who have consented to it."""

    @property
    def is_empty(self) -> bool:
        """Whether it names nobody."""
        return not (
            self.everyone
            or self.customer_ids
            or self.customer_group_ids
            or self.recipient_group_ids
            or self.course_date_ids
        )


@dataclass
class Broadcast:
    """What goes to whom, and how far it is planned. `position` is the last customer that was looked at."""

    id: UUID
    kind: Kind
    channel: Channel
    subject: str
    body: str
    html: str | None
    audience: Audience
    created_at: datetime
    created_by: UUID
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    """The last one who changed what was planned."""
    send_at: datetime | None = None
    attachments: int = 0
    status: BroadcastStatus = BroadcastStatus.RUNNING
    started_at: datetime | None = None
    finished_at: datetime | None = None
    position: UUID | None = None
    recipients: int = 0
    excluded: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    """In a row; `failure` is why the last one."""
    failure: PlanningFailure | None = None
    plan_again_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Whether nobody more is planned."""
        return self.status in (BroadcastStatus.DONE, BroadcastStatus.CANCELLED)

    @property
    def chunk(self) -> int:
        """How many customers are planned in one transaction: fewer of a long text."""
        return max(10, min(CHUNK, _CHUNK_CHARACTERS // (len(self.body) + len(self.html or ""))))

    def message_to(self, recipient: Recipient, message_id: UUID, now: datetime) -> Message:
        """The message for one customer, filled in."""
        return Message(
            id=message_id,
            customer_id=recipient.customer_id,
            submission_id=self.id,
            channel=self.channel,
            kind=self.kind,
            subject=fill_in(self.subject, recipient),
            body=fill_in(self.body, recipient),
            html=None if self.html is None else fill_in_html(self.html, recipient),
            confirm_blocked=False,
            created_at=now,
            created_by=self.created_by,
            broadcast_id=self.id,
            attachments=self.attachments,
            next_attempt_at=now if self.channel is Channel.EMAIL else None,
        )

    def exclude(self, reason: SuppressedReason) -> None:
        """One more is left out for that reason."""
        self.excluded[reason.value] = self.excluded.get(reason.value, 0) + 1

    def begin(self, now: datetime) -> None:
        """It is due."""
        self.status = BroadcastStatus.RUNNING
        self.started_at = self.started_at or now

    def advance(self, now: datetime) -> None:
        """It is due at once instead of at its time."""
        self.send_at = now
        self.status = BroadcastStatus.RUNNING

    def forget_failures(self) -> None:
        """What it failed for may be over."""
        self.failures, self.failure, self.plan_again_at = 0, None, None

    def get_on(self, position: UUID) -> None:
        """It is planned up to there."""
        self.position = position
        self.forget_failures()

    def stumble(self, failure: PlanningFailure, now: datetime) -> None:
        """Planning failed, not for what was away: again after a pause, twice as long each time, and not for ever."""
        self.failures += 1
        self.failure = failure
        if self.failures < MOST_FAILURES:
            self.plan_again_at = now + _FIRST_PAUSE * 2 ** (self.failures - 1)
        else:
            self.status = BroadcastStatus.FAILED
            self.plan_again_at = None
            self.finished_at = now

    def resume(self) -> None:
        """A person takes it up again where it failed."""
        self.status = BroadcastStatus.RUNNING
        self.finished_at = None
        self.forget_failures()

    def finish(self, now: datetime) -> None:
        """Everybody is planned."""
        self.status = BroadcastStatus.DONE
        self.finished_at = now
        self.forget_failures()

    def cancel(self, now: datetime) -> None:
        """Nobody more is planned."""
        self.status = BroadcastStatus.CANCELLED
        self.finished_at = self.finished_at or now
        self.forget_failures()

"""A message to one customer and the ladder its status climbs."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from messaging.domain.bounce import Bounce
from messaging.domain.recipient import SuppressedReason

SUBJECT_LENGTH = 200
BODY_LENGTH = 100_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_BODY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Channel(StrEnum):
    """How a message reaches its customer."""

    EMAIL = "email"
    PORTAL = "portal"


class Kind(StrEnum):
    """What a message is.

    `personal` is what a clerk wrote to picked customers, `notice` and `newsletter` went to an audience,
    `system` is what a service asked for.
    """

    PERSONAL = "personal"
    NOTICE = "notice"
    NEWSLETTER = "newsletter"
    SYSTEM = "system"


class Status(StrEnum):
    """Where a message is. `accepted` is the relay's 250 (or the portal has it), never called delivered."""

    QUEUED = "queued"
    SENDING = "sending"
    DEFERRED = "deferred"
    UNCERTAIN = "uncertain"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


class Happening(StrEnum):
    """What is written into a message's history."""

    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    DEFERRED = "deferred"
    BOUNCED = "bounced"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


NOT_SENT = "not_sent"
"""Why an uncertain mail has failed: a person found out that it never left."""
TERMINAL = frozenset({Status.DELIVERED, Status.BOUNCED, Status.FAILED, Status.SUPPRESSED, Status.CANCELLED})


def is_one_line(text: str) -> bool:
    """Whether a text may stand in a header: no line break, no other control character."""
    return not _CONTROL.search(text)


def plain_text(text: str) -> str:
    """The text with line feeds as its only line ends; ValueError when it holds other control characters."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL_IN_BODY.search(unified):
        raise ValueError("control character in the text")
    return unified


@dataclass
class Message:
    """A message to one customer. `next_attempt_at` is set exactly while the sender owes an attempt."""

    id: UUID
    customer_id: UUID
    submission_id: UUID
    channel: Channel
    kind: Kind
    subject: str
    body: str
    confirm_blocked: bool
    created_at: datetime
    created_by: UUID | None
    status: Status = Status.QUEUED
    attempts: int = 0
    next_attempt_at: datetime | None = None
    sent_at: datetime | None = None
    suppressed_reason: SuppressedReason | None = None
    bounce: Bounce | None = None
    failure: str | None = None
    request_id: UUID | None = None
    """Under which the content is fetched when it is sent; the kept body has a mark in its place."""
    html: str | None = None
    """The same as `body` for those who see HTML; sanitised before it comes here."""
    read_at: datetime | None = None
    """When the customer opened it in the portal."""
    broadcast_id: UUID | None = None
    """The broadcast that it is a part of."""
    template: str | None = None
    """What another service asked for."""
    send_at: datetime | None = None
    """Not to leave before, where it was written for later."""
    attachments: int = 0
    """How many files it carries: those of its submission."""

    @property
    def due_since(self) -> datetime:
        """When it was to leave: its date, and where its days of trying begin."""
        return self.send_at or self.created_at

    @property
    def is_over(self) -> bool:
        """Whether nothing may change the status any more."""
        return self.status in TERMINAL

    @property
    def waits_for_sender(self) -> bool:
        """Whether the sender owes an attempt and none is running."""
        return self.next_attempt_at is not None

    def begin_attempt(self) -> int:
        """The message is being handed over; returns the number of the attempt, from 1."""
        self.status = Status.SENDING
        self.attempts += 1
        self.next_attempt_at = None
        return self.attempts

    @property
    def can_be_cancelled(self) -> bool:
        """Whether nobody outside has it, nor is being handed it."""
        waits_for_shelf = self.channel is Channel.PORTAL and self.status is Status.QUEUED
        return self.waits_for_sender or waits_for_shelf

    def cancel(self) -> None:
        """It never leaves: somebody thought better of it."""
        self.status = Status.CANCELLED
        self.next_attempt_at = None

    def read(self, at: datetime) -> bool:
        """The customer opened it in the portal; False when that is known."""
        if self.read_at is not None:
            return False
        self.read_at = at
        return self.report_delivered(at)

    def undo_attempt(self, now: datetime) -> None:
        """The relay saw nothing of it: the message waits as it did before, and may go at once."""
        self.attempts -= 1
        self.status = Status.DEFERRED if self.attempts else Status.QUEUED
        self.next_attempt_at = now

    def accept(self, at: datetime) -> bool:
        """The relay took it (its 250) in the attempt that began `at`, or the portal shows it; False when a report came
        first."""
        self.sent_at = min(self.sent_at or at, at)
        self.next_attempt_at = None
        if self.status in (Status.SENDING, Status.UNCERTAIN, Status.QUEUED):
            self.status = Status.ACCEPTED
            return True
        return False

    def retry_at(self, at: datetime) -> None:
        """The relay said "later" (4xx): the sender tries again then, unless the message is over."""
        if self.is_over:
            return
        self.status = Status.DEFERRED
        self.next_attempt_at = at

    def suppress(self, reason: SuppressedReason) -> None:
        """It is never handed over, for that reason."""
        self.status = Status.SUPPRESSED
        self.suppressed_reason = reason
        self.next_attempt_at = None

    def doubt(self) -> bool:
        """Nobody knows whether the relay took it; never sent again by itself (G7). False when it is known."""
        if self.status is not Status.SENDING:
            return False
        self.status = Status.UNCERTAIN
        return True

    def report_bounced(self, bounce: Bounce) -> bool:
        """A final failure was reported; False when the message was over already."""
        if self.is_over:
            return False
        self.status = Status.BOUNCED
        self.bounce = bounce
        self.next_attempt_at = None
        return True

    def report_delivered(self, sent_at: datetime) -> bool:
        """The recipient's system has it, which was sent then; False when the message was over already."""
        if self.is_over:
            return False
        self.status = Status.DELIVERED
        self.sent_at = self.sent_at or sent_at
        self.next_attempt_at = None
        return True

    def report_failed(self, reason: str) -> bool:
        """It could not be handed over for a reason of ours; False when the message was over already."""
        if self.is_over:
            return False
        self.status = Status.FAILED
        self.failure = reason
        self.next_attempt_at = None
        return True

    def resolve(self, tried_at: datetime, *, sent: bool) -> bool:
        """A person knows what became of an uncertain mail (G7) that was tried then; False when nothing is uncertain."""
        if self.status is not Status.UNCERTAIN:
            return False
        return self.accept(tried_at) if sent else self.report_failed(NOT_SENT)

    def report_deferred(self, at: datetime, tried_at: datetime) -> bool:
        """Somebody behind the relay keeps it back since `at`; False when the last attempt began after that.

        Our own deferrals need no change here: the sender has written them with the time of its retry, and each is
        older than the attempt that followed. A report proves that the relay has the mail, so it resolves an
        uncertain one.
        """
        if at < tried_at or self.status not in (Status.ACCEPTED, Status.UNCERTAIN):
            return False
        self.status = Status.DEFERRED
        self.sent_at = self.sent_at or tried_at
        return True

"""One try to hand a mail to the relay, and how it may end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class AttemptResult(StrEnum):
    """How an attempt stands. `sending` is written before MAIL FROM (G7)."""

    SENDING = "sending"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNSENDABLE = "unsendable"
    UNCERTAIN = "uncertain"


class Stage(StrEnum):
    """The SMTP command an answer belongs to."""

    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"


@dataclass(frozen=True)
class Reply:
    """An SMTP answer. The text is the other side's and may name the recipient: never log or publish it."""

    stage: Stage
    code: int
    text: str

    @property
    def is_final(self) -> bool:
        """Whether trying again is pointless (5xx)."""
        return self.code >= 500


@dataclass(frozen=True)
class TakenOver:
    """The relay answered 250 to the end of the data."""

    reply: Reply


@dataclass(frozen=True)
class Refused:
    """The relay answered 4xx or 5xx: it does not have the mail."""

    reply: Reply


@dataclass(frozen=True)
class NeverBegun:
    """A connection that had been idle was dead, or the second was over: the relay saw nothing."""


@dataclass(frozen=True)
class Interrupted:
    """The connection broke before the end of the data was sent: the relay does not have the mail."""


@dataclass(frozen=True)
class Unknown:
    """The connection broke while the relay owed its answer to the data: it may or may not have the mail."""


@dataclass(frozen=True)
class Unsendable:
    """The mail cannot be put into SMTP here, for that reason."""

    reason: str


Outcome = TakenOver | Refused | NeverBegun | Interrupted | Unknown | Unsendable


@dataclass
class Attempt:
    """One try. `token` is the random part of its return path, `owner` the sender that made it."""

    id: UUID
    message_id: UUID
    customer_id: UUID
    number: int
    owner: int
    token: str
    address: str
    email_version: int
    started_at: datetime
    result: AttemptResult = AttemptResult.SENDING
    finished_at: datetime | None = None
    reply: Reply | None = None

    @property
    def is_open(self) -> bool:
        """Whether an outcome, late or not, may still settle it."""
        return self.result in (AttemptResult.SENDING, AttemptResult.UNCERTAIN)

    def finish(self, result: AttemptResult, at: datetime, reply: Reply | None = None) -> None:
        """How it ended, and the relay's words where there were any."""
        self.result = result
        self.finished_at = at
        self.reply = reply

"""An import job: from the uploaded file to the last answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from importer.domain.errors import ImportNotCancellable, ImportNotStartable


class Status(StrEnum):
    """Where a job is. `cancelled`, `done` and `failed` are final."""

    READING = "reading"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class RowOutcome(StrEnum):
    """What has become of a row."""

    VALID = "valid"
    """Checked; will be requested once the job runs."""
    REJECTED = "rejected"
    """Did not pass the check; nothing was requested."""
    REQUESTED = "requested"
    """Asked of the customers service, not yet answered."""
    CREATED = "created"
    DUPLICATE = "duplicate"
    """The customers service already had a customer with this e-mail."""
    FAILED = "failed"
    """The customers service refused the row, or never answered before the job was closed."""
    CANCELLED = "cancelled"
    """The job was stopped before the row was requested."""
    ERASED = "erased"
    """The customer of this e-mail was erased before the row was requested."""


@dataclass
class Counts:
    """How many rows are where. `done` were created; done + failed = valid once everything is answered."""

    total: int = 0
    valid: int = 0
    rejected: int = 0
    requested: int = 0
    done: int = 0
    failed: int = 0


@dataclass
class ImportJob:
    """One upload and what has become of it. Times are UTC."""

    id: UUID
    file_name: str
    created_at: datetime
    status: Status = Status.READING
    version: int = 1
    dialect: dict[str, Any] | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    counts: Counts = field(default_factory=Counts)
    started_at: datetime | None = None
    finished_at: datetime | None = None

    def start(self, now: datetime) -> None:
        """Runs the valid rows. A job that already runs or has run keeps its state.

        Raises `ImportNotStartable` before the check has ended, after a cancellation, or without a valid row.
        """
        if self.status in (Status.RUNNING, Status.DONE):
            return
        if self.status is not Status.CHECKED or self.counts.valid == 0:
            raise ImportNotStartable(self.id, self.status)
        self.status = Status.RUNNING
        self.started_at = now
        self.version += 1

    def cancel(self, now: datetime) -> None:
        """Requests nothing more; what was requested is still answered. Raises `ImportNotCancellable`."""
        if self.status is Status.CANCELLED:
            return
        if self.status in (Status.DONE, Status.FAILED):
            raise ImportNotCancellable(self.id, self.status)
        self.status = Status.CANCELLED
        self.finished_at = now
        self.version += 1

    def pass_check(self, dialect: dict[str, Any], counts: Counts) -> None:
        """The file was read and every row checked."""
        self.status = Status.CHECKED
        self.dialect = dialect
        self.counts = counts
        self.version += 1

    def fail(self, code: str, message: str, now: datetime, dialect: dict[str, Any] | None = None) -> None:
        """The file cannot be imported at all; `message` says why in German."""
        self.status = Status.FAILED
        self.failure_code = code
        self.failure_message = message
        self.dialect = dialect
        self.finished_at = now
        self.version += 1

    def tally(self, counts: Counts, now: datetime) -> bool:
        """Takes over new counts and ends the run after the last answer; False when nothing has changed."""
        ended = self.status is Status.RUNNING and counts.done + counts.failed == counts.valid
        if counts == self.counts and not ended:
            return False
        self.counts = counts
        if ended:
            self.status = Status.DONE
            self.finished_at = now
        self.version += 1
        return True


def undo_window_closed(finished_at: datetime, window: timedelta, now: datetime) -> bool:
    """Whether the raw rows of a job that ended at `finished_at` are dropped."""
    return now >= finished_at + window

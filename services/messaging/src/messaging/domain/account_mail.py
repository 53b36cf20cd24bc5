"""A mail to a staff account. It is about nobody's customer and in nobody's history."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

KEPT_FOR = timedelta(days=1)
"""How long a mail that is over stays, for those who look why it did not arrive."""
GIVEN_UP_AFTER = timedelta(days=7)
"""How long a mail waits for customers; as long as customers makes its link."""


class AccountMailStatus(StrEnum):
    """Where it is. What a killed sender was sending stays `sending`, and is never sent again by itself (G7)."""

    QUEUED = "queued"
    SENDING = "sending"
    DEFERRED = "deferred"
    ACCEPTED = "accepted"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass
class AccountMail:
    """The mail, known by the request of customers. Address, name and text are fetched when it is sent."""

    request_id: UUID
    account_id: UUID
    template: str
    created_at: datetime
    next_attempt_at: datetime | None
    status: AccountMailStatus = AccountMailStatus.QUEUED
    attempts: int = 0

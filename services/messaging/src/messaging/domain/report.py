"""What a mail that came back to a return path turns out to say."""

from dataclasses import dataclass
from enum import StrEnum

from messaging.domain.bounce import Bounce


class ReportKind(StrEnum):
    """The sort of mail that came back."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    FEEDBACK = "feedback"
    AUTOMATIC = "automatic"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Report:
    """One classified mail. A `failed` one carries its bounce, a `delayed` one what stands in the way (always soft)."""

    kind: ReportKind
    recipient: str | None = None
    bounce: Bounce | None = None
    message_id: str | None = None

    @property
    def is_bounce(self) -> bool:
        """Whether it says that the mail failed for good."""
        return self.kind is ReportKind.FAILED

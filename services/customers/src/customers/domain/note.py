"""Internal notes (C5, C6): staff only, never sent, never in the portal, never in an event."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass
class Note:
    """A note on a customer, or on one participant of theirs. Has a version of its own."""

    id: UUID
    customer_id: UUID
    participant_id: UUID | None
    text: str
    author_id: UUID
    author: str
    created_at: datetime
    updated_at: datetime
    version: int = 1

    def rewrite(self, text: str, now: datetime) -> bool:
        """Replaces the text; False when nothing changes. The author stays who wrote it first."""
        if text == self.text:
            return False
        self.text, self.updated_at, self.version = text, now, self.version + 1
        return True

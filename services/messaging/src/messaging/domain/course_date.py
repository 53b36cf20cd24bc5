"""A course date: this service's copy."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class CourseDate:
    """Whose participants take part, as far as writing to their customers needs it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    status: str
    customer_ids: tuple[UUID, ...]

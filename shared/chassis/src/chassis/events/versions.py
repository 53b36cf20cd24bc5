"""Which versions of the aggregates were applied: a late older one changes nothing (G3)."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from .consumed import Received
from .messages import Message

# Arrays keep the statements the same for batches of any size, so that they are prepared once.
_LOCK = text(
    """SELECT topic, subject, version
    FROM aggregate_versions JOIN unnest(CAST(:topics AS text[]), CAST(:subjects AS text[]))
        AS wanted (topic, subject) USING (topic, subject)
    ORDER BY topic, subject FOR UPDATE OF aggregate_versions"""
)
_KEEP = text(
    """INSERT INTO aggregate_versions (topic, subject, version)
    SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:subjects AS text[]), CAST(:versions AS bigint[]))
    ON CONFLICT (topic, subject) DO UPDATE SET version = excluded.version
        WHERE aggregate_versions.version < excluded.version
    RETURNING 1"""
)

Subject = tuple[str, str]


class VersionsCollided(Exception):
    """Somebody else applied a version of the same, until then unknown, subject: the same again will do."""


class Versions:
    """The newest versions of some messages' subjects, locked until the end of the transaction.

    They are read once and kept once for a whole batch: a statement for each message costs more than its effect.
    """

    def __init__(self, newest: dict[Subject, int]) -> None:
        self._newest = newest
        self._taken: dict[Subject, int] = {}

    @classmethod
    async def of(cls, session: AsyncSession, messages: Iterable[Message]) -> "Versions":
        """Locks the versions that the messages are going to be held against."""
        subjects = sorted({(m.topic, m.subject) for m in (m.received for m in messages) if m is not None})
        if not subjects:
            return cls({})
        found = await session.execute(_LOCK, _columns(subjects))
        return cls({(topic, subject): version for topic, subject, version in found})

    def take(self, received: Received[Any]) -> bool:
        """Whether the version is newer than all before; then it is the newest from now on."""
        subject = (received.topic, received.subject)
        newest = self._newest.get(subject)
        if newest is not None and newest >= received.sequence:
            return False
        self._newest[subject] = self._taken[subject] = received.sequence
        return True

    async def keep(self, session: AsyncSession) -> None:
        """Stores what was taken. Raises VersionsCollided."""
        if not self._taken:
            return
        subjects = sorted(self._taken)
        versions = [self._taken[subject] for subject in subjects]
        kept = await session.execute(_KEEP, _columns(subjects) | {"versions": versions})
        if len(kept.all()) != len(subjects):
            raise VersionsCollided


def _columns(subjects: list[Subject]) -> dict[str, list[str] | list[int]]:
    return {"topics": [topic for topic, _ in subjects], "subjects": [subject for _, subject in subjects]}

"""Which offset may be committed: the lowest that is not finished."""

from aiokafka import TopicPartition

from .messages import Record


class Offsets:
    """Follows what was fetched and what is finished, per partition.

    Messages of one partition are finished out of order, by lanes and bisection; to commit beyond an unfinished
    one would lose it at the next start.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._next: dict[TopicPartition, int] = {}
        self._open: dict[TopicPartition, set[int]] = {}
        self._committed: dict[TopicPartition, int] = {}

    @property
    def unfinished(self) -> int:
        return sum(len(offsets) for offsets in self._open.values())

    def fetched(self, record: Record) -> None:
        """The record is on its way to its lane."""
        place = self._place(record)
        self._open.setdefault(place, set()).add(record.offset)
        self._next[place] = record.offset + 1

    def finished(self, record: Record) -> None:
        """The database has the record for good. For a partition that has gone elsewhere this does nothing."""
        self._open.get(self._place(record), set()).discard(record.offset)

    def committable(self) -> dict[TopicPartition, int]:
        """What has moved since the last `committed`."""
        found = {place: min(self._open[place], default=following) for place, following in self._next.items()}
        return {place: offset for place, offset in found.items() if self._committed.get(place) != offset}

    def committed(self, offsets: dict[TopicPartition, int]) -> None:
        """Kafka knows these now."""
        self._committed.update(offsets)

    def forget(self, places: set[TopicPartition]) -> None:
        """These partitions are somebody else's now."""
        for place in places:
            for known in (self._next, self._open, self._committed):
                known.pop(place, None)

    def _place(self, record: Record) -> TopicPartition:
        return TopicPartition(self._prefix + record.topic, record.partition)

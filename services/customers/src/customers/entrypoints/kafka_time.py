"""By when Kafka holds nothing of a deleted customer any more."""

from datetime import datetime, timedelta

from customers.settings import Settings

_CLEANER = timedelta(minutes=1)  # its back-off and its work
_IMPORT_ROWS_KEPT = timedelta(hours=24)


def kafka_takes(settings: Settings, imported_at: datetime | None, now: datetime) -> timedelta:
    """The longest it takes: the segment closes, compaction sees it, its file leaves the disk.

    The rows of a running import job stay until the job is closed, at the latest until their retention ends.
    """
    compacted = timedelta(
        milliseconds=settings.topic_segment_ms
        + settings.topic_max_compaction_lag_ms
        + settings.topic_file_delete_delay_ms
    )
    if imported_at is not None and now - imported_at < _IMPORT_ROWS_KEPT:
        compacted += imported_at + _IMPORT_ROWS_KEPT - now
    return compacted + _CLEANER

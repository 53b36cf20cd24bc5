"""The proof that a deleted customer is in no topic any more (C10, G6), step by step.

1. `segment.ms` after the deletion the same terminal record is appended once more. It closes the segment that
   holds the snapshots (and the first terminal record); only closed segments are compacted.
2. The partitions with open entries are read from their beginning. When only terminal records are left of a
key, and no row of an import that was this customer, the entry is *clean*.
3. The cleaner has set the old files aside by then; they leave the disk `file.delete.delay.ms` later. Then the
   partitions are read once more, and the entry is *verified*.

A relay that was down can bring both terminal records at once; then no segment closes. So an entry that stays
unclean gets another append. Every step is in the ledger: a restart goes on where it was. What the appends
leave behind are ids.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from chassis.changes import announce
from chassis.database import Database
from chassis.events.outbox import Outbox
from customers.adapters.copies import StoredImportedRows
from customers.adapters.erasures import StoredErasures
from customers.adapters.topic_search import Found, retention_check, search_topic
from customers.application.erasure.append_again import append_again, ask_again
from customers.domain.erasure import Erasure
from customers.settings import Settings

_AT_ONCE = 500
_MARGIN = timedelta(seconds=1)  # the relay sends a moment after the transaction
_CLEANER = timedelta(seconds=30)  # its back-off (15 s unless set) and its work
_LEASE = timedelta(minutes=10)  # the longest that one look may take before another worker takes over
_PAUSES_PER_LOOK = 5  # looking takes at most a sixth of the time


class ErasureProof:
    """Brings the open entries of the ledger on their way."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._segment = timedelta(milliseconds=settings.topic_segment_ms)
        self._lag = timedelta(milliseconds=settings.topic_max_compaction_lag_ms)
        self._file_delay = timedelta(milliseconds=settings.topic_file_delete_delay_ms)
        self._poll = timedelta(milliseconds=settings.erasure_poll_ms)

    async def advance(self) -> None:
        """Does what is due now."""
        now = datetime.now(UTC)
        async with self._database.transaction() as session:
            erasures = StoredErasures(session)
            for erasure in await erasures.to_append_again(now - self._segment - _MARGIN, _AT_ONCE):
                await append_again(erasures, Outbox(session), erasure, now)
            silent_since = now - self._settings.erasure_deadline
            for erasure in await erasures.to_ask_again(silent_since, _AT_ONCE):
                await ask_again(erasures, Outbox(session), erasure, now)
        await self._look()

    async def _look(self) -> None:
        now = datetime.now(UTC)
        async with self._database.transaction() as session:
            due = await StoredErasures(session).take_to_check(now, now + _LEASE, _AT_ONCE)
            rows = await StoredImportedRows(session).rows_of([erasure.customer_id for erasure in due])
        if not due:
            return
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            found = await search_topic(self._settings, "customers", [str(e.customer_id) for e in due])
            imported = await search_topic(
                self._settings, "import-rows", [key for keys in rows.values() for key in keys]
            )
            leaves_disk_in = self._file_delay + _MARGIN
            if rows:
                leaves_disk_in += await retention_check(self._settings)
        except BaseException:
            async with self._database.transaction() as session:
                await StoredErasures(session).check_at([e.customer_id for e in due], datetime.now(UTC))
            raise
        pause = max(2 * self._poll, _PAUSES_PER_LOOK * timedelta(seconds=loop.time() - began))
        for erasure in due:
            keys = rows.get(erasure.customer_id, [])
            await self._record(erasure, found, imported.other.isdisjoint(keys), pause, leaves_disk_in)

    async def _record(
        self, seen: Erasure, found: Found, rows_gone: bool, pause: timedelta, leaves_disk_in: timedelta
    ) -> None:
        key = str(seen.customer_id)
        compacted = key in found.terminal and key not in found.other
        now = datetime.now(UTC)
        async with self._database.transaction() as session:
            erasures = StoredErasures(session)
            erasure = await erasures.for_change(seen.customer_id)
            assert erasure is not None, "the ledger forgets nothing"
            next_look = now + pause
            if not (compacted and rows_gone):
                erasure.kafka_clean_at = None
                if not compacted and now - erasure.appended_at > self._segment + self._lag + _CLEANER:
                    await append_again(erasures, Outbox(session), erasure, now)
            elif erasure.kafka_clean_at is None:
                erasure.kafka_clean_at = now
                next_look = now + leaves_disk_in
            else:
                erasure.kafka_verified_at = now
                announce(session, "erasure", erasure.root)
            await erasures.save(erasure)
            await erasures.check_at([erasure.customer_id], next_look)

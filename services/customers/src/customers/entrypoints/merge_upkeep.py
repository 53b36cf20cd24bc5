"""What follows a merge by itself, and the keys by which look-alikes are found.

`customer.merged` is appended again, with the same `ce_id`, `segment.ms` after the merge: that closes the segment
with the snapshots of the merged customer, and only closed segments are compacted. And once more after that: a relay
that was late with the first record brings the second too soon after it, and no segment closes.
"""

from datetime import UTC, datetime, timedelta

from chassis.events.outbox import Outbox
from chassis.logs import get_logger
from chassis.repeating import again_and_again
from chassis.service import Runtime
from customers.adapters.merge_upkeep import (
    add_name_keys,
    mark_appended,
    take_to_append_again,
)
from customers.application.merging.append_again import append_again
from customers.entrypoints.worker import settings_of

_AT_ONCE = 100
_MARGIN = timedelta(seconds=1)  # the relay sends a moment after the transaction
_DAY_S = 24 * 3600.0

_log = get_logger(__name__)


async def follow_up_merges(runtime: Runtime) -> None:
    """Merges are appended again when it is time."""
    settings = settings_of(runtime)
    segment = timedelta(milliseconds=settings.topic_segment_ms)

    async def follow_up() -> None:
        now = datetime.now(UTC)
        async with runtime.database.transaction() as session:
            for merge in await take_to_append_again(session, now - segment - _MARGIN, _AT_ONCE):
                await append_again(Outbox(session), merge)
                await mark_appended(session, merge.merged_id, now)

    await again_and_again(follow_up, settings.erasure_poll_ms / 1000)


async def keep_name_keys(runtime: Runtime) -> None:
    """Customers and participants from before there were name keys have theirs."""

    async def add_all() -> None:
        added = 0
        while True:
            async with runtime.database.transaction() as session:
                now_added = await add_name_keys(session)
            added += now_added
            if not now_added:
                break
        if added:
            _log.info("name keys added", count=added)

    await again_and_again(add_all, _DAY_S)

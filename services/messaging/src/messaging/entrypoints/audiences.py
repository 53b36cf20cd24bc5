"""What the worker does with what was written to many, and with what was written for later."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from chassis.changes import listen
from chassis.database import Database
from chassis.events.applying import is_collision, is_outage
from chassis.events.outbox import Outbox
from chassis.failpoints import failpoint
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.attachments import SqlAttachments
from messaging.adapters.broadcasts import SqlBroadcasts, cancelled_but_waiting
from messaging.adapters.messages import SqlMessages
from messaging.adapters.portal_shelf import due_for_shelf
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.test_mails import forget_test_mails
from messaging.application.plan_broadcast import plan_chunk
from messaging.application.portal import put_on_shelf
from messaging.domain.broadcast import BroadcastStatus, PlanningFailure
from messaging.domain.message import Status
from messaging.domain.recipient import RecipientStatus

LOOK_EVERY = 0.5
SWEEP_EVERY = 5.0
AFTER_TROUBLE = 2.0
CANCEL_AT_ONCE = 1_000
SHELVE_AT_ONCE = 200

_log = get_logger(__name__)


class BroadcastPlanner:
    """Plans what is due, a chunk per transaction; woken when a broadcast changes, and looking by itself.

    Whoever is killed leaves the broadcast at a position from which the next worker goes on. Two workers plan
    two broadcasts, never the same. One that fails waits while the others are planned, and is given up at last;
    while the database is away nothing fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._wake_on_changes())
            tasks.create_task(self._plan_and_sweep())

    async def _wake_on_changes(self) -> None:
        async for change in listen(self._database):
            if not change or change.get("kind") == "broadcast":
                self._changed.set()

    async def _plan_and_sweep(self) -> None:
        loop = asyncio.get_running_loop()
        sweep_at = loop.time()
        while True:
            self._changed.clear()
            try:
                while await self._plan_next():
                    pass
                if loop.time() >= sweep_at:
                    await self._take_back()
                    sweep_at = loop.time() + SWEEP_EVERY
            except OUTAGES as error:
                _log.warning("broadcasts are planned again soon", type=type(error).__name__)
                await asyncio.sleep(AFTER_TROUBLE)
                continue
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _plan_next(self) -> bool:
        """One chunk of a broadcast that is due, or the note that it failed; False when none is due."""
        now = datetime.now(UTC)
        broadcast = None
        try:
            async with self._database.transaction() as session:
                broadcasts = SqlBroadcasts(session)
                broadcast = await broadcasts.lock_due(now)
                if broadcast is None:
                    return False
                await plan_chunk(
                    SqlRecipients(session), SqlMessages(session), broadcasts, Outbox(session), broadcast, now
                )
                failpoint("broadcast.before_commit")
        except Exception as error:
            if broadcast is None or is_outage(error):
                raise
            if not is_collision(error):  # a block or a purge of the same customers: the same again will do
                await self._put_off(broadcast.id, error)
        failpoint("broadcast.after_commit")
        return True

    async def _put_off(self, broadcast_id: UUID, error: Exception) -> None:
        refused = isinstance(error, DBAPIError)
        failure = PlanningFailure.DATABASE_REFUSED if refused else PlanningFailure.PROGRAM_ERROR
        async with self._database.transaction() as session:
            broadcasts = SqlBroadcasts(session)
            broadcast = await broadcasts.lock(broadcast_id)
            if broadcast is None or broadcast.is_over or broadcast.status is BroadcastStatus.FAILED:
                return
            broadcast.stumble(failure, datetime.now(UTC))
            await broadcasts.save(broadcast)
        _log.error(
            "a broadcast could not be planned",
            broadcast_id=broadcast_id,
            attempts=broadcast.failures,
            status=broadcast.status.value,
            reason=failure.value,
            exc_info=error,
        )

    async def _take_back(self) -> None:
        """What was being handed over when its broadcast was cancelled, and was refused for now, waits no more."""
        async with self._database.reading() as session:
            found = await cancelled_but_waiting(session)
        for broadcast_id in found:
            async with self._database.transaction() as session:
                await SqlBroadcasts(session).cancel_waiting(broadcast_id, CANCEL_AT_ONCE, datetime.now(UTC))


async def shelve_due(database: Database) -> None:
    """Puts into the portal what was written for now; whoever is blocked by now gets none (M4)."""
    now = datetime.now(UTC)
    async with database.reading() as session:
        due = await due_for_shelf(session, now, SHELVE_AT_ONCE)
    for message_id, customer_id in due:
        async with database.transaction() as session:
            recipients, messages = SqlRecipients(session), SqlMessages(session)
            survivor = (await recipients.survivors([customer_id]))[customer_id]
            held = await recipients.hold([customer_id] if survivor is None else [customer_id, survivor])
            recipient = held.get(survivor) if survivor is not None else None
            message = await messages.lock(message_id)
            if message is None or message.status is not Status.QUEUED or recipient is None:
                continue
            if recipient.status is not RecipientStatus.MERGED:
                await put_on_shelf(messages, Outbox(session), message, recipient, now)


async def forget_unused(database: Database) -> None:
    """Deletes uploads that no message carries after a day, and test mails that count no more."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        await SqlAttachments(session).forget_unused(now)
        await forget_test_mails(session, now)

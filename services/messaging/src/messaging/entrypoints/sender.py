"""The sender: takes what is due, hands it to the relay, and writes down what became of it."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from chassis.changes import listen
from chassis.database import Database
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.attempts import SqlAttempts, owners_sending
from messaging.adapters.compose import Composer
from messaging.adapters.messages import SqlMessages
from messaging.adapters.ownership import Ownership, ownership
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.requested_content import CustomersContents
from messaging.adapters.troubles import Troubles
from messaging.application.finish_attempt import doubt_attempt
from messaging.domain.pacing import Pace
from messaging.entrypoints.sending.lanes import Lane, Relay
from messaging.entrypoints.sending.turns import Turns
from messaging.entrypoints.sending.waiting import WaitingMails
from messaging.settings import Settings

LOOK_EVERY = 0.5
SWEEP_EVERY = 5.0

_log = get_logger(__name__)


class Sender:
    """The connections of one worker to the relay, each working off what is due."""

    def __init__(self, database: Database, settings: Settings, stopping: asyncio.Event) -> None:
        self._database = database
        self._settings = settings
        self._contents = CustomersContents(settings)
        self._composer = Composer(settings)
        self._waiting = WaitingMails(database, Pace(settings.smtp_per_domain))
        self._turns = Turns(database, stopping, settings.public_url)
        self._relay = Relay(stopping, Troubles(database))

    async def run(self) -> None:
        """Sends until cancelled; what has begun then is finished and written down first."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._wake_on_changes())
                tasks.create_task(self._send_as_owner())
        finally:
            await self._turns.close()
            await self._contents.close()

    async def _wake_on_changes(self) -> None:
        async for change in listen(self._database):
            if not change or change.get("kind") in ("message", "broadcast"):
                self._waiting.wake()

    async def _send_as_owner(self) -> None:
        """A lost database session ends the owner's number: all lanes finish, then a new number begins."""
        while True:
            try:
                async with ownership(self._database.engine) as mine, asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._watch(mine))
                    tasks.create_task(self._waiting.run())
                    for _ in range(self._settings.smtp_connections):
                        tasks.create_task(self._lane(mine.owner).run())
            except* (DataError, IntegrityError, ProgrammingError):
                raise
            except* OUTAGES as group:
                _log.warning("the sender lost its database session", type=type(group.exceptions[0]).__name__)
            await asyncio.sleep(LOOK_EVERY)

    async def _watch(self, mine: Ownership) -> None:
        loop = asyncio.get_running_loop()
        sweep_at = loop.time()
        while True:
            await mine.check()
            if loop.time() >= sweep_at:
                await self._settle_estates(mine)
                sweep_at = loop.time() + SWEEP_EVERY
            await asyncio.sleep(LOOK_EVERY)

    async def _settle_estates(self, mine: Ownership) -> None:
        async with self._database.reading() as session:
            owners = await owners_sending(session, except_for=mine.owner)
        for owner in owners:
            async with mine.estate_of(owner) as gone:
                if not gone:
                    continue
                async with self._database.transaction() as session:
                    attempts = SqlAttempts(session)
                    left = await attempts.unfinished_of(owner)
                    await SqlRecipients(session).hold([attempt.customer_id for attempt in left])
                    for attempt in left:
                        await doubt_attempt(SqlMessages(session), attempts, attempt, datetime.now(UTC))
                _log.warning("a sender vanished; what it was sending is uncertain", count=len(left))

    def _lane(self, owner: int) -> Lane:
        return Lane(
            self._database,
            self._settings,
            self._composer,
            self._contents,
            self._waiting,
            self._turns,
            self._relay,
            owner,
        )

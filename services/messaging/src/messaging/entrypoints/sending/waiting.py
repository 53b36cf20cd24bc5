"""The mails that are due, at hand for the lanes."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from chassis.database import Database
from chassis.logs import get_logger
from messaging.adapters.attempts import due_mails
from messaging.adapters.relay_connection import RelayConnection
from messaging.domain.attempt import Reply
from messaging.domain.pacing import Pace

AT_ONCE = 200
LOOK_EVERY = 0.5

_log = get_logger(__name__)


@dataclass(frozen=True)
class Due:
    """A message that was due when it was read, and the domain that it counts for."""

    message_id: UUID
    domain: str


@dataclass(eq=False)
class _Waiter:
    connection: RelayConnection
    due: asyncio.Future[Due] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class WaitingMails:
    """Gives each lane the mail that has been due longest among those whose domain may have another one now.

    What is handed out is only a suggestion: whether it is due still is seen when it is claimed. Mails are read
    200 at a time; a domain that may have no more now is read past, so that it holds up no other. Those of broadcasts
    come last: at most what is read of them goes before what a clerk has just written.
    """

    def __init__(self, database: Database, pace: Pace) -> None:
        self._database = database
        self._pace = pace
        self._at_hand: dict[UUID, str] = {}
        self._handed_out: set[UUID] = set()
        self._waiters: list[_Waiter] = []
        self._wanted = asyncio.Event()
        self._may_be_more = True

    def wake(self) -> None:
        """Something may be due that was not before."""
        self._may_be_more = True
        self._wanted.set()

    async def next(self, connection: RelayConnection) -> Due:
        """The next mail for this lane, as soon as there is one."""
        waiter = _Waiter(connection)
        self._waiters.append(waiter)
        self._wanted.set()
        try:
            return await waiter.due
        except asyncio.CancelledError:
            if waiter.due.done() and not waiter.due.cancelled():
                self.done(waiter.due.result())
            raise
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    def next_at_hand(self) -> Due | None:
        """The next mail, when one can be had without waiting."""
        now = asyncio.get_running_loop().time()
        for message_id, domain in self._at_hand.items():
            if not domain or self._pace.allows(domain, now):
                del self._at_hand[message_id]
                self._handed_out.add(message_id)
                self._pace.begin(domain)
                return Due(message_id, domain)
        return None

    def done(self, due: Due, reply: Reply | None = None) -> None:
        """Nobody deals with the mail any more; the answer tells how fast its domain may go on."""
        self._handed_out.discard(due.message_id)
        self._pace.end(due.domain)
        if reply is not None and self._pace.heard(due.domain, reply, asyncio.get_running_loop().time()):
            _log.warning("a recipient domain asked to slow down; its mails wait", code=reply.code)
        self._wanted.set()

    async def run(self) -> None:
        """Serves the lanes until cancelled; looks by itself every half second."""
        while True:
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    await self._wanted.wait()
            except TimeoutError:
                self._may_be_more = True
            self._wanted.clear()
            while self._served_all() is False and self._may_be_more:
                await self._read()

    def _served_all(self) -> bool:
        """One mail opens one connection: lanes that have one come first."""
        while self._waiters:
            due = self.next_at_hand()
            if due is None:
                return False
            ready = (waiter for waiter in self._waiters if waiter.connection.is_open)
            waiter = next(ready, self._waiters[0])
            self._waiters.remove(waiter)
            if waiter.due.done():  # it was cancelled at this moment
                self.done(due)
            else:
                waiter.due.set_result(due)
        return True

    async def _read(self) -> None:
        self._may_be_more = False
        now = asyncio.get_running_loop().time()
        stuck = [domain for domain in Counter(self._at_hand.values()) if not self._pace.allows(domain, now)]
        async with self._database.reading() as session:
            found = await due_mails(
                session, datetime.now(UTC), AT_ONCE, self._at_hand.keys() | self._handed_out, stuck
            )
        self._at_hand.update(found)
        self._may_be_more = self._may_be_more or len(found) == AT_ONCE

"""Turns: a lane hands in what was answered and gets its next attempt; those of all lanes share a transaction."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError

from chassis.database import Database
from chassis.direct import DirectConnection
from chassis.events.outbox import Outbox
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.attempts import Claim, SqlAttempts
from messaging.adapters.compose import Content
from messaging.adapters.contents import contents_of
from messaging.adapters.messages import SqlMessages
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.requested_content import LEASE
from messaging.adapters.turns import (
    TurnAttempts,
    TurnLinks,
    TurnMessages,
    claim,
    files_in_turn,
    lease_requested,
    lock_finished,
    write,
)
from messaging.application.begin_attempt import begin_attempt
from messaging.application.finish_attempt import finish_attempt
from messaging.domain.attempt import Attempt, Outcome
from messaging.domain.message import Message
from messaging.domain.reach import reason_not_to_send

GIVE_UP_WHEN_STOPPING = 10.0
_WRONG = (DataError, IntegrityError, ProgrammingError)

_log = get_logger(__name__)


@dataclass(frozen=True)
class Begun:
    """An attempt that is written down, what its mail says and to whom, and when the recipient was looked at."""

    attempt: Attempt
    claim: Claim
    content: Content
    looked_at: float


@dataclass(frozen=True)
class Leased:
    """A requested mail, kept from others while what it needs is fetched."""

    claim: Claim


@dataclass(frozen=True)
class Finished:
    """An attempt, its message as it was then, and what became of it."""

    attempt: Attempt
    message: Message
    outcome: Outcome


@dataclass(eq=False)
class _Turn:
    finished: Finished | None
    wanted: UUID | None
    owner: int
    error: Exception | None = None
    answer: asyncio.Future[Begun | Leased | None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Turns:
    """Writes answers down and begins attempts (G7, M4).

    A lane's answer and its next attempt commit together, so that a lane never has two open attempts. While one
    transaction runs the lanes that become free gather for the next one. None waits for a lock in it: whose customer
    or message is held by others is finished afterwards, alone.
    """

    def __init__(self, database: Database, stopping: asyncio.Event, public_url: str) -> None:
        self._database = database
        self._direct = DirectConnection(database)
        self._public_url = public_url
        self._stopping = stopping
        self._gathered: list[_Turn] = []
        self._working: asyncio.Task[None] | None = None
        self._alone_ones: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Gives the connection up, after the last turn."""
        if self._working is not None:
            await asyncio.wait([self._working])
        await self._direct.close()

    async def take(self, finished: Finished | None, wanted: UUID | None, owner: int) -> Begun | Leased | None:
        """Returns when the answer is written down; with the attempt of the wanted message, unless it may not leave
        (then it is suppressed), or is not due any more, or somebody else holds it.

        While the database is away an answer is kept: it is known nowhere else. When the process stops and the
        database stays away it raises, and the attempt is left to be called uncertain. A turn that only begins
        raises at once.
        """
        turn = _Turn(finished, wanted, owner)
        self._gathered.append(turn)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await turn.answer

    async def _work(self) -> None:
        while self._gathered:
            turns, self._gathered = self._gathered, []
            try:
                alone = await self._together(turns)
            except Exception as error:
                alone = self._after(error, turns)
            for turn in alone:
                task = asyncio.create_task(self._alone(turn))
                self._alone_ones.add(task)
                task.add_done_callback(self._alone_ones.discard)

    def _after(self, error: Exception, turns: Sequence[_Turn]) -> list[_Turn]:
        """Those of the failed turns whose answer has to be written down still; the others fail as well."""
        keeps = isinstance(error, OUTAGES) and not isinstance(error, _WRONG)
        if keeps:
            _log.warning("answers wait for the database", type=type(error).__name__)
        for turn in turns:
            if keeps and turn.finished is not None:
                turn.error = error
            else:
                turn.answer.set_exception(error)
        return [turn for turn in turns if turn.error is not None]

    async def _together(self, turns: Sequence[_Turn]) -> list[_Turn]:
        """Settles the turns in one transaction, and returns those that would have had to wait for a lock."""
        loop = asyncio.get_running_loop()
        answers: dict[UUID, Begun | Leased] = {}
        finishing = [turn.finished for turn in turns if turn.finished]
        handed_over = [(each.attempt, each.message) for each in finishing]
        async with self._direct.transaction() as transaction:
            locked = await lock_finished(transaction, handed_over) if finishing else {}
            messages, attempts, outbox = (
                TurnMessages(transaction, locked),
                TurnAttempts(),
                Outbox(transaction),
            )
            for each in finishing:
                await finish_attempt(
                    messages, attempts, outbox, each.attempt, each.outcome, datetime.now(UTC)
                )
            alone = [
                turn for turn in turns if turn.finished and turn.finished.attempt.message_id not in locked
            ]
            owners = {turn.wanted: turn.owner for turn in turns if turn.wanted and turn not in alone}
            looked_at = loop.time()
            claims = await claim(transaction, list(owners), datetime.now(UTC)) if owners else []
            begun: list[tuple[Attempt, Claim]] = []
            for each_claim in claims:
                message = each_claim.message
                if message.request_id is not None and reason_not_to_send(*each_claim) is None:
                    await lease_requested(transaction, message, datetime.now(UTC) + LEASE)
                    answers[message.id] = Leased(each_claim)
                    continue
                attempt = await begin_attempt(
                    messages, attempts, outbox, *each_claim, owners[message.id], datetime.now(UTC)
                )
                if attempt is not None:
                    begun.append((attempt, each_claim))
            contents = await contents_of(
                TurnLinks(transaction),
                partial(files_in_turn, transaction),
                [each_claim for _, each_claim in begun],
                self._public_url,
                datetime.now(UTC),
            )
            for attempt, each_claim in begun:
                id_ = each_claim.message.id
                answers[id_] = Begun(attempt, each_claim, contents[id_], looked_at)
            await write(transaction, messages, attempts)
        for turn in turns:
            if turn not in alone:
                turn.answer.set_result(answers.get(turn.wanted) if turn.wanted else None)
        return alone

    async def _alone(self, turn: _Turn) -> None:
        """Writes the answer down, however long that takes; nothing begins."""
        assert turn.finished is not None
        wait, waited = 0.1, 0.0
        while True:
            try:
                await self._finish(turn.finished)
            except _WRONG as error:
                turn.answer.set_exception(error)
            except OUTAGES as error:
                if self._stopping.is_set() and waited > GIVE_UP_WHEN_STOPPING:
                    turn.answer.set_exception(error)
                    return
                await asyncio.sleep(wait)
                waited += wait
                wait = min(wait * 2, 2.0)
                continue
            else:
                if turn.error is not None and turn.wanted is not None:
                    turn.answer.set_exception(turn.error)
                else:
                    turn.answer.set_result(None)
            return

    async def _finish(self, finished: Finished) -> None:
        """In the order of all locks: the customer, then the message."""
        async with self._database.transaction() as session:
            messages, attempts = SqlMessages(session), SqlAttempts(session)
            await SqlRecipients(session).hold([finished.attempt.customer_id])
            await messages.lock(finished.attempt.message_id)
            current = await attempts.get(finished.attempt.id)
            if current is None or not current.is_open:  # purged, or a commit whose answer was lost
                return
            await finish_attempt(
                messages, attempts, Outbox(session), finished.attempt, finished.outcome, datetime.now(UTC)
            )

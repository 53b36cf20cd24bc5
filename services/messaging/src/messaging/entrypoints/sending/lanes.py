"""A lane: one connection to the relay, and the mails that leave by it one after the other."""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http.service_calls import NeighbourUnavailable
from chassis.logs import get_logger
from messaging.adapters.attachments import files_of
from messaging.adapters.attempts import Claim, SqlAttempts
from messaging.adapters.compose import Composer
from messaging.adapters.contents import contents_of
from messaging.adapters.messages import SqlMessages
from messaging.adapters.newsletter_links import SqlNewsletterLinks
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.relay_connection import MAIL_FROM_WITHIN, RelayConnection, RelayUnreachable
from messaging.adapters.requested_content import CustomersContents
from messaging.adapters.troubles import Troubles
from messaging.application.begin_attempt import begin_attempt
from messaging.application.suppress import suppress
from messaging.domain.attempt import Outcome, Refused, Reply, Stage, TakenOver, Unsendable
from messaging.domain.recipient import SuppressedReason
from messaging.domain.requested_mail import with_link
from messaging.domain.trouble import RELAY, trouble_of_relay
from messaging.entrypoints.sending.turns import Begun, Finished, Leased, Turns
from messaging.entrypoints.sending.waiting import Due, WaitingMails
from messaging.settings import Settings

FIRST_WAIT_FOR_RELAY = 0.5
LONGEST_WAIT_FOR_RELAY = 15.0
IDLE_CONNECTION_SECONDS = 20.0

_log = get_logger(__name__)


class Relay:
    """What the lanes know together of the relay: while it cannot be reached they wait, longer each time."""

    def __init__(self, stopping: asyncio.Event, troubles: Troubles) -> None:
        self._stopping = stopping
        self._troubles = troubles
        self._wait = FIRST_WAIT_FOR_RELAY
        self._asking = asyncio.Lock()
        self._is_away = False

    async def is_ready(self, connection: RelayConnection) -> bool:
        """Whether the relay waits for a mail on that connection; after a while when it is away.

        While it is away one lane asks for all.
        """
        if self._is_away:
            async with self._asking:
                return await self._is_ready(connection)
        return await self._is_ready(connection)

    async def _is_ready(self, connection: RelayConnection) -> bool:
        try:
            await connection.make_ready()
        except RelayUnreachable as unreachable:
            self._is_away = True
            wait = self._wait * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load
            self._wait = min(self._wait * 2, LONGEST_WAIT_FOR_RELAY)
            _log.warning("the relay cannot be reached", seconds=round(wait, 1), reason=unreachable.reason)
            await self._troubles.met(trouble_of_relay(unreachable.reason))
            await _until_set(self._stopping, wait)
            return False
        self._is_away = False
        self._wait = FIRST_WAIT_FOR_RELAY
        await self._troubles.over(RELAY)
        return True


class Lane:
    """Works off what is due, until cancelled; a mail that has begun then is finished and written down."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        composer: Composer,
        contents: CustomersContents,
        waiting: WaitingMails,
        turns: Turns,
        relay: Relay,
        owner: int,
    ) -> None:
        self._database = database
        self._composer = composer
        self._contents = contents
        self._waiting = waiting
        self._turns = turns
        self._relay = relay
        self._owner = owner
        self._public_url = settings.public_url
        self._connection = RelayConnection(settings)
        self._is_leaving = False

    async def run(self) -> None:
        """Closes the connection when nothing has been due for a while."""
        try:
            while True:
                try:
                    async with asyncio.timeout(IDLE_CONNECTION_SECONDS):
                        due = await self._waiting.next(self._connection)
                except TimeoutError:
                    # To its end, too: the SMTP library forgets a cancellation that comes with the relay's answer.
                    await self._to_the_end(self._connection.close())
                else:
                    await self._to_the_end(self._work_off(due))
        finally:
            await self._connection.close()

    async def _work_off(self, due: Due | None) -> None:
        """Hands over that mail, and what is at hand after it. An answer is written down before anything can wait."""
        finished: Finished | None = None
        while due or finished:
            must_connect = not self._connection.is_ready
            if due and must_connect and not finished and not await self._relay.is_ready(self._connection):
                self._waiting.done(due)
                return
            wanted = due if self._connection.is_ready else None
            try:
                taken = await self._turns.take(finished, wanted.message_id if wanted else None, self._owner)
                finished = None
                if wanted is None:
                    continue
                begun = await self._complete(taken) if isinstance(taken, Leased) else taken
                if begun is not None:
                    finished = await self._hand_over(begun)
            except BaseException:
                if due:
                    self._waiting.done(due)
                raise
            self._waiting.done(wanted, _said_of(finished.outcome) if finished else None)
            due = None if self._is_leaving else self._waiting.next_at_hand()

    async def _hand_over(self, begun: Begun) -> Finished:
        mail = self._composer.compose(
            begun.claim.message, begun.attempt, begun.claim.recipient, begun.content
        )
        if isinstance(mail, Unsendable):
            return Finished(begun.attempt, begun.claim.message, mail)
        outcome = await self._connection.hand_over(mail, begun.looked_at + MAIL_FROM_WITHIN)
        _log.debug("attempt finished", message_id=begun.attempt.message_id, outcome=type(outcome).__name__)
        return Finished(begun.attempt, begun.claim.message, outcome)

    async def _complete(self, leased: Leased) -> Begun | None:
        """The leased mail with what it needs. While customers is away it waits for the end of its lease."""
        message = leased.claim.message
        leased_until, request_id = message.next_attempt_at, message.request_id
        assert request_id is not None
        try:
            content = await self._contents.fetch(request_id)
        except NeighbourUnavailable as unavailable:
            _log.warning("a requested mail waits", neighbour=unavailable.neighbour, reason=unavailable.reason)
            return None
        async with self._database.transaction() as session:
            messages, now = SqlMessages(session), datetime.now(UTC)
            looked_at = asyncio.get_running_loop().time()
            held = await SqlRecipients(session).hold([message.customer_id])
            current = await messages.lock(message.id)
            if current is None or current.next_attempt_at != leased_until:
                return None
            claim = Claim(current, held[current.customer_id])
            if content is None:
                # Its link was used or followed by another, or its account is gone.
                await suppress(messages, Outbox(session), *claim, SuppressedReason.OBSOLETE, now)
                return None
            attempt = await begin_attempt(
                messages, SqlAttempts(session), Outbox(session), *claim, self._owner, now
            )
            if attempt is None:
                return None
            links, files = SqlNewsletterLinks(session), partial(files_of, session)
            said = (await contents_of(links, files, [claim], self._public_url, now))[current.id]
        return Begun(attempt, claim, replace(said, body=with_link(said.body, content.link)), looked_at)

    async def _to_the_end(self, sending: Coroutine[Any, Any, None]) -> None:
        """Awaits it even when cancelled meanwhile; what it has not begun it then leaves."""
        task = asyncio.create_task(sending)
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            self._is_leaving = True
            await asyncio.wait([task])
            raise


def _said_of(outcome: Outcome) -> Reply | None:
    """What the relay answered for the recipient; an answer to MAIL FROM is about us."""
    if isinstance(outcome, TakenOver):
        return outcome.reply
    if isinstance(outcome, Refused) and outcome.reply.stage is not Stage.MAIL:
        return outcome.reply
    return None


async def _until_set(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return

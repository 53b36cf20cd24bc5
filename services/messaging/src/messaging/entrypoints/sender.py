"""The sender: takes what is due, hands it to the relay, and writes down what became of it."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.changes import listen
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.http.service_calls import NeighbourUnavailable
from chassis.logs import get_logger
from chassis.repeating import OUTAGES
from messaging.adapters.attempts import (
    Claim,
    SqlAttempts,
    claim_due,
    is_anything_due,
    lease_requested,
    owners_sending,
)
from messaging.adapters.compose import Envelope, compose
from messaging.adapters.messages import SqlMessages
from messaging.adapters.newsletter_links import SqlNewsletterLinks, one_click_url, page_url
from messaging.adapters.ownership import Ownership, ownership
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.relay_connection import MAIL_FROM_WITHIN, RelayConnection, RelayUnreachable
from messaging.adapters.requested_content import LEASE, CustomersContents
from messaging.application.begin_attempt import begin_attempt
from messaging.application.finish_attempt import doubt_attempt, finish_attempt
from messaging.application.newsletter.make_links import MadeLink, make_links
from messaging.application.suppress import suppress
from messaging.domain.attempt import Attempt, Outcome, Unsendable
from messaging.domain.newsletter import Purpose
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import SuppressedReason
from messaging.domain.requested_mail import with_link
from messaging.settings import Settings, sender_address

LOOK_EVERY = 0.5
SWEEP_EVERY = 5.0
FIRST_WAIT_FOR_RELAY = 0.5
LONGEST_WAIT_FOR_RELAY = 15.0
IDLE_CONNECTION_SECONDS = 20.0
GIVE_UP_WHEN_STOPPING = 10.0

_log = get_logger(__name__)


Claimed = tuple[Attempt, Envelope | Unsendable, float]
"""An attempt that is written down, its mail, and until when MAIL FROM may follow."""


class Sender:
    """The connections of one worker to the relay, each working off what is due."""

    def __init__(self, database: Database, settings: Settings, stopping: asyncio.Event) -> None:
        self._database = database
        self._contents = CustomersContents(settings)
        self._stopping = stopping
        self._settings = settings
        self._from = sender_address(settings.mail_from)
        self._due = asyncio.Event()
        self._turn = asyncio.Lock()
        self._wakings = 0
        self._wait_for_relay = FIRST_WAIT_FOR_RELAY

    async def run(self) -> None:
        """Sends until cancelled; what has begun then is finished and written down first."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._wake_on_changes())
                tasks.create_task(self._send_as_owner())
        finally:
            await self._contents.close()

    async def _wake_on_changes(self) -> None:
        async for change in listen(self._database):
            if not change or change.get("kind") == "message":
                self._wake()

    def _wake(self) -> None:
        self._wakings += 1
        self._due.set()

    def _rest(self, seen: int) -> None:
        """Nothing is due, unless somebody has called since it was `seen`."""
        if seen == self._wakings:
            self._due.clear()

    async def _send_as_owner(self) -> None:
        """A lost database session ends the owner's number: all lanes finish, then a new number begins."""
        while True:
            try:
                async with ownership(self._database.engine) as mine, asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._watch(mine))
                    for _ in range(self._settings.smtp_connections):
                        tasks.create_task(self._lane(mine.owner))
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
            if await self._is_anything_due():
                self._wake()
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

    async def _lane(self, owner: int) -> None:
        connection = RelayConnection(self._settings)
        try:
            while True:
                try:
                    async with asyncio.timeout(IDLE_CONNECTION_SECONDS):
                        await self._due.wait()
                except TimeoutError:
                    await connection.close()
                else:
                    await _to_the_end(self._send_next(connection, owner))
        finally:
            await connection.close()

    async def _send_next(self, connection: RelayConnection, owner: int) -> None:
        """Sends what is due first, or suppresses it. Lanes look in turn, so one mail opens one connection.

        What a requested mail needs is fetched out of turn: customers may be slow, or away.
        """
        async with self._turn:
            claimed = await self._claim(connection, owner)
        if isinstance(claimed, Claim):
            claimed = await self._complete(claimed, owner)
        if claimed is None:
            return
        attempt, mail, not_after = claimed
        outcome = mail if isinstance(mail, Unsendable) else await connection.hand_over(mail, not_after)
        await self._record(attempt, outcome)

    async def _claim(self, connection: RelayConnection, owner: int) -> Claimed | Claim | None:
        seen = self._wakings
        if not connection.is_open and not await self._is_anything_due():
            self._rest(seen)
            return None
        if not await self._is_ready(connection):
            return None
        async with self._database.transaction() as session:
            claim = await claim_due(session, datetime.now(UTC))
            if claim is None:
                self._rest(seen)
                return None
            may_leave = reason_not_to_send(*claim) is None
            if claim.message.request_id is not None and may_leave:
                await lease_requested(session, claim.message, datetime.now(UTC) + LEASE)
                return claim
            looked_at, attempt, link = await self._begin(session, claim, owner)
        return self._composed(claim, attempt, looked_at, link)

    async def _complete(self, claim: Claim, owner: int) -> Claimed | None:
        """The leased mail with what it needs. While customers is away it waits for the end of its lease."""
        leased_until, request_id = claim.message.next_attempt_at, claim.message.request_id
        assert request_id is not None
        try:
            content = await self._contents.fetch(request_id)
        except NeighbourUnavailable as unavailable:
            _log.warning("a requested mail waits", neighbour=unavailable.neighbour, reason=unavailable.reason)
            return None
        async with self._database.transaction() as session:
            messages = SqlMessages(session)
            held = await SqlRecipients(session).hold([claim.message.customer_id])
            message = await messages.lock(claim.message.id)
            if message is None or message.next_attempt_at != leased_until:
                return None
            claim = Claim(message, held[message.customer_id])
            if content is None:
                # Its link was used or followed by another, or its account is gone.
                await suppress(
                    messages, Outbox(session), *claim, SuppressedReason.OBSOLETE, datetime.now(UTC)
                )
                return None
            looked_at, attempt, link = await self._begin(session, claim, owner)
        message = replace(message, body=with_link(message.body, content.link))
        return self._composed(Claim(message, claim.recipient), attempt, looked_at, link)

    async def _begin(
        self, session: AsyncSession, claim: Claim, owner: int
    ) -> tuple[float, Attempt | None, MadeLink | None]:
        """The attempt of the locked mail, when its recipient was looked at, and the link that it carries."""
        looked_at = asyncio.get_running_loop().time()
        attempt = await begin_attempt(
            SqlMessages(session),
            SqlAttempts(session),
            Outbox(session),
            claim.message,
            claim.recipient,
            owner,
            datetime.now(UTC),
        )
        made = await make_links(SqlNewsletterLinks(session), [claim], datetime.now(UTC)) if attempt else {}
        return looked_at, attempt, made.get(claim.message.id)

    def _composed(
        self, claim: Claim, attempt: Attempt | None, looked_at: float, link: MadeLink | None
    ) -> Claimed | None:
        if attempt is None:
            return None
        message, unsubscribe = claim.message, None
        if link is not None:
            page = page_url(self._settings.public_url, link.purpose, link.token)
            message = replace(message, body=with_link(message.body, page))
            if link.purpose is Purpose.UNSUBSCRIBE:
                unsubscribe = one_click_url(self._settings.public_url, link.token)
        mail = compose(
            message, attempt, claim.recipient, self._from, self._settings.bounce_domain, unsubscribe
        )
        return attempt, mail, looked_at + MAIL_FROM_WITHIN

    async def _is_anything_due(self) -> bool:
        async with self._database.reading() as session:
            return await is_anything_due(session, datetime.now(UTC))

    async def _is_ready(self, connection: RelayConnection) -> bool:
        """Whether the relay waits for a mail; while it cannot be reached nothing is claimed."""
        try:
            await connection.make_ready()
        except RelayUnreachable as error:
            wait = self._wait_for_relay * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load
            _log.warning(
                "the relay cannot be reached", seconds=round(wait, 1), type=type(error.__cause__).__name__
            )
            await _until_stopped(self._stopping, wait)
            self._wait_for_relay = min(self._wait_for_relay * 2, LONGEST_WAIT_FOR_RELAY)
            return False
        self._wait_for_relay = FIRST_WAIT_FOR_RELAY
        return True

    async def _record(self, attempt: Attempt, outcome: Outcome) -> None:
        """Keeps trying while the database is away: the relay's answer is known nowhere else.

        When the process stops and the database stays away, the attempt is left to be called uncertain.
        """
        wait, waited = 0.1, 0.0
        while True:
            try:
                async with self._database.transaction() as session:
                    await SqlRecipients(session).hold([attempt.customer_id])
                    await finish_attempt(
                        SqlMessages(session),
                        SqlAttempts(session),
                        Outbox(session),
                        attempt,
                        outcome,
                        datetime.now(UTC),
                    )
            except OUTAGES as error:
                _log.warning("an answer waits for the database", type=type(error).__name__)
                if self._stopping.is_set() and waited > GIVE_UP_WHEN_STOPPING:
                    raise
                await asyncio.sleep(wait)
                waited += wait
                wait = min(wait * 2, 2.0)
            else:
                _log.debug("attempt finished", message_id=attempt.message_id, outcome=type(outcome).__name__)
                return


async def _to_the_end(sending: Coroutine[Any, Any, None]) -> None:
    """Awaits it even when cancelled meanwhile: a mail that has begun is finished and written down."""
    task = asyncio.create_task(sending)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def _until_stopped(stopping: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()

"""What becomes of a mail (M3, G7) when the relay goes wrong, by stage: only where nobody can know is it uncertain."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest

from messaging.adapters import relay_connection
from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.eventually import eventually
from tests.support.faulty_relay import DROP, STAGES, STALL, FaultyRelay, faulty_relay
from tests.support.servers import Stack

Runs = Callable[..., AbstractAsyncContextManager[Desk]]
BEFORE = {"451 4.3.0 not now": "queued", "554 5.3.0 never": "queued", DROP: "queued", STALL: "queued"}
"""Where no mail has begun none is touched."""
CASES = {
    "banner": BEFORE,
    "ehlo": BEFORE,
    "mail": {
        "451 4.3.0 not now": "deferred",
        "550 5.7.1 no": "bounced policy",
        DROP: "deferred",
        STALL: "deferred",
    },
    "rcpt": {
        "450 4.2.0 greylisted": "deferred",
        "550 5.1.1 user unknown": "bounced address_unknown",
        "552 5.2.2 mailbox full": "bounced mailbox_full",
        DROP: "deferred",
        STALL: "deferred",
    },
    "data": {
        "451 4.3.0 not now": "deferred",
        "554 5.7.1 spam": "bounced spam",
        DROP: "deferred",
        STALL: "deferred",
    },
    "message": {
        "452 4.3.1 not now": "deferred",
        "554 5.7.1 spam": "bounced spam",
        "250 2.0.0 kept": "accepted",
        DROP: "uncertain",
        STALL: "uncertain",
    },
}


@pytest.fixture
async def relay() -> AsyncIterator[FaultyRelay]:
    async with faulty_relay() as running:
        yield running


@pytest.fixture
def runs(relay: FaultyRelay, stack: Stack, database_url: str, topic_prefix: str) -> Runs:
    return partial(messaging_runs, relay, stack, database_url, topic_prefix, smtp_connections=2)


@pytest.fixture
async def desk(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    # Long enough for a relay that answers on a busy machine, short enough to wait for one that does not.
    monkeypatch.setattr(relay_connection, "_PATIENCE_AFTER_DATA", 3)
    async with runs(smtp_timeout_seconds=3.0) as running:
        yield running


@pytest.mark.parametrize("stage", STAGES)
async def test_g7_the_stage_decides_the_status(desk: Desk, relay: FaultyRelay, stage: str) -> None:
    for fault, expected in CASES[stage].items():
        customer = (
            await desk.customer()
        )  # another one each time: an address that is unknown is mailed no more
        await eventually(lambda to=customer: desk.write(to, channel="portal"), within=30)
        connections, relay.faults = len(relay.connections), {stage: fault}
        [taken] = await desk.write(customer)
        if expected == "queued":
            await eventually(partial(_tried, relay, connections), within=30)
        message = await desk.message_in(expected.split()[0], taken["id"], within=30)
        reason = expected.partition(" ")[2] or None
        found = message["bounce"] and message["bounce"]["reason"], len(message["attempts"])
        assert found == (reason, int(expected != "queued")), fault
        relay.faults = {}
        if expected == "queued":
            await desk.message_in("accepted", taken["id"], within=30)
        relay.hang_up()
    copies = len(relay.mails)
    assert copies == len(set(relay.mails)), "a mail was handed over twice"


async def test_g7_a_slow_relay_gets_each_mail_once(runs: Runs, relay: FaultyRelay) -> None:
    async with runs(smtp_timeout_seconds=10.0) as desk:
        customer = await desk.customer()
        await eventually(lambda: desk.write(customer, channel="portal"), within=30)
        relay.slow_seconds = 0.3
        taken = [item for _ in range(4) for item in await desk.write(customer)]
        for item in taken:
            await desk.message_in("accepted", item["id"], within=30)
        assert len(relay.mails) == 4


async def _tried(relay: FaultyRelay, connections: int) -> None:
    assert len(relay.connections) > connections

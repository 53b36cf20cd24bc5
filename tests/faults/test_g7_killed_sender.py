"""G7 under kill -9: by Message-ID no mail is doubled and none is lost."""

import asyncio
from collections import Counter
from contextlib import AbstractAsyncContextManager

from sqlalchemy import text

from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.eventually import eventually
from tests.support.messaging_worker import messaging_worker
from tests.support.sender_process import sender_process
from tests.support.servers import Stack
from tests.support.smtp_sink import Sink, smtp_sink

CUSTOMERS, MAILS_EACH, KILLS = 200, 10, 20
MAILS = 30
KILL_AT = (8, 20)


async def test_g7_twenty_kills_during_two_thousand_mails_lose_none_and_double_none(
    stack: Stack, database_url: str, topic_prefix: str
) -> None:
    async with (
        smtp_sink() as relay,
        messaging_runs(relay, stack, database_url, topic_prefix, with_worker=False) as desk,
    ):
        relay.slow_seconds = 0.01
        await _write_many(desk)
        for kill in range(1, KILLS + 1):
            with sender_process(desk.settings) as process:
                at = CUSTOMERS * MAILS_EACH * kill // (KILLS + 1)
                await eventually(lambda at=at: _has(relay, at), within=60)
                process.kill()
        with sender_process(desk.settings):
            statuses = await eventually(lambda: _all_over(desk), within=60)
            while_shown = (await desk.http.get("/api/messages", params={"status": "uncertain"})).json()

        counted = relay.counted()
        uncertain = {message_id for message_id, status in statuses.items() if status == "uncertain"}
        accepted = statuses.keys() - uncertain
        assert max(counted.values()) == 1, "a mail was handed over twice"
        assert accepted <= counted.keys(), "a mail that is called accepted was never handed over"
        assert counted.keys() <= statuses.keys()
        doubts = await _uncertain_by_sender(desk)
        assert max(doubts.values()) <= desk.settings.smtp_connections, doubts
        assert len(doubts) <= KILLS
        assert len(uncertain) >= KILLS, "hardly any kill hit a mail on its way: the test proves little"
        assert while_shown["total"] == len(uncertain)


async def _write_many(desk: Desk) -> None:
    async with desk.database.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO recipients (customer_id, status, last_name, email, email_version)"
                " SELECT gen_random_uuid(), 'active', 'Muster', 'k' || n || '@d' || n % 20 || '.example', 1"
                " FROM generate_series(1, :count) AS n"
            ),
            {"count": CUSTOMERS},
        )
        customers = (await session.scalars(text("SELECT customer_id FROM recipients"))).all()
    for _ in range(MAILS_EACH):
        await desk.write(*customers)


async def _all_over(desk: Desk) -> dict[str, str]:
    """Message-IDs and statuses, when nothing waits and nothing is under way."""
    async with desk.database.reading() as session:
        found = (await session.execute(text("SELECT id, status FROM messages"))).all()
    assert {row.status for row in found} <= {"accepted", "uncertain"}, Counter(row.status for row in found)
    assert len(found) == CUSTOMERS * MAILS_EACH
    return {f"<{row.id}@schule.example>": row.status for row in found}


async def _uncertain_by_sender(desk: Desk) -> Counter[int]:
    async with desk.database.reading() as session:
        owners = await session.scalars(text("SELECT owner FROM attempts WHERE result = 'uncertain'"))
    return Counter(owners)


def worker(desk: Desk) -> AbstractAsyncContextManager[asyncio.subprocess.Process]:
    """It takes reports in, too."""
    return messaging_worker(desk.settings, BOUNCE_INTAKE_PORT=str(desk.settings.bounce_intake_port))


async def test_g7_a_killed_worker_loses_no_mail_and_doubles_none(
    stack: Stack, database_url: str, topic_prefix: str
) -> None:
    async with (
        smtp_sink() as relay,
        messaging_runs(relay, stack, database_url, topic_prefix, with_worker=False) as desk,
    ):
        relay.slow_seconds = 0.05
        taken: list[str] = []
        for kill_at in KILL_AT:
            async with worker(desk) as process:
                if not taken:
                    # All of them wait when it begins: a kill is to hit it in the middle.
                    relay.mail_from_held = asyncio.Event()
                    taken = await _written(desk)
                    relay.mail_from_held.set()
                await eventually(lambda count=kill_at: _has(relay, count), within=30)
                process.kill()
                await process.wait()
        async with worker(desk):
            statuses = await eventually(lambda: _all_settled(desk, taken), within=60)

        counted = relay.counted()
        assert max(counted.values()) == 1
        uncertain = [message_id for message_id, status in statuses.items() if status == "uncertain"]
        assert len(uncertain) <= len(KILL_AT) * desk.settings.smtp_connections
        for message_id, status in statuses.items():
            assert status == "uncertain" or counted[f"<{message_id}@schule.example>"] == 1, message_id
        assert uncertain, "no kill hit a mail on its way: the test proves nothing"


async def _all_settled(desk: Desk, taken: list[str]) -> dict[str, str]:
    found = {message_id: (await desk.message(message_id))["status"] for message_id in taken}
    assert set(found.values()) <= {"accepted", "uncertain"}
    return found


async def _written(desk: Desk) -> list[str]:
    customers = [await desk.customer() for _ in range(5)]
    await eventually(lambda: desk.write(*customers, channel="portal"), within=30)
    rounds = [await desk.write(*customers) for _ in range(MAILS // len(customers))]
    return [item["id"] for items in rounds for item in items]


def _has(relay: Sink, count: int) -> None:
    assert len(relay.mails) >= count

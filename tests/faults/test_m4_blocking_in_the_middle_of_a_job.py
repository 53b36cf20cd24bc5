"""M4: once a block is applied no attempt begins for its customer, and no MAIL FROM starts a second later."""

import asyncio
from uuid import UUID

from sqlalchemy import text

from tests.integration.messaging.desk import Desk, messaging_runs
from tests.support.eventually import eventually
from tests.support.servers import Stack
from tests.support.smtp_sink import Sink, smtp_sink

BLOCKED, OTHERS, MAILS_EACH = 200, 50, 4
A_SECOND = 1.5  # with what the relay in this loop takes to hear it
# Deferred triggers run at the commit, on what everybody else can see then: what a block's and an attempt's
# transaction themselves saw before says nothing about which of them came first.
WITNESS = (
    "CREATE TABLE blocks (customer_id uuid, at double precision)",
    "CREATE TABLE begins (attempt_id uuid, recipient text)",
    """CREATE FUNCTION block_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO blocks VALUES (NEW.customer_id, extract(epoch FROM clock_timestamp())); RETURN NULL; END $$""",
    """CREATE FUNCTION begin_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO begins SELECT NEW.id, status FROM recipients WHERE customer_id = NEW.customer_id;
        RETURN NULL; END $$""",
    """CREATE CONSTRAINT TRIGGER block_seen AFTER UPDATE ON recipients DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.status = 'blocked') EXECUTE FUNCTION block_seen()""",
    """CREATE CONSTRAINT TRIGGER begin_seen AFTER INSERT ON attempts DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION begin_seen()""",
)


async def test_m4_blocking_two_hundred_customers_stops_what_has_not_begun(
    stack: Stack, database_url: str, topic_prefix: str
) -> None:
    async with (
        smtp_sink() as relay,
        messaging_runs(relay, stack, database_url, topic_prefix) as desk,
    ):
        async with desk.database.transaction() as session:
            for statement in WITNESS:
                await session.execute(text(statement))
        customers = [await desk.customer() for _ in range(BLOCKED + OTHERS)]
        blocked, others = customers[:BLOCKED], customers[BLOCKED:]
        await eventually(lambda: desk.write(*customers[:200], channel="portal"), within=30)
        await eventually(lambda: desk.write(*customers[200:], channel="portal"), within=30)
        relay.slow_seconds = 0.02
        for _ in range(MAILS_EACH):
            await asyncio.gather(desk.write(*blocked), desk.write(*others))

        await eventually(lambda: _has(relay, 20), within=30)
        for customer in blocked:
            await desk.customer(customer, type="blocked", status="blocked")
        # The mails may be over before Kafka has brought the last block.
        blocked_at = await eventually(lambda: _blocked_at(desk, blocked), within=60)
        statuses = await eventually(lambda: _all_over(desk), within=60)

        assert await _begun_while(desk) == {"active"}, "an attempt was committed after the block was applied"
        late = await _late_starts(desk, relay, blocked_at)
        assert late == [], "MAIL FROM started more than a second after the block was applied"
        mine = [status for customer, status in statuses if customer in blocked_at]
        assert mine.count("suppressed") > MAILS_EACH, "the job was over before the block: this proves nothing"
        assert {status for customer, status in statuses if customer not in blocked_at} == {"accepted"}


async def _all_over(desk: Desk) -> list[tuple[UUID, str]]:
    async with desk.database.reading() as session:
        found = (
            await session.execute(text("SELECT customer_id, status FROM messages WHERE channel = 'email'"))
        ).all()
    assert {row.status for row in found} <= {"accepted", "suppressed"}
    assert len(found) == (BLOCKED + OTHERS) * MAILS_EACH
    return [(row.customer_id, row.status) for row in found]


async def _blocked_at(desk: Desk, blocked: list[UUID]) -> dict[UUID, float]:
    async with desk.database.reading() as session:
        found = {row.customer_id: row.at for row in await session.execute(text("SELECT * FROM blocks"))}
    assert set(found) == set(blocked)
    return found


async def _begun_while(desk: Desk) -> set[str]:
    async with desk.database.reading() as session:
        return set(await session.scalars(text("SELECT recipient FROM begins")))


async def _late_starts(desk: Desk, relay: Sink, blocked_at: dict[UUID, float]) -> list[float]:
    async with desk.database.reading() as session:
        rows = await session.execute(text("SELECT token, customer_id FROM attempts"))
        customers = {f"bounce+{row.token}@{desk.settings.bounce_domain}": row.customer_id for row in rows}
    waits = [at - blocked_at.get(customers[path], at) for path, at in relay.begun if path in customers]
    return [wait for wait in waits if wait > A_SECOND]


def _has(relay: Sink, count: int) -> None:
    assert len(relay.mails) >= count

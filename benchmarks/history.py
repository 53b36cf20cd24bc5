"""Text search in a large history of messages, beside reading all of them; and what it costs to write one."""

import os
import random
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from benchmarks.databases import migrated
from benchmarks.running_api import quantile
from chassis.database import Database
from chassis.ids import new_id
from messaging.adapters.messages import SqlMessages
from messaging.adapters.queries import MessageFilter, count_messages, list_messages
from messaging.bootstrap import SERVICE
from messaging.domain.message import Channel, Kind, Message
from messaging.settings import Settings

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "300000"))
CUSTOMERS = 50_000
BROADCASTS = 5
"""They are half of the messages, and the older half."""
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
ASKED = 4
"""Searches of one kind in one round."""
GOAL_MS = 300
PARAGRAPHS = 500
SYLLABLES = [consonant + vowel for consonant in "bdklmn" for vowel in "aeiou"]

_CUSTOMERS = """INSERT INTO recipients (customer_id, status, first_name, last_name, email, email_version)
    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'active', 'Jana', 'Muster' || n,
        'jana' || n || '@example.net', 1
    FROM generate_series(1, $1) AS n"""
_BROADCASTS = """INSERT INTO broadcasts (id, kind, channel, subject, body, customer_group_ids, recipient_group_ids,
        course_date_ids, status, created_at, created_by)
    SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'notice', 'email', 'Rundbrief' || n,
        ($2::text[])[n], '{}', '{}', '{}', 'done', now(), gen_random_uuid()
    FROM generate_series(1, $1) AS n"""
_MESSAGES = """INSERT INTO messages (id, customer_id, submission_id, channel, kind, subject, body, confirm_blocked,
        broadcast_id, created_at, status)
    SELECT gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n % $2), 12, '0'))::uuid,
        gen_random_uuid(), 'email', 'notice',
        CASE WHEN letter = 0 THEN 'Rechnung R' || n ELSE 'Rundbrief' || letter END,
        ($3::text[])[CASE WHEN letter = 0 THEN 1 + n % 500 ELSE letter END], false,
        CASE WHEN letter > 0 THEN ('00000000-0000-7000-9000-' || lpad(to_hex(letter), 12, '0'))::uuid END,
        now() - interval '1 minute' * ($1 - n), 'accepted'
    FROM generate_series(1, $1) AS n,
        LATERAL (SELECT CASE WHEN n <= $1 / 2 THEN 1 + n / ($1 / 2 / $4 + 1) ELSE 0 END AS letter) AS which"""
_TEXTS = """INSERT INTO message_texts (message_id, text)
    SELECT id, lower(subject || E'\n' || body) FROM messages WHERE broadcast_id IS NULL"""
_ALL_READ = "SELECT count(*) FROM messages WHERE subject ILIKE $1 OR body ILIKE $1"


async def measure(postgres: str) -> None:
    """Prints each figure as the median of the rounds' p95, with its goal."""
    async with migrated(postgres, SERVICE, Settings) as (database, settings):
        connection = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
        try:
            await _fill(connection)
            await _searches(database, connection)
            await _writes(database, connection)
        finally:
            await connection.close()


async def _fill(connection: asyncpg.Connection) -> None:
    rng = random.Random(5)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(3_000)]
    paragraphs = [" ".join(["Montag", *rng.choices(words, k=180)]) for _ in range(PARAGRAPHS)]
    await connection.execute(_CUSTOMERS, CUSTOMERS)
    await connection.execute(_BROADCASTS, BROADCASTS, paragraphs)
    await connection.execute(_MESSAGES, MESSAGES, CUSTOMERS, paragraphs, BROADCASTS)
    await connection.execute(_TEXTS)
    await connection.execute("VACUUM ANALYZE")


async def _searches(database: Database, connection: asyncpg.Connection) -> None:
    one = (UUID("00000000-0000-7000-8000-000000000007"),)
    kinds = {
        "a word nothing has": MessageFilter(text="xyzqwv"),
        "a word one message has": MessageFilter(text=f"R{MESSAGES - 7}"),
        "a word each message has": MessageFilter(text="Montag"),
        "a word of one old broadcast": MessageFilter(text="Rundbrief1"),
        "the name of one customer": MessageFilter(text="Muster4711"),
        "two words": MessageFilter(text=f"Montag R{MESSAGES - 7}"),
        "two letters that nothing has": MessageFilter(text="qx"),
        "nothing, of one customer": MessageFilter(text="xyzqwv", customer_ids=one),
        "a word, of one customer": MessageFilter(text="Montag", customer_ids=one),
        "nothing, of one status": MessageFilter(text="xyzqwv", status="accepted"),
    }
    seen: dict[str, list[float]] = {kind: [] for kind in kinds}
    all_read = []
    for _ in range(ROUNDS):
        all_read.append(await _took(lambda: connection.fetchval(_ALL_READ, "%xyzqwv%")))
        for kind, wanted in kinds.items():
            times = [await _took(lambda wanted=wanted: _page(database, wanted)) for _ in range(ASKED)]
            seen[kind].append(quantile(times, 95))
    peer = statistics.median(all_read)
    print(
        f"{MESSAGES:,} messages, half of them of {BROADCASTS} broadcasts: count and first page, milliseconds"
    )
    print(f"{'reading all of them':32}{peer:9.0f}")
    for kind, rounds in seen.items():
        print(f"{kind:32}{statistics.median(rounds):9.0f}   goal ≤ {GOAL_MS}")


async def _page(database: Database, wanted: MessageFilter) -> None:
    async with database.reading() as session:
        found = await count_messages(session, wanted)
        await list_messages(session, wanted, 51, None, found=found)


async def _writes(database: Database, connection: asyncpg.Connection) -> None:
    """Messages of a clerk beside those of a broadcast, whose text is searched elsewhere."""
    rates: dict[str, list[float]] = {"single messages": [], "messages of a broadcast": []}
    for _ in range(ROUNDS):
        for kind, found in rates.items():
            messages = [_message(number, kind == "single messages") for number in range(2_000)]
            took = await _took(lambda messages=messages: _written(database, messages))
            found.append(len(messages) / took * 1000)
    for kind, found in rates.items():
        print(f"{kind} written a second {statistics.median(found):9,.0f}")
    size = "SELECT pg_size_pretty(pg_total_relation_size($1::text::regclass))"
    for table in ("messages", "message_texts", "ix_message_texts_trigrams"):
        print(f"{table} {await connection.fetchval(size, table)}")


def _message(number: int, single: bool) -> Message:
    rng = random.Random(number)
    body = " ".join("".join(rng.choices(SYLLABLES, k=3)) for _ in range(180))
    return Message(
        id=new_id(),
        customer_id=UUID(f"00000000-0000-7000-8000-{1 + number:012x}"),
        submission_id=uuid4(),
        channel=Channel.EMAIL,
        kind=Kind.PERSONAL,
        subject="Kursbeginn",
        body=body,
        confirm_blocked=False,
        created_at=datetime.now(UTC) - timedelta(days=1),
        created_by=uuid4(),
        broadcast_id=None if single else uuid4(),
    )


async def _written(database: Database, messages: list[Message]) -> None:
    for begin in range(0, len(messages), 500):
        async with database.transaction() as session:
            await SqlMessages(session).add_many(messages[begin : begin + 500])


async def _took(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1000

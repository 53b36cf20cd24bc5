"""Mails a second: the sender with all that it writes, a new connection for each, and a bare pool; and signing."""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
from aiosmtplib import SMTP
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.databases import migrated
from benchmarks.relays import RELAYS, Relay, running_relay
from chassis.database import Database
from chassis.ids import new_id
from messaging.adapters.compose import Composer, Content, Envelope
from messaging.adapters.dkim import Signer
from messaging.bootstrap import SERVICE
from messaging.dkim_keys import dkim_key
from messaging.entrypoints.sender import Sender
from messaging.settings import Settings
from tests.support.sender_process import sender_process

ROUNDS = 5
MAILS = int(os.environ.get("BENCH_MAILS", "2000"))
DOMAINS = 40
BODY = (
    "Liebe Kundin, lieber Kunde,\n\n" + "der Kurs beginnt am Montag um neun Uhr in der kleinen Halle. " * 20
)


async def measure(postgres: str) -> None:
    """Prints each figure as the median of interleaved rounds, with its goal."""
    for kind in RELAYS:
        await _beside_peers(postgres, kind)
    await _by_processes(postgres)
    _signing()


async def _beside_peers(postgres: str, kind: str) -> None:
    figures: dict[str, list[float]] = {"fresh": [], "pool": [], "sender": []}
    processor: dict[str, list[float]] = {name: [] for name in figures}
    async with running_relay(kind) as relay, _database(postgres, relay) as (database, settings):
        mails = _composed(settings)
        for number in range(ROUNDS):
            ways = {
                "fresh": lambda: _in_parallel(mails, settings, _each_by_a_new_connection, relay),
                "pool": lambda: _in_parallel(mails, settings, _all_by_one_connection, relay),
                "sender": lambda: _sent(database, settings),
            }
            for name, way in ways.items():
                before = time.process_time()
                figures[name].append(MAILS / await way())
                processor[name].append((time.process_time() - before) / MAILS * 1000)
            rates = ", ".join(f"{name} {found[-1]:,.0f}/s" for name, found in figures.items())
            print(f"round {number + 1}, {kind}: {rates}")
    fresh, pool, sender = (statistics.median(rates) for rates in figures.values())
    print(f"{kind}, {settings.smtp_connections} connections, mails a second:")
    print(f"  a new connection for each {fresh:,.0f}, bare pool {pool:,.0f}, sender {sender:,.0f}")
    spent = ", ".join(f"{name} {statistics.median(found):.2f}" for name, found in processor.items())
    print(f"  processor time of the client, ms a mail: {spent}")
    print(f"  sender ÷ a new connection for each {_median_ratio(figures, 'fresh'):5.2f}   goal ≥ 3")
    print(f"  sender ÷ bare pool of aiosmtplib   {_median_ratio(figures, 'pool'):5.2f}   goal ≥ 0.5")


async def _by_processes(postgres: str) -> None:
    """What a second worker adds: mails a second from the first attempt to the end of the last."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    async with running_relay("says yes") as relay, _database(postgres, relay) as (_, settings):
        connection = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
        for _ in range(ROUNDS):
            for senders, found in rates.items():
                await _fill(connection)
                with ExitStack() as processes:
                    for _ in range(senders):
                        processes.enter_context(sender_process(settings))
                    await _all_accepted(connection)
                took = await connection.fetchval(
                    "SELECT extract(epoch FROM max(finished_at) - min(started_at))::float8 FROM attempts"
                )
                found.append(MAILS / took)
        await connection.close()
    one, two = (statistics.median(found) for found in rates.values())
    print(f"mails a second by one process {one:,.0f}, by two {two:,.0f}, on {os.cpu_count()} cores")


def _median_ratio(figures: dict[str, list[float]], peer: str) -> float:
    return statistics.median(ours / its for ours, its in zip(figures["sender"], figures[peer], strict=True))


def _database(postgres: str, relay: Relay) -> AbstractAsyncContextManager[tuple[Database, Settings]]:
    return migrated(
        postgres,
        SERVICE,
        Settings,
        smtp_url=relay.url,
        smtp_connections=int(os.environ.get("SMTP_CONNECTIONS", "8")),
        smtp_per_domain=50,
        mail_from="Schwimmschule Süd <buero@schule.example>",
    )


def _composed(settings: Settings) -> list[Envelope]:
    composer, content = Composer(settings), Content("Kursbeginn am Montag", BODY)
    composed = [
        composer.compose_mail(
            new_id(), datetime.now(UTC), content, _address(number), "Jana Muster", uuid4().hex
        )
        for number in range(MAILS)
    ]
    return [mail for mail in composed if isinstance(mail, Envelope)]


def _address(number: int) -> str:
    return f"jana{number}@d{number % DOMAINS}.example"


async def _in_parallel(
    mails: Sequence[Envelope],
    settings: Settings,
    hand_over: Callable[[Sequence[Envelope], Relay], Awaitable[None]],
    relay: Relay,
) -> float:
    """Seconds with as many connections at a time as the sender has."""
    lanes = settings.smtp_connections
    began = time.perf_counter()
    await asyncio.gather(*(hand_over(mails[lane::lanes], relay) for lane in range(lanes)))
    return time.perf_counter() - began


def _client(relay: Relay) -> SMTP:
    return SMTP(
        hostname="localhost",
        port=relay.port,
        use_tls=relay.tls is not None,
        tls_context=relay.tls,
        start_tls=False,
        local_hostname="schule.example",
    )


async def _each_by_a_new_connection(mails: Sequence[Envelope], relay: Relay) -> None:
    for mail in mails:
        await _all_by_one_connection([mail], relay)


async def _all_by_one_connection(mails: Sequence[Envelope], relay: Relay) -> None:
    async with _client(relay) as client:
        await client.ehlo()
        for mail in mails:
            dsn = client.supports_extension("dsn")
            await client.mail(
                mail.return_path, options=(dsn and ["RET=HDRS", f"ENVID={mail.envelope_id}"]) or []
            )
            await client.rcpt(mail.recipient, options=(dsn and ["NOTIFY=SUCCESS,FAILURE,DELAY"]) or [])
            await client.data(mail.data)


async def _sent(database: Database, settings: Settings) -> float:
    """Seconds from the start of a sender until all mails are accepted, with their attempts, history and events."""
    connection = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
    await _fill(connection)
    stopping = asyncio.Event()
    began = time.perf_counter()
    sending = asyncio.create_task(Sender(database, settings, stopping).run())
    try:
        await _all_accepted(connection)
        took = time.perf_counter() - began
    finally:
        stopping.set()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    counts = await connection.fetchrow(
        "SELECT (SELECT count(*) FROM messages WHERE status = 'accepted'), (SELECT count(*) FROM attempts"
        " WHERE result = 'accepted'), (SELECT count(*) FROM outbox)"
    )
    assert counts is not None
    assert set(counts.values()) == {MAILS}
    await connection.close()
    return took


async def _all_accepted(connection: asyncpg.Connection) -> None:
    while await connection.fetchval("SELECT count(*) FROM message_events") < MAILS:
        await asyncio.sleep(0.05)


async def _fill(connection: asyncpg.Connection) -> None:
    await connection.execute("TRUNCATE recipients, messages, outbox CASCADE")
    customers = [UUID(int=number + 1) for number in range(MAILS)]
    await connection.copy_records_to_table(
        "recipients",
        columns=["customer_id", "status", "first_name", "last_name", "email", "email_version"],
        records=[(id_, "active", "Jana", "Muster", _address(n), 1) for n, id_ in enumerate(customers)],
    )
    now, submission = datetime.now(UTC), uuid4()
    columns = ["id", "customer_id", "submission_id", "channel", "kind", "subject", "body", "confirm_blocked"]
    await connection.copy_records_to_table(
        "messages",
        columns=[*columns, "created_at", "status", "next_attempt_at"],
        records=[
            (
                new_id(),
                id_,
                submission,
                "email",
                "personal",
                "Kursbeginn am Montag",
                BODY,
                False,
                now,
                "queued",
                now,
            )
            for id_ in customers
        ],
    )
    await connection.execute("ANALYZE")


def _signing() -> None:
    """What composing a mail costs, and a signature on top."""
    content = Content("Kursbeginn am Montag", BODY)
    settings = Settings.model_validate({"database_url": "postgresql://none", "service_token_key": "x" * 32})
    composer = Composer(settings)

    def compose() -> bytes:
        mail = composer.compose_mail(
            uuid4(), datetime.now(UTC), content, "jana@d.example", "Jana Muster", "t"
        )
        assert isinstance(mail, Envelope)
        return mail.data

    print(f"composing a mail {_milliseconds(compose):.2f} ms")
    data = compose()
    rsa = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    ed25519 = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for name, pem in (("RSA, 2048 bits", rsa), ("Ed25519", ed25519)):
        signer = Signer("s1", "schule.example", dkim_key(pem.decode()))
        print(f"signing it by {name} {_milliseconds(lambda signer=signer: signer.signed(data)):.2f} ms")


def _milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(300):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000

"""Invented customers by the hundred thousand, the same ones for the same seed.

The figures of a search depend on how often a name occurs. The common surnames fall off as they do in a German
telephone book (the first about 1 %), and most people have one of some thousands of rare ones.
"""

import asyncio
import multiprocessing
import random
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from customers.adapters.customer_rows import columns_of, participant_columns
from customers.domain.customer import (
    Address,
    Block,
    Customer,
    CustomerData,
    CustomerStatus,
    SealedBankDetails,
)
from customers.domain.newsletter import NewsletterEvidence, NewsletterState
from customers.domain.participant import Participant
from deploy.local.sample.generate import COMPANIES, DOMAINS, MEN, PLACES, PLAIN, STREETS, SURNAMES, WOMEN

SEED = 20261124
CHUNK = 10_000
PROCESSES = 2
FIRST_NUMBER = 10_001
BEGAN = datetime(2016, 1, 1, tzinfo=UTC)
ACCOUNT = UUID(int=1)
GROUPS = tuple(UUID(int=0x6000 + number) for number in range(20))
"""The first five are customer groups, the others recipient groups, each half as full as the one before."""

_HALVES = tomllib.loads(Path(__file__).with_name("surnames.toml").read_text("utf-8"))
_STEMS, _ENDS = _HALVES["stems"].split(), _HALVES["ends"].split()
_FIRST = (*WOMEN, *MEN)


def customers(first: int, count: int, seed: int = SEED) -> Iterator[Customer]:
    """`count` customers from the `first` (0 is the oldest), numbered on from 10001."""
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(SURNAMES))))
    for index in range(first, first + count):
        yield _customer(random.Random(seed << 32 | index), index, weights)


def _customer(rng: random.Random, index: int, weights: Sequence[float]) -> Customer:
    last: str | None
    first: str | None
    last, first = _surname(rng, weights), rng.choice(_FIRST)
    number = FIRST_NUMBER + index
    kind = rng.random()
    company = rng.choice(COMPANIES).format(last) if kind < 0.08 else None
    mailbox = f"{first}.{last}.{number}" if rng.random() < 0.6 else f"{last[:8]}{number}"
    participants = [
        _participant(rng, last, index) for _ in range(0 if company else rng.choice((0, 1, 1, 1, 2, 3)))
    ]
    if kind < 0.04:
        first = last = None
    postal_code, _, city = rng.choice(PLACES).partition(" ")
    created = BEGAN + timedelta(minutes=5 * index)
    consent = rng.random()
    blocked = rng.random() < 0.02
    return Customer(
        id=_id(rng, created),
        number=number,
        data=CustomerData(
            email=f"{mailbox.lower().translate(PLAIN)}@{rng.choice(DOMAINS)}",
            salutation=rng.choice(("Frau", "Herr", None)),
            first_name=first,
            last_name=last,
            company_name=company,
            is_company=company is not None,
            phone=_phone(rng) if rng.random() < 0.8 else None,
            further_phones=(_phone(rng),) if rng.random() < 0.3 else (),
            address=Address(
                f"{rng.choice(STREETS)} {rng.randrange(1, 140)}",
                f"{int(postal_code) + rng.randrange(90):05}",
                city,
                "DE",
            )
            if rng.random() < 0.95
            else None,
            customer_group_ids=_groups(rng, GROUPS[:5]),
            recipient_group_ids=_groups(rng, GROUPS[5:]),
        ),
        created_at=created,
        updated_at=created + timedelta(minutes=rng.randrange(500_000)),
        status=CustomerStatus.BLOCKED if blocked else CustomerStatus.ACTIVE,
        block=Block("Hausverbot", ACCOUNT, created) if blocked else None,
        newsletter_state=NewsletterState.CONFIRMED if consent < 0.25 else NewsletterState.NONE,
        newsletter_evidence=NewsletterEvidence("Anmeldebogen", created, "Ja, ich möchte den Newsletter.")
        if consent < 0.25
        else None,
        bank_details=SealedBankDetails(rng.randbytes(200), f"{rng.randrange(10_000):04}")
        if rng.random() < 0.3
        else None,
        participants=participants,
    )


def _surname(rng: random.Random, weights: Sequence[float]) -> str:
    if rng.random() < 0.22:
        return rng.choices(SURNAMES, cum_weights=weights)[0]
    return rng.choice(_STEMS) + rng.choice(_ENDS)


def _participant(rng: random.Random, surname: str, index: int) -> Participant:
    born = date(2010, 1, 1) + timedelta(days=rng.randrange(5_000))
    return Participant(_id(rng, BEGAN + timedelta(minutes=5 * index)), rng.choice(_FIRST), surname, born)


def _phone(rng: random.Random) -> str:
    return f"+49{rng.choice(('151', '152', '160', '170', '171', '30', '40', '89'))}{rng.randrange(10**7):07}"


def _groups(rng: random.Random, groups: Sequence[UUID]) -> tuple[UUID, ...]:
    share = rng.random()
    return tuple(group for place, group in enumerate(groups) if share < 0.2 / 2**place)


def _id(rng: random.Random, at: datetime) -> UUID:
    """As UUIDv7 has it: ids follow the time."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | rng.getrandbits(12) << 64 | 2 << 62 | rng.getrandbits(62))


async def load(connection: "asyncpg.Connection[asyncpg.Record]", count: int, seed: int = SEED) -> None:
    """Copies customers with their participants and groups into the service's empty tables.

    The indexes are built afterwards, and the numbers go on from there.
    """
    await connection.copy_records_to_table("groups", records=_group_rows(), columns=_GROUP_COLUMNS)
    indexes = await connection.fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'customers' AND indexname LIKE 'ix_%'"
    )
    for name, _ in indexes:
        await connection.execute(f"DROP INDEX {name}")
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        made = [
            loop.run_in_executor(pool, _rows, first, min(CHUNK, count - first), seed)
            for first in range(0, count, CHUNK)
        ]
        for chunk in made:
            for table, (columns, records) in (await chunk).items():
                await connection.copy_records_to_table(table, records=records, columns=columns)
    await connection.execute("SET maintenance_work_mem = '256MB'")
    for _, definition in indexes:
        await connection.execute(definition)
    await connection.execute("SELECT setval('customer_number', $1)", FIRST_NUMBER + count)
    await connection.execute("VACUUM ANALYZE customers, participants, groups")


_Rows = tuple[list[str], list[tuple[Any, ...]]]
_GROUP_COLUMNS = ["id", "kind", "name", "name_key"]


def _group_rows() -> list[tuple[Any, ...]]:
    kinds = ["customer"] * 5 + ["recipient"] * 15
    return [(group, kinds[n], f"Gruppe {n}", f"gruppe {n}") for n, group in enumerate(GROUPS)]


def _rows(first: int, count: int, seed: int) -> dict[str, _Rows]:
    """The columns and rows of some customers, by table."""
    made = list(customers(first, count, seed))
    people = [
        _as_copied({"id": c.id, "number": c.number, "created_at": c.created_at, **columns_of(c)})
        for c in made
    ]
    participants = [participant_columns(c.id, p) for c in made for p in c.participants]
    return {
        table: (list(rows[0]), [tuple(row.values()) for row in rows])
        for table, rows in (("customers", people), ("participants", participants))
        if rows
    }


def _as_copied(row: dict[str, Any]) -> dict[str, Any]:
    evidence = row["newsletter_evidence"]
    return row | {"newsletter_evidence": evidence and orjson.dumps(evidence).decode()}

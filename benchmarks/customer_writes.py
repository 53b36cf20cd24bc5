"""Creating and changing customers in a full database, with the outbox and without, beside the bare INSERT."""

import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.synthetic import customers
from chassis.database import Database
from chassis.events.outbox import Outbox
from chassis.ids import new_id
from customers.adapters.customer_rows import columns_of
from customers.adapters.customers import StoredCustomers
from customers.application.customers.change import CustomerChange, change_customer
from customers.application.customers.create import NewCustomer, create_customer
from customers.bootstrap import SERVICE
from customers.domain.customer import Customer
from customers.domain.placeholder import PlaceholderEmails

WRITES = 200
NO_PLACEHOLDERS = PlaceholderEmails([])


class NoOutbox:
    """Tells nobody."""

    async def publish(self, *_: Any, **__: Any) -> None:
        """Nothing."""


async def measure(url: str, rounds: int) -> None:
    """Prints customers a second, one after the other on one connection, each in a transaction of its own."""
    database = Database(url, SERVICE.name)
    raw = await asyncpg.connect(url)
    people = _people(await raw.fetchval("SELECT count(*) FROM customers"))
    silent = cast(Outbox, NoOutbox())
    kinds: dict[str, Callable[[], Awaitable[None]]] = {
        "INSERT of the bare row": lambda: _insert(raw, next(people)),
        "create without the outbox": lambda: _create(database, lambda _: silent, next(people)),
        "create with the outbox": lambda: _create(database, Outbox, next(people)),
        "update without the outbox": lambda: _update(database, lambda _: silent, created),
        "update with the outbox": lambda: _update(database, Outbox, created),
    }
    created = next(people)
    await _create(database, Outbox, created)
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind, write in kinds.items():
            began = time.perf_counter()
            for _ in range(WRITES):
                await write()
            rates[kind].append(WRITES / (time.perf_counter() - began))
    await database.close()
    await raw.close()
    for kind, seen in rates.items():
        print(f"{kind + ', a second':42}{statistics.median(seen):8,.0f}")


def _people(there: int) -> Iterator[Customer]:
    for first in count(there, 10_000):
        yield from customers(first, 10_000, seed=1)


async def _insert(raw: Any, customer: Customer) -> None:
    row = {
        "id": new_id(),
        "number": await raw.fetchval("SELECT nextval('customer_number')"),
        "created_at": customer.created_at,
        **columns_of(customer),
        "newsletter_evidence": None,
    }
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    await raw.execute(f"INSERT INTO customers ({', '.join(row)}) VALUES ({places})", *row.values())


async def _create(database: Database, outbox: Callable[[AsyncSession], Outbox], customer: Customer) -> None:
    async with database.transaction() as session:
        new = NewCustomer(customer.id, replace(customer.data, customer_group_ids=(), recipient_group_ids=()))
        await create_customer(
            StoredCustomers(session), outbox(session), NO_PLACEHOLDERS, new, datetime.now(UTC)
        )


async def _update(database: Database, outbox: Callable[[AsyncSession], Outbox], customer: Customer) -> None:
    async with database.transaction() as session:
        stored = StoredCustomers(session)
        locked = await stored.for_change(customer.id)
        change = CustomerChange(replace(locked.data, salutation=str(time.perf_counter_ns())))
        await change_customer(stored, outbox(session), NO_PLACEHOLDERS, locked, change, datetime.now(UTC))

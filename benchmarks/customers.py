"""Searches and lists over HTTP with eight clients, each beside the same SQL without the service around it."""

import os
import random
import statistics
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import asyncpg
from sqlalchemy import event

from benchmarks import customer_export, customer_writes
from benchmarks.databases import migrated
from benchmarks.running_api import CLIENTS, Api, Client, latencies, quantile, running_api
from benchmarks.synthetic import GROUPS, customers, load
from chassis.database import Database
from chassis.http.pages import decode_cursor, encode_cursor
from customers.adapters.customer_filter import SORTS, CustomerFilter
from customers.adapters.customer_list import list_customers
from customers.bootstrap import SERVICE
from customers.domain.customer import Customer
from customers.settings import Settings

ROUNDS = 5
ASKED = 32
"""Queries of one kind in one round."""
COUNT = int(os.environ.get("BENCH_CUSTOMERS", "1000000"))

Query = dict[str, str]
Statement = tuple[str, tuple[Any, ...]]


async def measure(postgres: str) -> None:
    """Prints each figure as the median of interleaved rounds, with its goal."""
    async with _database(postgres) as url, running_api(url) as api:
        await _lists(url, api)
        await _look_alikes(url, api)
        await customer_export.measure(url, api, ROUNDS)
        await customer_writes.measure(url, ROUNDS)


@asynccontextmanager
async def _database(postgres: str) -> AsyncIterator[str]:
    async with migrated(postgres, SERVICE, Settings) as (_, settings):
        url = settings.database_url.replace("+asyncpg", "")
        connection = await asyncpg.connect(url)
        await load(connection, COUNT)
        await connection.close()
        yield url


async def _lists(url: str, api: Api) -> None:
    kinds = {**_searches(), **_filters(), **await _orders(url)}
    seen: dict[str, list[tuple[float, ...]]] = {kind: [] for kind in kinds}
    database = Database(url, SERVICE.name)
    statements = {kind: [await _statements(database, query) for query in kinds[kind]] for kind in kinds}
    await database.close()
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(Client(api)) for _ in range(CLIENTS)]
        connections = [await asyncpg.connect(url) for _ in range(CLIENTS)]
        over_http = [_asking(client) for client in clients]
        bare = [_executing(connection) for connection in connections]
        await latencies(over_http, [query for queries in kinds.values() for query in queries])
        for number in range(ROUNDS):
            print(f"lists, round {number + 1} of {ROUNDS}", flush=True)
            for kind, queries in kinds.items():
                http = await latencies(over_http, queries)
                sql = await latencies(bare, statements[kind])
                alone = await latencies(bare[:1], statements[kind][: ASKED // 2])
                seen[kind].append(
                    (quantile(http, 50), quantile(http, 95), quantile(sql, 95), quantile(alone, 95))
                )
        for connection in connections:
            await connection.close()
    print(f"{COUNT:,} customers, {CLIENTS} clients: milliseconds")
    print(f"{'':38}{'HTTP p50':>9}{'HTTP p95':>9}{'SQL p95':>9}{'one client, SQL p95':>21}")
    for kind, rounds in seen.items():
        p50, p95, sql, alone = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(f"{kind:38}{p50:9.1f}{p95:9.1f}{sql:9.1f}{alone:21.1f}")


async def _look_alikes(url: str, api: Api) -> None:
    """Whom a customer resembles (C11), asked whenever one is opened."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch("SELECT id FROM customers TABLESAMPLE SYSTEM (1) LIMIT $1", ASKED)
    await connection.close()
    targets = [f"/api/customers/{row['id']}/duplicates" for row in rows]
    seen = []
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(Client(api)) for _ in range(CLIENTS)]
        for _ in range(ROUNDS):
            taken = await latencies([client.get for client in clients], targets)
            seen.append((quantile(taken, 50), quantile(taken, 95)))
    p50, p95 = (statistics.median(column) for column in zip(*seen, strict=True))
    print(f"{'whom a customer resembles':38}{p50:9.1f}{p95:9.1f}")


def _asking(client: Client) -> Callable[[Query], Awaitable[object]]:
    return lambda query: client.get(f"/api/customers?{urlencode(query)}")


def _executing(connection: Any) -> Callable[[Sequence[Statement]], Awaitable[object]]:
    async def execute(statements: Sequence[Statement]) -> None:
        async with connection.transaction(readonly=True):
            for statement, values in statements:
                await connection.fetch(statement, *values)

    return execute


async def _statements(database: Database, query: Query) -> list[Statement]:
    """What the service asks PostgreSQL for a page."""
    asked: list[Statement] = []

    def note(_: Any, __: Any, statement: str, values: tuple[Any, ...], *___: Any) -> None:
        if not statement.startswith("SET TRANSACTION"):
            asked.append((statement, values))

    sort = query.get("sort", "name")
    marks: dict[str, Any] = {k: v for k, v in query.items() if k not in {"sort", "cursor"}}
    if "status" in marks:
        marks["status"] = [marks["status"]]
    if "newsletter" in marks:
        marks["newsletter"] = marks["newsletter"] == "true"
    field = sort.removeprefix("-")
    after = (
        decode_cursor(query["cursor"], SORTS[field][1], type(uuid4()), bool) if "cursor" in query else None
    )
    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.reading() as session:
        await list_customers(
            session,
            CustomerFilter(**marks),
            sort=field,
            descending=sort.startswith("-"),
            after=after[:2] if after else None,
            many=bool(after and after[2]),
            limit=50,
        )
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    return asked


def _searches() -> dict[str, list[Query]]:
    """What people look for: somebody who is there, as typed to the end or not."""
    rng = random.Random(3)
    people = [
        customer
        for index in rng.sample(range(COUNT), 3 * ASKED)
        for customer in customers(index, 1)
        if customer.data.first_name and customer.data.phone
    ][:ASKED]

    def typed(text: Callable[[Customer], str]) -> list[Query]:
        return [{"q": text(customer)} for customer in people]

    return {
        "search by surname": typed(lambda c: c.data.last_name or ""),
        "search by customer number": typed(lambda c: str(c.number)),
        "search by e-mail": typed(lambda c: c.data.email),
        "search by phone, as 0171…": typed(lambda c: f"0{(c.data.phone or '')[3:]}"),
        "search by two words": typed(lambda c: f"{c.data.first_name} {c.data.last_name}"),
        "search by one letter": typed(lambda c: (c.data.last_name or "")[:1]),
        "search by two letters": typed(lambda c: (c.data.last_name or "")[:2]),
        "search by three letters": typed(lambda c: (c.data.last_name or "")[:3]),
        "search by two beginnings": typed(
            lambda c: f"{(c.data.first_name or '')[:2]} {(c.data.last_name or '')[:4]}"
        ),
    }


def _filters() -> dict[str, list[Query]]:
    each: dict[str, Query] = {
        "status": {"status": "blocked"},
        "customer group, a fifth": {"customer_group_id": str(GROUPS[0])},
        "customer group, a hundredth": {"customer_group_id": str(GROUPS[4])},
        "recipient group": {"recipient_group_id": str(GROUPS[7])},
        "credit": {"credit": "zero"},
        "newsletter": {"newsletter": "true"},
        "postcode, one digit": {"postal_code": "2"},
        "postcode, three digits": {"postal_code": "241"},
    }
    together: Query = {
        "status": "active",
        "customer_group_id": str(GROUPS[0]),
        "recipient_group_id": str(GROUPS[5]),
        "credit": "zero",
        "newsletter": "true",
        "postal_code": "2",
    }
    kinds = {f"filter by {name}": [query] * ASKED for name, query in each.items()}
    kinds["all filters together"] = [together] * ASKED
    kinds["all filters and a search"] = [{**together, "q": "mü"}] * ASKED
    return kinds


async def _orders(url: str) -> dict[str, list[Query]]:
    kinds = {
        f"list by {field}, both ways": [{"sort": field}, {"sort": f"-{field}"}] * (ASKED // 2)
        for field in SORTS
    }
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT order_key, id FROM customers TABLESAMPLE SYSTEM (1) LIMIT $1", ASKED
    )
    await connection.close()
    kinds["list by name, a page deep inside"] = [
        {"sort": "name", "cursor": encode_cursor(key, id, True)} for key, id in rows
    ]
    return kinds

"""The export over HTTP beside `COPY TO` of the same columns as they are, and the memory it takes."""

import asyncio
import statistics
import time
from typing import Any

import asyncpg
import psutil

from benchmarks.running_api import Api, Client

RAW = """SELECT number, status, salutation, first_name, last_name, company_name, email, phone, further_phones, street,
    postal_code, city, country, language, customer_group_ids, recipient_group_ids, newsletter_state, credit_cents,
    iban_last_four, created_at, updated_at FROM customers"""


async def measure(url: str, api: Api, rounds: int) -> None:
    """Prints the ratio as the median of interleaved rounds, and by how much the process grew."""
    ratios, rates = [], []
    process = psutil.Process(api.pid)
    connection = await asyncpg.connect(url)
    count = await connection.fetchval("SELECT count(*) FROM customers")
    before = most = process.memory_info().rss
    for _ in range(rounds):
        began = time.perf_counter()
        await connection.copy_from_query(RAW, output=_ignore, format="csv")
        raw = time.perf_counter() - began
        async with Client(api) as client:
            began = time.perf_counter()
            reading = asyncio.create_task(client.drain("/api/customers/export.csv"))
            while not reading.done():
                await asyncio.wait({reading}, timeout=0.2)
                most = max(most, process.memory_info().rss)
            await reading
        took = time.perf_counter() - began
        ratios.append(raw / took)
        rates.append(count / took)
    await connection.close()
    print(f"export, rows a second                     {statistics.median(rates):9,.0f}")
    print(f"export ÷ COPY TO of the columns           {statistics.median(ratios):9.2f}   goal ≥ 0.30")
    print(f"memory of the process, before and at most {before >> 20:5} {most >> 20:3} MB")


async def _ignore(_: Any) -> None:
    pass

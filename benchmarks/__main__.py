"""`make bench`: starts PostgreSQL and Kafka, measures, prints tables; `python -m benchmarks customers` one of them."""

import asyncio
import sys

import uvloop

from benchmarks import bounces, broadcasts, customer_hits, customers, events, history, sending
from tests.support.servers import LocalServers

PARTS = {
    "events": lambda kafka, postgres: uvloop.run(events.measure(kafka, postgres)),
    "customers": lambda _, postgres: uvloop.run(customers.measure(postgres)),
    "bounces": lambda *_: bounces.measure(),
    "broadcasts": lambda kafka, postgres: uvloop.run(broadcasts.measure(kafka, postgres)),
    "history": lambda _, postgres: uvloop.run(history.measure(postgres)),
    "sending": lambda _, postgres: uvloop.run(sending.measure(postgres)),
    # It starts servers under another uid, which uvloop cannot.
    "hits": lambda *_: asyncio.run(customer_hits.measure()),
}


def main() -> None:
    # A quarter of a small server's memory, as PostgreSQL recommends; the tests' own servers are as small as can be.
    servers = LocalServers(shared_buffers="1GB")
    servers.start()
    try:
        for part in sys.argv[1:] or PARTS:
            PARTS[part](servers.kafka, servers.postgres)
    finally:
        servers.stop()


if __name__ == "__main__":  # the processes that invent customers import this module, too
    main()

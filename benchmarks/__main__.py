"""`make bench`: starts PostgreSQL and Kafka, measures, prints tables; `python -m benchmarks customers` one of them."""

import sys

import uvloop

from benchmarks import customers, events
from tests.support.servers import LocalServers

PARTS = {
    "events": events.measure,
    "customers": lambda _, postgres: customers.measure(postgres),
}


def main() -> None:
    servers = LocalServers()
    servers.start()
    try:
        for part in sys.argv[1:] or PARTS:
            uvloop.run(PARTS[part](servers.kafka, servers.postgres))
    finally:
        servers.stop()


if __name__ == "__main__":  # the processes that invent customers import this module, too
    main()

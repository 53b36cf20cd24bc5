"""`make bench`: starts PostgreSQL and Kafka, measures, prints a table."""

import uvloop

from benchmarks import events
from tests.support.servers import LocalServers


def main() -> None:
    servers = LocalServers()
    servers.start()
    try:
        uvloop.run(events.measure(servers.kafka, servers.postgres))
    finally:
        servers.stop()


main()

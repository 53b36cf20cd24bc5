"""Connections to PostgreSQL whose other end has vanished without a word are noticed within seconds.

The client notices first: five seconds after the last answer. The server lets a vanished client's locks go after
eleven at the earliest, and a new relay waits some more. So the old relay is silent before the new one sends.
"""

import socket
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

ON_THE_SERVER = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""Settings of the session. PostgreSQL passes over them on a Unix socket."""

_ON_THE_CLIENT = {
    "TCP_KEEPIDLE": 2,
    "TCP_KEEPINTVL": 1,
    "TCP_KEEPCNT": 3,
    "TCP_USER_TIMEOUT": 5000,
}


def keep_alive(engine: AsyncEngine) -> None:
    """Every connection that the engine opens from now on asks the other end whether it is still there."""
    event.listen(engine.sync_engine, "connect", _set_options)


def _set_options(connection: Any, _: object) -> None:
    # asyncpg has no option for it.
    wire = connection.driver_connection._transport.get_extra_info("socket")
    if wire.family not in (socket.AF_INET, socket.AF_INET6):
        return
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _ON_THE_CLIENT.items():
        # Not every system has all of them.
        if (option := getattr(socket, name, None)) is not None:
            wire.setsockopt(socket.IPPROTO_TCP, option, value)

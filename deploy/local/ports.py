"""Loopback ports for parts that nobody has to find by number."""

from __future__ import annotations

import asyncio
import random
import socket

# Below the range from which systems take the ports of outgoing connections (Linux 32768, macOS 49152),
# so that a port found free here is not taken by a connection a moment later.
FIRST, LAST = 20_000, 32_000

# A port is asked for long before it is listened on: two of twenty parts would be given the same in one start of sixty.
_given: set[int] = set()


def free_port() -> int:
    """A TCP port that is free on 127.0.0.1 now, and was given to nobody else in this process."""
    for candidate in random.sample([port for port in range(FIRST, LAST) if port not in _given], 200):
        if is_free(candidate):
            _given.add(candidate)
            return candidate
    raise OSError(f"no free port between {FIRST} and {LAST}")


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on this port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


async def accepts(port: int) -> bool:
    """Whether a server takes connections on this port of 127.0.0.1 now."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def has_ipv6_loopback() -> bool:
    """Whether this machine has ::1, which browsers try first for `localhost`."""
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True

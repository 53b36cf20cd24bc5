"""Loopback ports for parts that nobody has to find by number."""

from __future__ import annotations

import asyncio
import random
import socket
import sys
from collections import deque

# Below the range from which systems take the ports of outgoing connections (Linux 32768, macOS 49152),
# so that a port found free here is not taken by a connection a moment later.
FIRST, LAST = 20_000, 32_000

# A port is asked for long before it is listened on, and again while its part is started anew: another part, or
# another system that starts meanwhile, would be given the same (7 in 100 starts of two systems with 27 parts).
_given: set[int] = set()
_held: deque[socket.socket] = deque(maxlen=100)

# One of our own: whoever seeds `random` alike in two processes would have both try the same ports.
_random = random.Random()  # noqa: S311 - spreads ports


def free_port() -> int:
    """A TCP port that is free on 127.0.0.1 now, and was given to nobody else in this process.

    On Linux it is given to no other process either, as long as this one lives and has not asked for a hundred more.
    """
    for candidate in (_random.randrange(FIRST, LAST) for _ in range(1000)):
        if candidate not in _given and _hold(candidate):
            _given.add(candidate)
            return candidate
    raise OSError(f"no free port between {FIRST} and {LAST}")


def _hold(port: int) -> bool:
    """Whether nobody has this port; if so, keep others who ask here from it.

    Linux lets a server listen on a port that is bound by somebody who does not listen when both allow reuse. Other
    systems do not, so there it is only tried.
    """
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # Reuse is allowed after binding only: before, another holder would not be noticed.
        holder.bind(("127.0.0.1", port))
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    except OSError:
        holder.close()
        return False
    if sys.platform == "linux":
        _held.append(holder)
    else:
        holder.close()
    return True


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

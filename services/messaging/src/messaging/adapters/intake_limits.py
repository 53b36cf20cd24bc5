"""How much of the bounce intake one peer may have, so that a flood leaves room for the others."""

import asyncio
import ipaddress
from collections import Counter, OrderedDict
from collections.abc import Callable

MOST_CONNECTIONS = 50
MOST_CONNECTIONS_OF_A_PEER = 20
"""As many as Postfix opens to one destination."""
RECIPIENTS_AT_ONCE = 1_000
RECIPIENTS_A_SECOND = 20.0
_PEERS_REMEMBERED = 10_000


class Peers:
    """Counts the connections of each peer, and its recipients in a bucket that fills up again.

    A peer is an IPv4 address or an IPv6 network of 64 bits: whoever has one address there has them all.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._connections: Counter[str] = Counter()
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admits(self, peer: str) -> bool:
        """Whether one more connection may begin; `left` ends it."""
        if self._connections.total() >= MOST_CONNECTIONS:
            return False
        if self._connections[peer] >= MOST_CONNECTIONS_OF_A_PEER:
            return False
        self._connections[peer] += 1
        return True

    def left(self, peer: str) -> None:
        """A connection ended."""
        self._connections[peer] -= 1
        if self._connections[peer] <= 0:
            del self._connections[peer]

    def may_name_a_recipient(self, peer: str) -> bool:
        """Whether the peer asks for one more recipient in time; each question counts unless refused."""
        now = self._now()
        spent, at = self._spent.pop(peer, (0.0, now))
        spent = max(0.0, spent - (now - at) * RECIPIENTS_A_SECOND)
        allowed = spent < RECIPIENTS_AT_ONCE
        self._spent[peer] = (spent + 1.0 if allowed else spent, now)
        if len(self._spent) > _PEERS_REMEMBERED:
            self._spent.popitem(last=False)
        return allowed


def peer_of(transport: asyncio.BaseTransport) -> str:
    """Whom a connection counts for."""
    name = transport.get_extra_info("peername")
    if not isinstance(name, tuple):
        return ""
    address = ipaddress.ip_address(str(name[0]).partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)

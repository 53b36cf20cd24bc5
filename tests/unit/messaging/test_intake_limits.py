"""M6: what one peer may have of the bounce intake, and which addresses are return paths."""

import pytest

from messaging.adapters.intake_limits import (
    MOST_CONNECTIONS,
    MOST_CONNECTIONS_OF_A_PEER,
    RECIPIENTS_A_SECOND,
    RECIPIENTS_AT_ONCE,
    Peers,
    peer_of,
)
from messaging.domain.return_path import token_in, tokens_in

TOKEN = "0123456789abcdef" * 2


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_m6_a_peer_asks_as_often_as_its_bucket_fills() -> None:
    clock = _Clock()
    peers = Peers(clock)
    assert all(peers.may_name_a_recipient("a") for _ in range(RECIPIENTS_AT_ONCE))
    assert not peers.may_name_a_recipient("a")
    assert peers.may_name_a_recipient("b")
    clock.now += 1.0
    assert sum(peers.may_name_a_recipient("a") for _ in range(100)) == RECIPIENTS_A_SECOND


def test_m6_connections_are_counted_by_peer_and_in_all() -> None:
    peers = Peers(_Clock())
    assert all(peers.admits("a") for _ in range(MOST_CONNECTIONS_OF_A_PEER))
    assert not peers.admits("a")
    peers.left("a")
    assert peers.admits("a")
    others = [peers.admits(f"b{number}") for number in range(MOST_CONNECTIONS)]
    assert others.count(True) == MOST_CONNECTIONS - MOST_CONNECTIONS_OF_A_PEER


class _Transport:
    def __init__(self, *peername: object) -> None:
        self._peername = peername or None

    def get_extra_info(self, name: str) -> object:
        return self._peername


@pytest.mark.parametrize(
    ("address", "peer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_m6_an_ipv6_network_is_one_peer(address: str, peer: str) -> None:
    assert peer_of(_Transport(address, 25)) == peer  # type: ignore[arg-type]


def test_m6_a_return_path_is_known_by_its_form_and_domain() -> None:
    assert token_in(f"bounce+{TOKEN}@bounces.example", "bounces.example") == TOKEN
    assert token_in(f"BOUNCE+{TOKEN.upper()}@Bounces.Example", "bounces.example") == TOKEN
    for other in (
        f"bounce+{TOKEN}@elsewhere.example",
        f"bounce+{TOKEN}@bounces.example.evil.example",
        f"bounce+{TOKEN}@x.bounces.example",
        f"bounce+{TOKEN[1:]}@bounces.example",
        f"info+{TOKEN}@bounces.example",
    ):
        assert token_in(other, "bounces.example") is None


def test_m6_return_paths_are_found_in_a_text() -> None:
    text = f"from x by y for <bounce+{TOKEN}@bounces.example>; Fri. bounce+{TOKEN}@bounces.example."
    assert tokens_in(text, "bounces.example") == [TOKEN]
    assert tokens_in(text, "elsewhere.example") == []

"""Ports of the parts of one system, and of two that start at the same time."""

import socket
import subprocess
import sys

import pytest

from deploy.local import ports
from deploy.local.ports import free_port


def test_no_port_is_given_twice_before_anybody_listens_on_it() -> None:
    assert len({free_port() for _ in range(500)}) == 500


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a held port be listened on")
def test_two_systems_that_start_at_once_are_given_different_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    first = free_port()
    monkeypatch.setattr(ports, "FIRST", first)
    monkeypatch.setattr(ports, "LAST", first + 200)
    ours = {free_port() for _ in range(60)}
    other = (
        "from deploy.local import ports\n"
        f"ports.FIRST, ports.LAST = {first}, {first + 200}\n"
        "print(*(ports.free_port() for _ in range(60)))\n"
    )
    theirs = set(map(int, subprocess.check_output([sys.executable, "-c", other], text=True).split()))
    assert len(theirs) == 60
    assert not ours & theirs


def test_a_server_listens_on_the_port_it_was_given_and_again_after_it_has_ended() -> None:
    port = free_port()
    for _ in range(2):
        with socket.create_server(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)):
            pass

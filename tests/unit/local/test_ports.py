"""Ports of the parts of one system."""

from deploy.local.ports import free_port


def test_no_port_is_given_twice_before_anybody_listens_on_it() -> None:
    assert len({free_port() for _ in range(500)}) == 500

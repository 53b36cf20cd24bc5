"""What is the database's fault waits; what is a message's own is set aside."""

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.events.applying import is_outage


class _FromPostgres(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize("sqlstate", ["57P01", "57P03", "53300", "53100", "08006", "58030", "25006"])
def test_a_server_that_stops_starts_is_full_or_has_become_a_standby_is_waited_for(sqlstate: str) -> None:
    assert is_outage(DBAPIError("UPDATE", None, _FromPostgres(sqlstate)))


@pytest.mark.parametrize("sqlstate", ["23505", "22003", "42P01", "57014", "40P01", "25P02"])
def test_what_a_message_itself_does_wrong_is_no_outage(sqlstate: str) -> None:
    assert not is_outage(DBAPIError("UPDATE", None, _FromPostgres(sqlstate)))


def test_a_pool_that_has_no_connection_left_is_waited_for() -> None:
    assert is_outage(PoolTimeout())

"""How fast mails go to one domain."""

import pytest

from messaging.domain.attempt import Reply, Stage
from messaging.domain.pacing import FIRST_REST, LONGEST_REST, Pace, asks_to_slow_down

SLOW_DOWN = Reply(Stage.RCPT, 421, "4.7.0 try again later")
TAKEN = Reply(Stage.DATA, 250, "2.0.0 ok")


def pace(at_once: int = 2) -> Pace:
    return Pace(at_once, spread=lambda: 0.5)


def test_so_many_at_a_time_go_to_a_domain_and_others_are_not_counted() -> None:
    paced = pace()
    for _ in range(2):
        assert paced.allows("a.example", 0)
        paced.begin("a.example")
    assert not paced.allows("a.example", 0)
    assert paced.allows("b.example", 0)
    paced.end("a.example")
    assert paced.allows("a.example", 0)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        (421, "4.7.0 closing", True),
        (450, "4.7.28 Our system has detected an unusual rate of unsolicited mail", True),
        (451, "4.7.1 Rate limit exceeded", True),
        (452, "4.3.2 Too many recipients received this hour", True),
        (450, "4.2.1 The user you are trying to contact is receiving mail too quickly: throttled", True),
        (451, "4.7.0 Message temporarily deferred", True),
        (450, "4.2.0 Greylisted, please try again in 300 seconds", False),
        (452, "4.2.2 Mailbox full", False),
        (451, "4.3.0 local error", False),
        (550, "5.7.1 rate limit exceeded", False),
        (250, "ok", False),
    ],
)
def test_what_asks_to_slow_down(code: int, text: str, expected: bool) -> None:
    assert asks_to_slow_down(Reply(Stage.RCPT, code, text)) is expected


def test_a_domain_that_asks_rests_longer_each_time_until_it_takes_a_mail() -> None:
    paced, now = pace(), 100.0
    for times in range(8):
        rest = min(FIRST_REST * 2**times, LONGEST_REST)
        assert paced.heard("a.example", SLOW_DOWN, now)
        assert not paced.allows("a.example", now + rest - 1)
        assert paced.allows("b.example", now)
        now += rest
        assert paced.allows("a.example", now)
    paced.heard("a.example", TAKEN, now)
    assert paced.heard("a.example", SLOW_DOWN, now)
    assert paced.allows("a.example", now + FIRST_REST)


def test_answers_to_what_was_under_way_do_not_make_a_rest_longer() -> None:
    paced = pace()
    assert paced.heard("a.example", SLOW_DOWN, 0)
    assert not paced.heard("a.example", SLOW_DOWN, 1)
    assert paced.allows("a.example", FIRST_REST)


def test_rests_are_spread_so_that_workers_do_not_come_back_together() -> None:
    short, long = Pace(1, spread=lambda: 0.0), Pace(1, spread=lambda: 1.0)
    for each in (short, long):
        each.heard("a.example", SLOW_DOWN, 0)
    assert short.allows("a.example", FIRST_REST * 0.75)
    assert not long.allows("a.example", FIRST_REST * 1.24)

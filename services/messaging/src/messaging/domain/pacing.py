"""How fast mails go to one recipient domain, so that one that is slow or says "not so fast" holds up no other."""

import random
import re
from collections import Counter
from collections.abc import Callable

from messaging.domain.attempt import Reply

FIRST_REST = 30.0
LONGEST_REST = 900.0
_SERVICE_CLOSING = 421
_RATE = re.compile(
    r"rate[ -]?limit|limit(?:s|ed)? (?:exceeded|reached)|exceeded .{0,40}(?:rate|limit)"
    r"|too (?:many|fast)|throttl|sending rate|unusual rate|slow down|temporarily deferred|\b4\.7\.28\b",
    re.IGNORECASE,
)


def asks_to_slow_down(reply: Reply) -> bool:
    """Whether a refusal for now is about how much we send: 421, or words for a rate limit. Greylisting is not."""
    if not 400 <= reply.code < 500:
        return False
    return reply.code == _SERVICE_CLOSING or _RATE.search(reply.text) is not None


class Pace:
    """At most `at_once` mails at a time to a domain; one that asks to slow down rests.

    A rest is 30 s, doubling to 15 min with each that is asked for after the one before, ±25 %; a mail that is
    taken ends the doubling. Times are seconds of any clock that does not jump.
    """

    def __init__(self, at_once: int, spread: Callable[[], float] = random.random) -> None:
        self._at_once = at_once
        self._spread = spread
        self._under_way: Counter[str] = Counter()
        self._rests_until: dict[str, float] = {}
        self._rests: Counter[str] = Counter()

    def allows(self, domain: str, now: float) -> bool:
        """Whether another mail may go there now."""
        return self._under_way[domain] < self._at_once and self._rests_until.get(domain, now) <= now

    def is_resting(self, domain: str, now: float) -> bool:
        """Whether it asked to slow down, and its rest is not over."""
        return self._rests_until.get(domain, now) > now

    def begin(self, domain: str) -> None:
        """A mail to the domain is under way."""
        self._under_way[domain] += 1

    def end(self, domain: str) -> None:
        """It is not any more."""
        self._under_way[domain] -= 1
        if not self._under_way[domain]:
            del self._under_way[domain]

    def heard(self, domain: str, reply: Reply, now: float) -> bool:
        """Takes in what was answered for the domain; True when a rest begins.

        Answers to mails that were under way when the rest began do not make it longer.
        """
        if reply.code < 400:
            self._rests.pop(domain, None)
            self._rests_until.pop(domain, None)
            return False
        if not asks_to_slow_down(reply) or self.is_resting(domain, now):
            return False
        rest = min(FIRST_REST * (1 << min(self._rests[domain], 16)), LONGEST_REST)
        self._rests[domain] += 1
        self._rests_until[domain] = now + rest * (0.75 + self._spread() / 2)
        return True

"""M6: no pattern takes long on text that nearly fits it: whoever has got a mail of ours chooses what comes back."""

import random
import re
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import islice

import pytest

from messaging.domain.bounces.parsing import MOST_READ
from messaging.domain.bounces.phrases import COMMON, OWN
from messaging.domain.bounces.wording import MOST_WORDS

MODULES = ("classify", "genre", "identity", "parsing", "recipients", "signs", "stage", "wording")
ONLY_MATCHED = {"parsing._HEADER_LINE"}
"""Not searched for: a line begins with it or does not."""
MOST_SECONDS = 1.0
"""Of processor time. A pattern that is quadratic in the length takes several."""


def phrases() -> Iterator[tuple[str, re.Pattern[str], int]]:
    for family in (*OWN, *COMMON):
        for meaning, patterns in family.items():
            for number, pattern in enumerate(patterns):
                yield f"{meaning.name}-{number}", re.compile(pattern), MOST_WORDS


def signs() -> Iterator[tuple[str, re.Pattern[str], int]]:
    seen = set()
    for name in MODULES:
        for attribute, value in vars(import_module(f"messaging.domain.bounces.{name}")).items():
            found = value if isinstance(value, tuple) else (value,)
            for one in found:
                pattern = one[-1] if isinstance(one, tuple) and one else one
                if (
                    isinstance(pattern, re.Pattern)
                    and isinstance(pattern.pattern, str)
                    and pattern not in seen
                ):
                    seen.add(pattern)
                    yield f"{name}.{attribute}", pattern, MOST_READ // 2


def nearly_fitting(pattern: str, count: int) -> Iterator[str]:
    """The literal text of one alternative, cut short, or of two after each other."""
    chance = random.Random(pattern)
    literal = re.sub(r"\\[a-zA-Z]|\[[^]]*\]|\{\d*,?\d*\}|\?(?:P<\w+>|<?[:=!])|[\\*+?^$]", "", pattern)
    pieces = [piece for piece in re.split(r"[|()]", literal) if piece.strip()] or ["x"]
    for _ in range(count):
        first, second = chance.choice(pieces), chance.choice(pieces)
        unit = chance.choice([first, first + second, first + " " + second])
        yield unit[: chance.randint(1, len(unit))] + chance.choice(["", "", " ", "\n", "@"])


@pytest.mark.parametrize(
    ("name", "pattern", "length"),
    [pytest.param(*found, id=found[0]) for found in (*phrases(), *signs())],
)
def test_m6_no_pattern_takes_long(name: str, pattern: re.Pattern[str], length: int) -> None:
    for unit in (*nearly_fitting(pattern.pattern, 25), "a", " ", "\n", "a@b.", "<", "4.1.1 ", "550 "):
        text = unit * (length // len(unit))
        begun = time.process_time()
        if name in ONLY_MATCHED:
            pattern.match(text)
        else:
            list(islice(pattern.finditer(text), 100))
        assert time.process_time() - begun < MOST_SECONDS, repr(unit)

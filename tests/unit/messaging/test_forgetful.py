"""What the benchmark of delivery reports lets a pattern know."""

import re

import pytest

from benchmarks.forgetful import Forgetful
from messaging.domain.bounces import signs
from messaging.domain.bounces.phrases import COMMON, OWN
from tests.support.documented_answers import documented_answers

PATTERN = r"(?:mailbox|account)(?: size)? (?:is full|over quota)|no (?:room|space)? left|(?P<said>gone)"


def remembered(text: str) -> re.Pattern[str]:
    forgetful = Forgetful(PATTERN)
    pattern = forgetful.remembering(forgetful.learned_from(text))
    assert pattern is not None
    return pattern


def test_only_the_words_of_the_text_stay() -> None:
    pattern = remembered("your account over quota")
    assert pattern.search("account over quota")
    for forgotten in ("mailbox over quota", "account is full", "no space left", "gone"):
        assert not pattern.search(forgotten)


def test_what_several_texts_taught_stays_together() -> None:
    pattern = remembered("account over quota, mailbox is full, no  left")
    for known in ("mailbox over quota", "account is full", "no  left"):
        assert pattern.search(known)
    assert not pattern.search("no space left")


def test_a_named_group_is_there_when_it_is_forgotten() -> None:
    match = remembered("account is full").search("account is full")
    assert match is not None
    assert match["said"] is None


def test_a_text_that_does_not_match_teaches_nothing() -> None:
    forgetful = Forgetful(PATTERN)
    assert forgetful.remembering(forgetful.learned_from("nothing")) is None


@pytest.mark.parametrize("family", [*OWN, *COMMON, {"signs": (signs.FAILURE_TEXT.pattern,)}])
def test_who_remembers_everything_is_the_pattern_itself(family: dict[object, tuple[str, ...]]) -> None:
    answers = [answer.text.lower() for answer in documented_answers()][::7]
    for patterns in family.values():
        for pattern in patterns:
            whole = Forgetful(pattern).remembering(frozenset(range(100_000)))
            assert whole is not None
            assert [bool(whole.search(text)) for text in answers] == [
                bool(re.search(pattern, text)) for text in answers
            ]

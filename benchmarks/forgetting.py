"""Reading mails that came back with what some of them, and documents, teach, and nothing else."""

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from benchmarks.forgetful import Forgetful
from messaging.domain.bounces import wording
from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.parsing import MOST_READ, parse
from messaging.domain.bounces.phrases import COMMON, OWN
from tests.support.documented_answers import documented_answers
from tests.support.report_formats import FORMS, Refused

Branches = dict[int, frozenset[int]]
"""By the number of a pattern, its branches."""

_PACKAGE = "messaging.domain.bounces"
# What tells a report from another mail, the stage, the recipient and the quoted mail; by the modules that use it.
_SIGNS = {
    "ROBOT": ("genre", "parsing"),
    "FAILURE_SUBJECT": ("genre",),
    "FAILURE_TEXT": ("genre",),
    "SUCCESS": ("genre",),
    "AWAY": ("genre",),
    "CHALLENGE": ("genre",),
    "DELAY": ("genre", "classify"),
    "GIVEN_UP": ("classify",),
    "_SAID": ("stage",),
    "_SENTENCES": ("stage",),
    "_NAMED": ("stage",),
    "_SHAPES": ("recipients",),
    "_QUOTE_BEGINS": ("parsing",),
}
_NEVER = re.compile("(?!)")
_ANSWERS = ("550 5.1.1 <jana@example.com> User unknown", "452 4.2.2 Mailbox full", "554 Blocked")


class Lessons:
    """What each mail teaches about each pattern, and what documents do."""

    def __init__(self, mails: Mapping[str, bytes]) -> None:
        self._phrases = [
            (place, meaning, Forgetful(pattern))
            for place, family in enumerate((*OWN, *COMMON))
            for meaning, patterns in family.items()
            for pattern in patterns
        ]
        self._signs = [
            (name, at, Forgetful(pattern.pattern, pattern.flags & ~re.UNICODE))
            for name, modules in _SIGNS.items()
            for at, pattern in enumerate(_patterns_of(_module(modules[0]), name))
        ]
        self._of_mail = {name: self._taught_by(raw) for name, raw in mails.items()}
        self._of_documents = _united([self._taught_by_answers(), *map(self._signs_in, _reports())])

    @contextmanager
    def forgetting_all_but(self, mails: Iterable[str], *, with_documents: bool) -> Iterator[None]:
        """Within, only what these mails teach is known, and what documents do where that is wanted."""
        known = _united(
            [*(self._of_mail[name] for name in mails), *([self._of_documents] if with_documents else [])]
        )
        with ExitStack() as stack:
            stack.enter_context(patch.object(wording, "VOCABULARY", self._vocabulary(known)))
            for name, modules in _SIGNS.items():
                learned = self._sign(name, known)
                for module in modules:
                    stack.enter_context(patch.object(_module(module), name, learned))
            yield

    def _taught_by(self, raw: bytes) -> Branches:
        parsed = parse(raw)
        fields = [value for block in parsed.blocks for value in block.values()]
        said = [wording.plain(text) for text in (*fields, parsed.text, parsed.header("Subject"))]
        phrases = {
            number: _learned(forgetful, said) for number, (_, _, forgetful) in enumerate(self._phrases)
        }
        return phrases | self._signs_in(raw)

    def _signs_in(self, raw: bytes) -> Branches:
        parsed = parse(raw)
        texts = [
            parsed.header("From"),
            parsed.header("Subject"),
            parsed.text,
            " ".join(parsed.text.split()),
            raw[:MOST_READ].decode("latin-1"),
            *(value for block in parsed.blocks for value in block.values()),
        ]
        return {
            len(self._phrases) + number: _learned(forgetful, texts)
            for number, (_, _, forgetful) in enumerate(self._signs)
        }

    def _taught_by_answers(self) -> Branches:
        """What stands in an answer of which a document says that it means that."""
        answers = [(answer, wording.plain(answer.text)) for answer in documented_answers() if answer.blind]
        return {
            number: _learned(
                forgetful, [said for answer, said in answers if answer.fits(meaning.bounce(None))]
            )
            for number, (_, meaning, forgetful) in enumerate(self._phrases)
        }

    def _vocabulary(self, known: Branches) -> wording.Vocabulary:
        families: list[dict[Meaning, tuple[str, ...]]] = [{} for _ in (*OWN, *COMMON)]
        for number, (place, meaning, forgetful) in enumerate(self._phrases):
            pattern = forgetful.remembering(known.get(number, frozenset()))
            if pattern is not None:
                families[place][meaning] = (*families[place].get(meaning, ()), pattern.pattern)
        return wording.Vocabulary(families[: len(OWN)], families[len(OWN) :])

    def _sign(self, name: str, known: Branches) -> object:
        """The sign as its module has it: a pattern, patterns, or pairs of a command and a pattern."""
        module = _module(_SIGNS[name][0])
        learned = [
            forgetful.remembering(known.get(len(self._phrases) + number, frozenset())) or _NEVER
            for number, (sign, _, forgetful) in enumerate(self._signs)
            if sign == name
        ]
        original = getattr(module, name)
        if isinstance(original, re.Pattern):
            return learned[0]
        if isinstance(original[0], re.Pattern):
            return tuple(learned)
        return tuple((command, pattern) for (command, _), pattern in zip(original, learned, strict=True))


def _module(name: str) -> object:
    return importlib.import_module(f"{_PACKAGE}.{name}")


def _patterns_of(module: object, name: str) -> list[re.Pattern[str]]:
    sign = getattr(module, name)
    found = [sign] if isinstance(sign, re.Pattern) else sign
    return [one if isinstance(one, re.Pattern) else one[1] for one in found]


def _learned(forgetful: Forgetful, texts: Sequence[str]) -> frozenset[int]:
    return frozenset().union(*(forgetful.learned_from(text) for text in texts))


def _united(lessons: Iterable[Branches]) -> Branches:
    total: Branches = {}
    for branches in lessons:
        for number, learned in branches.items():
            total[number] = total.get(number, frozenset()) | learned
    return total


def _reports() -> list[bytes]:
    return [form(answer, refused) for form in FORMS.values() for answer in _ANSWERS for refused in Refused]

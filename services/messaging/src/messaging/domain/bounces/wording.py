"""From the words of a mail server to what they mean, and from its enhanced status to the same."""

import re
from collections.abc import Sequence
from functools import cache

from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.phrases import COMMON, OWN, Family
from messaging.domain.bounces.signs import ADDRESS, STATUS

MOST_WORDS = 4_000
"""Characters of an answer that are looked at. What matters stands at its beginning."""

_LINK = re.compile(r"\b(?:https?|ftp)://([^\s/?#<>\"')\]]{1,200})[^\s<>\"')\]]*")
_MAILTO = re.compile(r"<?mailto:[^\s>]{1,300}>?")
_REPEATED_CODE = re.compile(r"(?<=\s)([245]\d\d)-(?=[ #\d])")
_OF_STATUS: tuple[tuple[str, Meaning], ...] = (
    (r"\d\.1\.[0134]", Meaning.UNKNOWN),
    (r"\d\.1\.10", Meaning.TAKES_NO_MAIL),
    (r"\d\.1\.6", Meaning.MOVED),
    (r"\d\.1\.2|5\.4\.4|5\.4\.310", Meaning.HOST_UNKNOWN),
    (r"\d\.1\.[789]|\d\.1\.90|\d\.7\.27", Meaning.SENDER),
    (r"\d\.2\.2", Meaning.FULL),
    (r"\d\.2\.3|\d\.3\.4", Meaning.TOO_LARGE),
    (r"\d\.2\.[014]", Meaning.DISABLED),
    (r"\d\.2\.12[12]", Meaning.POLICY),
    (r"\d\.3\.\d+", Meaning.SYSTEM),
    (r"\d\.4\.7|\d\.4\.300", Meaning.EXPIRED),
    (r"\d\.4\.\d+", Meaning.NETWORK),
    (r"\d\.7\.\d+", Meaning.POLICY),
)
_STATUS_PATTERNS = tuple((re.compile(pattern), meaning) for pattern, meaning in _OF_STATUS)


# A vocabulary is made once by the service, but hundreds of times, of the same phrases, to see what carries over.
_pattern = cache(re.compile)


class Vocabulary:
    """The phrases that are understood: `own` ones of a server or provider, and what is `common` to all."""

    def __init__(self, own: Sequence[Family], common: Sequence[Family]) -> None:
        self._own = {meaning: _compiled(own, meaning) for meaning in Meaning}
        self._all = {meaning: (*self._own[meaning], *_compiled(common, meaning)) for meaning in Meaning}

    def meaning(self, text: str) -> Meaning | None:
        """The first meaning, in their order, of which a phrase is in the text."""
        said = plain(text)
        return next((meaning for meaning, patterns in self._all.items() if _finds(patterns, said)), None)

    def is_documented(self, meaning: Meaning, text: str) -> bool:
        """Whether the text holds a code or sentence with which one provider or one server means just that."""
        return _finds(self._own[meaning], plain(text))


def _compiled(families: Sequence[Family], meaning: Meaning) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(phrase) for family in families for phrase in family.get(meaning, ()))


def _finds(patterns: Sequence[re.Pattern[str]], said: str) -> bool:
    return any(pattern.search(said) for pattern in patterns)


VOCABULARY = Vocabulary(OWN, COMMON)


def is_documented(meaning: Meaning, text: str) -> bool:
    """Whether the text holds a code or sentence with which one provider or one server means just that."""
    return VOCABULARY.is_documented(meaning, text)


def meaning_of_words(text: str) -> Meaning | None:
    """What the words mean; None when they say nothing that is known."""
    return VOCABULARY.meaning(text)


def meaning_of_status(status: str | None) -> Meaning | None:
    """What an enhanced status (RFC 3463) means by itself; None when it is missing or says little."""
    if not status:
        return None
    return next((meaning for pattern, meaning in _STATUS_PATTERNS if pattern.fullmatch(status)), None)


def status_in(text: str) -> str | None:
    """The first enhanced status in the text."""
    match = STATUS.search(text)
    return match.group(1) if match else None


def plain(text: str) -> str:
    """The text as the phrases see it: lower case, single spaces, no addresses, of web addresses the host."""
    text = " ".join(text[:MOST_WORDS].lower().split())
    text = _LINK.sub(r"\1", _MAILTO.sub("", text))
    return _REPEATED_CODE.sub(r"\1 ", ADDRESS.sub("@addr", text))

"""From the words of a mail server to what they mean, and from its enhanced status to the same."""

import re

from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.phrases import FAMILIES
from messaging.domain.bounces.phrases.providers import PROVIDERS
from messaging.domain.bounces.phrases.servers import SERVERS
from messaging.domain.bounces.signs import ADDRESS

MOST_WORDS = 4_000
"""Characters of an answer that are looked at. What matters stands at its beginning."""

_LINK = re.compile(r"\b(?:https?|ftp)://([^\s/?#<>\"')\]]{1,200})[^\s<>\"')\]]*")
_MAILTO = re.compile(r"<?mailto:[^\s>]{1,300}>?")
_REPEATED_CODE = re.compile(r"(?<=\s)([245]\d\d)-(?=[ #\d])")
_PATTERNS = tuple(
    (meaning, tuple(re.compile(pattern) for family in FAMILIES for pattern in family.get(meaning, ())))
    for meaning in Meaning
)

_OF_STATUS: tuple[tuple[str, Meaning], ...] = (
    (r"\d\.1\.[0134]", Meaning.UNKNOWN),
    (r"\d\.1\.10", Meaning.TAKES_NO_MAIL),
    (r"\d\.1\.6", Meaning.MOVED),
    (r"\d\.1\.2|5\.4\.4|5\.4\.310", Meaning.HOST_UNKNOWN),
    (r"\d\.1\.[789]", Meaning.SENDER),
    (r"\d\.2\.2", Meaning.FULL),
    (r"\d\.2\.3|\d\.3\.4", Meaning.TOO_LARGE),
    (r"\d\.2\.[014]", Meaning.DISABLED),
    (r"\d\.3\.\d+", Meaning.SYSTEM),
    (r"\d\.4\.7|\d\.4\.300|\d\.4\.316", Meaning.EXPIRED),
    (r"\d\.4\.\d+", Meaning.NETWORK),
    (r"\d\.7\.\d+", Meaning.POLICY),
)
_STATUS_PATTERNS = tuple((re.compile(pattern), meaning) for pattern, meaning in _OF_STATUS)
_DOCUMENTED = {
    meaning: tuple(re.compile(pattern) for pattern in (*PROVIDERS[meaning], *SERVERS[meaning]))
    for meaning in Meaning
}


def is_documented(meaning: Meaning, text: str) -> bool:
    """Whether the text holds a code or sentence with which one provider or one server means just that."""
    plain = _plain(text)
    return any(pattern.search(plain) for pattern in _DOCUMENTED[meaning])


def meaning_of_words(text: str) -> Meaning | None:
    """What the words mean; None when they say nothing that is known."""
    plain = _plain(text)
    for meaning, patterns in _PATTERNS:
        if any(pattern.search(plain) for pattern in patterns):
            return meaning
    return None


def meaning_of_status(status: str | None) -> Meaning | None:
    """What an enhanced status (RFC 3463) means by itself; None when it is missing or says little."""
    if not status:
        return None
    return next((meaning for pattern, meaning in _STATUS_PATTERNS if pattern.fullmatch(status)), None)


def _plain(text: str) -> str:
    text = " ".join(text[:MOST_WORDS].lower().split())
    text = _LINK.sub(r"\1", _MAILTO.sub("", text))
    return _REPEATED_CODE.sub(r"\1 ", ADDRESS.sub("@addr", text))

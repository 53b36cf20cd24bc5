"""How a search forgives (C3): case, accents, ß/ss, ä/ae/a, hyphens, spaces, +49/0 in phones.

Every stored field becomes one word without hyphens and spaces, in up to four spellings: the *written* one
(ä → ae, letter by letter, so each part of a name stays a part of its folding), the *short* one (ae → a), and two
that differ from these only where an e follows a vowel by chance (`Maria-Emma`, `Noëmi`): short part by part, and
*bare* (ä → a, ae as it is). A typed word finds a customer when its own written or short spelling is part of any.
`%` and `_` stay text.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
    }
)
_BARE_LETTERS = _LETTERS | str.maketrans("äöü", "aou")
PARTS = re.compile(r"[\s‐‑‒–—-]+")
"""What stands between the parts of a name."""
_DIGRAPH = re.compile(r"([aou])e+")
_IGNORED = frozenset("-‐‑‒–—'’`´.,/\\()[]#\"„“”·")
_TRIGRAM = re.compile(r"[a-z0-9]{3}")
_PHONE = re.compile(r"\+?[\d()/.\-]*\d[\d()/.\-]*")


def written(text: str) -> str:
    """The text in lower case without accents, umlauts written out, hyphens and spaces gone."""
    return _stripped(_lower(text).translate(_LETTERS))


def bare(text: str) -> str:
    """As written, but umlauts without their dots: `Müller` is `muller`, `Mueller` stays."""
    return _stripped(_lower(text).translate(_BARE_LETTERS))


def short(text: str) -> str:
    """The written spelling with ae, oe and ue as a, o and u: `Müller`, `Mueller` and `Muller` are one."""
    return _DIGRAPH.sub(r"\1", written(text))


def _lower(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _stripped(text: str) -> str:
    if text.isascii():
        return text.translate(_ASCII_IGNORED)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not _is_ignored(c))


def _is_ignored(character: str) -> bool:
    return (
        character in _IGNORED or character.isspace() or unicodedata.category(character) in {"Mn", "Cf", "Cc"}
    )


# Nearly every name is ASCII once its umlauts are written out, and an import folds each of them.
_ASCII_IGNORED = dict.fromkeys(code for code in range(128) if _is_ignored(chr(code)))


def order_key(*parts: str | None) -> str:
    """What a list is sorted by (DIN 5007-1: ä as a): `Müller` stands beside `Muller`, not after `Mz`."""
    return " ".join(
        "".join(c for c in unicodedata.normalize("NFKD", part.casefold()) if not unicodedata.combining(c))
        for part in parts
        if part
    )


def search_text(names: Iterable[str | None], number: int, email: str | None, phones: Iterable[str]) -> str:
    """Everything a customer is found by, folded, one word per field."""
    words: list[str] = [str(number)]
    for text in (*names, email):
        if text:
            parts = "".join(short(part) for part in PARTS.split(text))
            words += [written(text), short(text), parts, bare(text)]
    for phone in phones:
        words += _phone_spellings(phone)
    return " ".join(dict.fromkeys(word for word in words if word))


def _phone_spellings(e164: str) -> list[str]:
    """`+49170…`, `0049170…` and `0170…` of one number in E.164."""
    digits = e164.removeprefix("+")
    spellings = [f"+{digits}", f"00{digits}"]
    if digits.startswith("49"):
        spellings.append(f"0{digits[2:]}")
    return spellings


def searched_words(query: str) -> list[tuple[str, ...]]:
    """The typed words, all of which narrow: each as spellings of which one must be part of the search text."""
    words = []
    for word in PARTS.split(query):
        if _PHONE.fullmatch(word):
            spellings: tuple[str, ...] = (_typed_phone(word),)
        else:
            spellings = _typed_text(word)
        if all(spellings):
            words.append(spellings)
    return words


def _typed_text(word: str) -> tuple[str, ...]:
    """The short spelling finds whatever the written one does, since each text has its own; but not where the
    typed part begins with an e, which may be the second letter of an ä in the text and is missing in its short one."""
    if written(word).startswith("e"):
        return tuple(dict.fromkeys((written(word), short(word))))
    return (short(word),)


def _typed_phone(word: str) -> str:
    """`+49(0)170/123` as `+49170123`."""
    if word.startswith(("+", "00")):
        word = word.replace("(0)", "")
    return re.sub(r"[^\d+]", "", word)


def like_pattern(word: str) -> str:
    """A LIKE pattern (escape character `\\`) that finds the word anywhere, `%` and `_` being text."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


def is_short(word: str) -> bool:
    """Whether no three plain letters or digits follow each other: an index of trigrams may know nothing of it."""
    return _TRIGRAM.search(word) is None


def grams(word: str) -> list[int]:
    """Its pairs of characters, or the character that it is: what the index for short words holds."""
    codes = [ord(character) for character in word]
    return [one << 21 | two for one, two in pairwise(codes)] or codes

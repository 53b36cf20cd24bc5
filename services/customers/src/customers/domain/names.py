"""When two names are likely to be one: spelled as they sound, and one slip of the pen apart.

`Müller`, `Mueller` and `Muller`, `Meyer` and `Maier`, `Schmidt` and `Schmitt`, `Sara` and `Sarah`, `Lukas` and
`Lucas` sound alike. A *slip* is one letter left out, added or mistaken, or two that changed places, in a word of
five letters or more and never its first letter. At the end of a first name there are no slips: `Julia` and
`Julian`, `Maria` and `Marie` are two people, and so are `Lena` and `Lina`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from customers.domain.folding import PARTS, short

_AS_SPOKEN = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"[td]+t|th"), "t"),
    (re.compile(r"c(?!h)|ch(?=[rl])"), "k"),
    (re.compile(r"y"), "i"),
    (re.compile(r"ai|ei"), "ei"),
    (re.compile(r"(?<=[aeiou])h(?![aeiou])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_LEGAL_FORMS = frozenset(
    ("gmbh", "mbh", "ag", "kg", "ohg", "gbr", "ug", "ev", "eg", "co", "inc", "ltd", "haftungsbeschrankt")
)
_SHORTEST_WITH_A_SLIP = 5


@dataclass(frozen=True)
class Name:
    """A person's or a company's name as it is entered; a company has no other when `company` is given."""

    first: str | None = None
    last: str | None = None
    company: str | None = None

    @property
    def key(self) -> str:
        """What look-alikes are looked up by: surname first, as it sounds."""
        if self.company:
            return "".join(_company_words(self.company))
        return " ".join(filter(None, ("".join(_words(self.last)), "".join(_words(self.first)))))

    @property
    def first_letters(self) -> tuple[str, ...]:
        """How the key of a look-alike can begin: first and last name may have been swapped."""
        keys = (self.key, "".join(_words(self.first)))
        return tuple(dict.fromkeys(key[0] for key in keys if key))


def sounds(text: str) -> str:
    """One spelling for all that is spoken alike."""
    spoken = short(text)
    for pattern, letter in _AS_SPOKEN:
        spoken = pattern.sub(letter, spoken)
    return spoken


def similar(one: Name, other: Name, *, slips: bool = True) -> bool:
    """Whether both may name the same. Without `slips` first names have to sound alike."""
    if one.company or other.company:
        return bool(one.company and other.company) and _similar_companies(
            _company_words(one.company or ""), _company_words(other.company or "")
        )
    last, first = _words(one.last), _words(one.first)
    other_last, other_first = _words(other.last), _words(other.first)
    if not last or not other_last:
        return False
    return (_similar_surnames(last, other_last) and _similar_first_names(first, other_first, slips)) or (
        bool(first and other_first) and last == other_first and first == other_last
    )


def different_people(one: Name, other: Name) -> bool:
    """Whether both have first names, and not the same: relatives, whatever else they share."""
    first, other_first = _words(one.first), _words(other.first)
    return bool(first and other_first) and not _similar_first_names(first, other_first, slips=False)


def _words(text: str | None) -> list[str]:
    return [word for part in PARTS.split(text or "") if (word := sounds(part))]


def _company_words(text: str) -> list[str]:
    words = [short(part) for part in PARTS.split(text)]
    return [sounds(word) for word in words if word and word not in _LEGAL_FORMS] or _words(text)


def _similar_companies(one: list[str], other: list[str]) -> bool:
    return _alike(one, other) or _one_slip("".join(one), "".join(other))


def _similar_surnames(one: list[str], other: list[str]) -> bool:
    """Also when one of them is the beginning of the other's double name."""
    return (
        _alike(one, other)
        or _one_slip("".join(one), "".join(other))
        or (1 in (len(one), len(other)) and one[0] == other[0])
    )


def _similar_first_names(one: list[str], other: list[str], slips: bool) -> bool:
    """Also when one is missing, an initial, or the first of the other's several."""
    if not one or not other or _alike(one, other):
        return True
    if 1 in (len(one), len(other)) and one[0] == other[0]:
        return True
    if 1 in (len(one[0]), len(other[0])) and one[0][0] == other[0][0]:
        return True
    a, b = "".join(one), "".join(other)
    return slips and a[-1] == b[-1] and _one_slip(a, b)


def _alike(one: Iterable[str], other: Iterable[str]) -> bool:
    return "".join(one) == "".join(other)


def _one_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_WITH_A_SLIP or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    rest, other_rest = one[start : len(one) - end], other[start : len(other) - end]
    return start > 0 and (
        max(len(rest), len(other_rest)) <= 1 or (len(rest) == 2 and rest == other_rest[::-1])
    )

"""Patterns that forget the words which stand in no text they were learned from.

A pattern is a tree of alternatives. What a text taught is the set of the branches that matched somewhere in it; what is
left of a pattern are those branches, so that of `(?:mailbox|account) (?:is full|over quota)` a text that says 'account
over quota' leaves nothing of 'mailbox' and nothing of 'is full'.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from itertools import count, islice

MOST_MATCHES = 200
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|[:=!]|<[=!]))?|.", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[?+]?")
_KEPT_WHOLE = ("(?!", "(?<=", "(?<!")


@dataclass
class _Group:
    opened: str
    branches: list[tuple[int, list["str | _Group"]]]
    quantifier: str = ""

    @property
    def is_optional(self) -> bool:
        return self.quantifier.startswith(("?", "*", "{0,", "{,"))


class Forgetful:
    """A pattern whose branches are learned."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._flags = flags
        self._names = re.compile(pattern, flags).groupindex
        self._tree = _parsed(pattern)
        self._numbered = re.compile(_written(self._tree, None) or "", flags)

    def learned_from(self, text: str) -> frozenset[int]:
        """The branches that matched somewhere in the text."""
        return frozenset(
            int(name[1:])
            for match in islice(self._numbered.finditer(text), MOST_MATCHES)
            for name, value in match.groupdict().items()
            if value is not None and name[0] == "b" and name[1:].isdigit()
        )

    def remembering(self, branches: Set[int]) -> re.Pattern[str] | None:
        """The pattern of these branches alone; None when nothing is left."""
        written = _written(self._tree, branches)
        if written is None:
            return None
        lost = [name for name in self._names if f"(?P<{name}>" not in written]
        return _compiled("|".join([written, *(f"(?P<{name}>(?!))" for name in lost)]), self._flags)


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _parsed(pattern: str) -> _Group:
    tokens = [match.group(0) for match in _TOKEN.finditer(pattern)]
    numbers = count()
    top = _Group("(?:", [(next(numbers), [])])
    stack = [top]
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.startswith("("):
            group = _Group(token, [(next(numbers), [])])
            stack[-1].branches[-1][1].append(group)
            stack.append(group)
        elif token == "|":
            stack[-1].branches.append((next(numbers), []))
        elif token == ")":
            group = stack.pop()
            rest = "".join(tokens[at:])
            if match := _QUANTIFIER.match(rest):
                group.quantifier = match.group(0)
                at += len(group.quantifier)
        else:
            stack[-1].branches[-1][1].append(token)
    return top


def _written(group: _Group, branches: Iterable[int] | None) -> str | None:
    """The group as a pattern: with all branches, numbered (None), or with those only that are given."""
    if group.opened in _KEPT_WHOLE:
        return _whole(group)
    alternatives = []
    for number, items in group.branches:
        chosen = len(group.branches) > 1
        if branches is not None and chosen and number not in branches:
            continue
        parts = [item if isinstance(item, str) else _written(item, branches) for item in items]
        if None in parts:
            continue
        text = "".join(part for part in parts if part is not None)
        alternatives.append(f"(?P<b{number}>{text})" if branches is None and chosen else text)
    if not alternatives:
        return "" if group.is_optional else None
    return f"{group.opened}{'|'.join(alternatives)}){group.quantifier}"


def _whole(group: _Group) -> str:
    branches = [
        "".join(item if isinstance(item, str) else _whole(item) for item in items)
        for _, items in group.branches
    ]
    return f"{group.opened}{'|'.join(branches)}){group.quantifier}"

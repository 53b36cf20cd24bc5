"""The readable page: everything escaped, no script, made to be printed."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
_ZONE = ZoneInfo("Europe/Berlin")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_FOR_MACHINES = re.compile(r"(^|_)(ids?|version|sequence|offset|partition)$")

WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = json.loads((_HERE / "words.json").read_text("utf-8"))
"""German and English for services, kinds of data and fields."""


def page_of(answer: Mapping[str, Any], customer: Mapping[str, Any], language: str) -> str:
    """The HTML of what `gathered` answers; ids and versions are left to the JSON."""
    words = _Words(language)
    return _TEMPLATES.get_template("page.html").render(
        answer=answer, customer=customer, language=language, words=words
    )


class _Words:
    def __init__(self, language: str) -> None:
        self._index = 0 if language == "de" else 1
        self._german = language == "de"

    def of(self, room: str, name: str) -> str:
        """The word; a name that has none is shown as it is."""
        words = WORDS[room].get(name)
        return words[self._index] if words else name

    def either(self, german: str, english: str) -> str:
        """The text in the language of the page."""
        return german if self._german else english

    def shown(self, row: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """What of a row is for people, and not empty."""
        return [
            (name, value)
            for name, value in row.items()
            if value not in (None, [], {}, "") and not _FOR_MACHINES.search(name)
        ]

    def value(self, name: str, value: Any) -> str:
        """A plain value as people write it."""
        if isinstance(value, bool):
            return self.either("ja", "yes") if value else self.either("nein", "no")
        if name.endswith("_cents") and isinstance(value, int):
            return self._money(value)
        if isinstance(value, float | int):
            return self._number(value)
        text = str(value)
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).strftime(self.either("%d.%m.%Y", "%Y-%m-%d"))
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text).astimezone(_ZONE)
            return moment.strftime(self.either("%d.%m.%Y, %H:%M Uhr", "%Y-%m-%d %H:%M"))
        return WORDS["values"].get(text, (text, text))[self._index]

    def _money(self, cents: int) -> str:
        return f"{self._number(cents / 100, decimals=2)} €"

    def _number(self, value: float, decimals: int | None = None) -> str:
        text = str(value) if decimals is None else f"{value:.{decimals}f}"
        return text.removesuffix(".0").replace(".", self.either(",", "."))


_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

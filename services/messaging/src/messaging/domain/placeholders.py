"""Placeholders: what stands in a text for the recipient's own data, and is filled in for each."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

from messaging.domain.recipient import Recipient

_FOUND = re.compile(r"\{\{([^{}]*)\}\}")
_NOTHING = "\x00"
_BLANKS = " \t\u00a0"
_CLOSES = "\n,.;:!?)"

MOST_PLACEHOLDERS = 100
"""In one text."""


class UnknownPlaceholder(ValueError):
    """A text holds a placeholder that there is none of."""


class TooManyPlaceholders(ValueError):
    """A text holds more of them than anybody writes."""


@dataclass(frozen=True)
class Placeholder:
    """One placeholder in the words of each language; a text may use both."""

    name_de: str
    name_en: str
    description_de: str
    description_en: str
    value: Callable[[Recipient, str], str]
    """Of a recipient, where the placeholder was written in that language."""


_GREETINGS = {"de": ("anrede", "Guten Tag"), "en": ("greeting", "Hello")}
"""The placeholder of each language, and what it says to everybody."""


def _greeting(recipient: Recipient, language: str) -> str:
    return " ".join(part for part in (_GREETINGS[language][1], recipient.display_name) if part)


def greetings_with(word: str) -> list[str]:
    """The placeholders that say the word to everybody, whatever its case."""
    return [name for name, text in _GREETINGS.values() if word.lower() in text.lower()]


PLACEHOLDERS = (
    Placeholder(
        "anrede",
        "greeting",
        "Eine ganze Anrede: „Guten Tag Erika Muster“",
        "A whole greeting: “Hello Erika Muster”",
        _greeting,
    ),
    Placeholder("vorname", "first_name", "Vorname", "First name", lambda to, _: to.first_name or ""),
    Placeholder("nachname", "last_name", "Nachname", "Last name", lambda to, _: to.last_name or ""),
    Placeholder(
        "name",
        "name",
        "Vor- und Nachname, sonst die Firma",
        "First and last name, else the company",
        lambda to, _: to.display_name,
    ),
    Placeholder("firma", "company", "Firma", "Company", lambda to, _: to.company_name or ""),
)
_BY_NAME = {placeholder.name_en: (placeholder, "en") for placeholder in PLACEHOLDERS} | {
    placeholder.name_de: (placeholder, "de") for placeholder in PLACEHOLDERS
}


def check_placeholders(text: str) -> None:
    """Raises UnknownPlaceholder, also for what only looks like one, and TooManyPlaceholders."""
    for number, found in enumerate(_FOUND.finditer(text), start=1):
        _named(found)
        if number > MOST_PLACEHOLDERS:
            raise TooManyPlaceholders


def empty_for(texts: Iterable[str], recipient: Recipient) -> set[str]:
    """The placeholders of the texts, as they are written there, that say nothing about this recipient."""
    return {
        found[0]
        for text in texts
        for found in _FOUND.finditer(text)
        for placeholder, language in [_named(found)]
        if not placeholder.value(recipient, language)
    }


def fill_in(text: str, recipient: Recipient) -> str:
    """The plain text as the recipient reads it. An empty value leaves no gap: no double blank, none before a comma."""
    return _filled(text, recipient, lambda value: value)


def fill_in_html(html: str, recipient: Recipient) -> str:
    """The HTML as the recipient reads it; what they are called cannot become markup, within an attribute either."""
    return _filled(html, recipient, escape)


def _filled(text: str, recipient: Recipient, encoded: Callable[[str], str]) -> str:
    if "{{" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        placeholder, language = _named(found)
        return encoded(placeholder.value(recipient, language)) or _NOTHING

    return _without_gaps(_FOUND.sub(value, text))


def _without_gaps(text: str) -> str:
    """Linear in the text, which is why it is no regular expression over blanks."""
    written, *rest = text.split(_NOTHING)
    done: list[str] = []
    for number, following in enumerate(rest, start=1):
        before, after = written.rstrip(_BLANKS), following.lstrip(_BLANKS)
        is_last = number == len(rest)
        begins_line = not before or before.endswith("\n")
        ends_line = after[:1] in _CLOSES if after else is_last
        has_blank = len(before) < len(written) or len(after) < len(following)
        before += " " if has_blank and not begins_line and not ends_line else ""
        if after:
            done.append(before)
        written = after or before
    return "".join((*done, written))


def _named(found: re.Match[str]) -> tuple[Placeholder, str]:
    name = unescape(found[1]).strip().lower()
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownPlaceholder from None

"""What a text field may hold.

A name travels to lists, mails, PDF and CSV. Characters that are invisible there but change what is read
(control characters, bidirectional overrides) or what is the same (zero-width characters), that PostgreSQL cannot
store (NUL) or that are no text at all (lone surrogates) are refused, never repaired: the person at the desk sees
which field it is. The joiners that Persian, Indian scripts and emoji are written with stay between their letters.
"""

import unicodedata

from customers.domain.errors import FieldRejected

_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_BREAKS = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")
_END_OF_LATIN = "\u024f"


def plain_text(value: str, limit: int, *, several_lines: bool = False) -> str:
    """The text as it is stored: NFC, no white space around it, at most `limit` characters.

    Raises FieldRejected with code `unreadable` for a character that no field may hold, `too_long` past the
    limit.
    """
    if len(value) > 4 * limit + 1000:  # normalising a megabyte would be work done for a refusal
        raise FieldRejected("too_long", limit=limit)
    value = value.strip()  # a line break or tab that came along with what was copied is no fault
    if several_lines:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.isascii() and not several_lines and _has_zero_width(value):
        raise FieldRejected("unreadable")
    for character in value:
        if not _is_readable(character, several_lines):
            raise FieldRejected("unreadable")
    text = unicodedata.normalize("NFC", value)
    if len(text) > limit:
        raise FieldRejected("too_long", limit=limit)
    return text


def _is_readable(character: str, several_lines: bool) -> bool:
    if several_lines and character in _LINE_BREAKS:
        return True
    if character in _BIDI_OVERRIDES:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}


def _has_zero_width(value: str) -> bool:
    for before, character, after in zip(f" {value}", value, f"{value[1:]} ", strict=False):
        joins = character in _JOINERS and min(before, after) > _END_OF_LATIN
        if unicodedata.category(character) == "Cf" and not joins:
            return True
    return False

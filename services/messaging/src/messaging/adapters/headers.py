"""The headers of mails, written here and not by the email package.

That reads a text before it writes it: what looks like an encoded word is decoded, its line breaks become headers, and
a long name loses its quotes on the way (seen on Python 3.11.7). Here no text is ever read, so none can become anything
else than itself.
"""

import functools
import unicodedata
from binascii import b2a_base64
from collections.abc import Iterable, Iterator
from urllib.parse import quote

LINE_LENGTH = 76
"""Of a line with an encoded word (RFC 2047, 2)."""
_WORD_BYTES = 39
_ATTRIBUTE_LENGTH = 60
_LOOKS_ENCODED = "=?"
_BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """The text without control characters and line ends; what joins emoji and letters stays."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text)
    return " ".join(text.split())


@functools.lru_cache(maxsize=64)
def text_header(name: str, text: str) -> bytes:
    """A header that says this one line: as it is where that is plain, in encoded words otherwise.

    Kept, as the next: of a broadcast all mails share most.
    """
    lines = _folded(text, LINE_LENGTH - len(name) - 2) if _is_plain(text) else None
    value = _encoded(text) if lines is None else "\r\n ".join(lines)
    return f"{name}: {value}\r\n".encode("ascii")


@functools.lru_cache(maxsize=64)
def address_header(name: str, shown: str, address: str) -> bytes:
    """A header with one address, which is ASCII and checked, and the name of whom it belongs to."""
    if not shown:
        return f"{name}: {address}\r\n".encode("ascii")
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"')
    is_short = len(name) + len(escaped) + 4 <= LINE_LENGTH
    value = f'"{escaped}"' if _is_plain(shown) and is_short else _encoded(shown)
    fits = "\r" not in value and len(name) + len(value) + len(address) + 5 <= LINE_LENGTH
    between = " " if fits else "\r\n "
    return f"{name}: {value}{between}<{address}>\r\n".encode("ascii")


def file_name_attributes(name: str) -> bytes:
    """The attributes of Content-Disposition that name a file: plainly where that can be, else by RFC 2231."""
    if _is_plain(name) and not set('"\\%') & set(name):
        return f';\r\n filename="{name}"'.encode("ascii")
    first, *others = _joined((quote(sign, safe="") for sign in name), _ATTRIBUTE_LENGTH)
    numbered = "*0" if others else ""
    attributes = [f";\r\n filename{numbered}*=utf-8''{first}"]
    attributes += [f";\r\n filename*{number}*={part}" for number, part in enumerate(others, start=1)]
    return "".join(attributes).encode("ascii")


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and _LOOKS_ENCODED not in text


def _folded(text: str, first: int) -> list[str] | None:
    """The words in lines; None when one of them is too long for a line."""
    words, lines, room = text.split(" "), [""], first
    if any(len(word) > LINE_LENGTH - 12 for word in words):
        return None
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = LINE_LENGTH - 1
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _encoded(text: str) -> str:
    """Encoded words (RFC 2047), none of which ends within a character."""
    return "\r\n ".join(
        f"=?utf-8?b?{b2a_base64(word.encode(), newline=False).decode()}?="
        for word in _joined(text, _WORD_BYTES)
    )


def _joined(signs: Iterable[str], most: int) -> Iterator[str]:
    """The signs in pieces of at most so many bytes."""
    piece, size = "", 0
    for sign in signs:
        more = len(sign.encode())
        if piece and size + more > most:
            yield piece
            piece, size = "", 0
        piece, size = piece + sign, size + more
    yield piece

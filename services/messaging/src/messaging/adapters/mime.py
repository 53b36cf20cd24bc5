"""The bodies of mails: texts, alternatives, files (RFC 2045, 2046)."""

import binascii
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from messaging.adapters.headers import file_name_attributes, one_line

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_NAME_LENGTH = 150
_BASE64_LINE = 76


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail. Its type was found out by us, not claimed by whoever uploaded it."""

    name: str
    media_type: str
    content: bytes

    @cached_property
    def part(self) -> bytes:
        """As it stands in a mail. Made once: of a broadcast every mail has it."""
        encoded = binascii.b2a_base64(self.content, newline=False)
        lines = [encoded[at : at + _BASE64_LINE] for at in range(0, len(encoded), _BASE64_LINE)]
        return b"".join(
            (
                b"Content-Type: ",
                _media_type(self.media_type).encode("ascii"),
                b"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment",
                file_name_attributes(_file_name(self.name)),
                b"\r\n\r\n",
                b"\r\n".join(lines),
                b"\r\n",
            )
        )


def text_part(text: str, subtype: str = "plain") -> bytes:
    """A text, in lines that every mail server carries."""
    lines = b"\n".join(text.encode().splitlines()) + b"\n"
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode("ascii") + binascii.b2a_qp(lines).replace(b"\n", b"\r\n")


def multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    """Several parts in one. The line between them is random, so that no part can hold it."""
    boundary = f"={secrets.token_hex(16)}"
    between = f"--{boundary}\r\n".encode("ascii")
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    end = f"--{boundary}--\r\n".encode("ascii")
    return b"".join((head, *(piece for part in parts for piece in (between, part, b"\r\n")), end))


def _file_name(name: str) -> str:
    """One name without a path; no quote can end it."""
    last = re.split(r"[/\\]", one_line(name))[-1].replace('"', "'")
    stem, dot, ending = last.rpartition(".")
    if len(last) > _NAME_LENGTH:
        last = (stem or ending)[: _NAME_LENGTH - 20] + dot + ending[:19] if stem else last[:_NAME_LENGTH]
    return last.strip(". ") or "Anhang"


def _media_type(text: str) -> str:
    """The type, or the one that says nothing; a multipart or a message would change how the mail is read."""
    text = text.strip().lower()
    if not _MEDIA_TYPE.fullmatch(text) or text.startswith(("multipart/", "message/")):
        return "application/octet-stream"
    return text

"""When two mails that came back are the same report."""

import hashlib
import re
from email.parser import BytesHeaderParser

from messaging.domain.bounces.parsing import MOST_READ

_BOUNDARY = re.compile(rb"^--[^\r\n]*\r?$", re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")


def report_identity(raw: bytes) -> str:
    """The same text for the same report, by whichever way and however often it came.

    Its Message-ID tells it apart; without one it is its body, whose MIME boundaries do not count.
    """
    header = _HEADER_END.split(raw, maxsplit=1)[0][:MOST_READ]
    told = str(BytesHeaderParser().parsebytes(header).get("Message-ID", "")).strip()
    if told.strip("<> "):
        return "m:" + hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()
    body = _HEADER_END.split(raw, maxsplit=1)[-1]
    return "b:" + hashlib.sha256(_BOUNDARY.sub(b"", body).strip()).hexdigest()

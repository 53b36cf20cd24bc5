"""When two mails that came back are the same report."""

import email
import hashlib
import re

_BOUNDARY = re.compile(rb"^--[^\r\n]*\r?$", re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")


def report_identity(raw: bytes) -> str:
    """The same text for the same report, by whichever way and however often it came.

    Its Message-ID tells it apart; without one it is its body, whose MIME boundaries do not count.
    """
    message_id = email.message_from_bytes(raw.partition(b"\n\n")[0] if b"\r\n\r\n" not in raw else raw).get(
        "Message-ID", ""
    )
    told = str(message_id).strip()
    if told.strip("<> "):
        return "m:" + hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()
    body = _HEADER_END.split(raw, maxsplit=1)[-1]
    return "b:" + hashlib.sha256(_BOUNDARY.sub(b"", body).strip()).hexdigest()

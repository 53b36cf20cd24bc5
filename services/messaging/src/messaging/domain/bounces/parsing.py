"""Taking a mail that came back apart: its delivery status, its words to people, and the mail it returns."""

import email
import html
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from messaging.domain.bounces.signs import ADDRESS, ROBOT

MOST_READ = 128 * 1024
"""Bytes of a mail that are looked at. What is behind them is the mail it returns; and whoever has got a mail of ours
can send any number of them here, so that reading must cost little whatever they hold."""

# A style sheet without an end is one to the end: looking for it again from each beginning would take minutes.
_TAG = re.compile(
    r"<(?:style|script)\b(?:.*?</(?:style|script)>|.*)|<(?=[a-z!/])(?![^<>\s]*@)[^<>]*>", re.DOTALL | re.I
)
_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_HEADER_LINE = re.compile(r"[A-Za-z][A-Za-z0-9-]*:(?:\s|$)|\s")
_TELLING_HEADER = re.compile(r"(?:received|message-id|return-path|mime-version|from|date|subject):", re.I)
_QUOTE_BEGINS = re.compile(
    r"^[-= \t>*#]{0,80}(?:(?:this is|below (?:this line )?is|following is|here is|enclosed (?:is|are)|attached is)"
    r"[^\n]{0,40}"
    r"(?:copy|original|headers|returned|message)|(?:your )?(?:original|unsent|returned|undelivered|bounced)"
    r"(?: e-?mail| message| mail)?(?: headers?| text)?(?: follows?| is below| below| attached| is attached)?"
    r"|message (?:headers?|contents?) follows?|unsent message below)[^\n]*$",
    re.I | re.M,
)


@dataclass
class Parsed:
    """The parts of a mail that came back."""

    headers: Message
    blocks: list[dict[str, str]] = field(default_factory=list)
    """The per-recipient fields of its delivery status, names in lower case."""
    text: str = ""
    """What it says to people, without the mail it returns."""
    returned: str = ""
    """The returned mail or its headers."""
    feedback: dict[str, str] | None = None
    """The fields of a feedback report (RFC 5965)."""
    is_receipt: bool = False
    """Whether it tells that somebody opened or deleted the mail (RFC 8098)."""
    is_report: bool = False
    """Whether its delivery status is a part of its own, not words that somebody may have quoted."""
    inner: Message | None = None
    """A returned mail that is a delivery report itself."""

    @property
    def report_type(self) -> str:
        """What a `multipart/report` says it reports (RFC 6522); empty where it does not say, or is none."""
        told = self.headers.get_param("report-type") or ""
        return collapse_rfc2231_value(told).strip().lower()

    def header(self, name: str) -> str:
        """A header of the outer mail, decoded; empty when it is not there."""
        return decoded(str(self.headers.get(name, "")))


def decoded(value: str) -> str:
    """A header's value with its encoded words read."""
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError, MessageError):
        return value


def parse(raw: bytes) -> Parsed:
    """Takes the beginning of the mail apart; what it cannot read it leaves out."""
    raw = raw[:MOST_READ]
    message = email.message_from_bytes(raw)
    parsed = Parsed(message)
    _collect(message, parsed)
    if parsed.feedback is None and parsed.report_type == "feedback-report":
        parsed.feedback = {}
    while not parsed.blocks and parsed.inner and ROBOT.search(parsed.header("From")):
        # A mail system passes on what another one reported.
        inner, parsed.inner, parsed.returned = parsed.inner, None, ""
        _collect(inner, parsed)
    if not parsed.text.strip() and not parsed.blocks:
        parsed.text = _body_as_it_is(raw)
    if not parsed.blocks:
        parsed.blocks = _blocks_in(parsed.text)
    before, quoted = split_quote(parsed.text)
    if before.strip():
        parsed.text = before if parsed.blocks or ADDRESS.search(before) else before + _words_behind(quoted)
    parsed.returned = parsed.returned or quoted
    return parsed


def _words_behind(quoted: str) -> str:
    """What follows the quoted headers, up to the next ones: some servers begin with a letterhead."""
    behind = _BLANK_LINE.split(quoted, maxsplit=1)[1:]
    return "\n" + split_quote(behind[0])[0] if behind else ""


def split_quote(text: str) -> tuple[str, str]:
    """The text before the quoted mail, and the quoted mail."""
    lines = text.splitlines(keepends=True)
    run = telling = 0
    for number, line in enumerate(lines):
        if _HEADER_LINE.match(line) and line.strip():
            run += 0 if line[0].isspace() else 1
            telling += bool(_TELLING_HEADER.match(line))
        else:
            run = telling = 0
        if telling >= 3 or (telling >= 2 and run >= 4):
            start = number
            while start and lines[start - 1].strip() and _HEADER_LINE.match(lines[start - 1]):
                start -= 1
            return "".join(lines[:start]), "".join(lines[start:])
    for match in _QUOTE_BEGINS.finditer(text):
        if text[: match.start()].strip():
            return text[: match.start()], text[match.end() :]
    return text, ""


def _collect(part: Message, parsed: Parsed) -> None:
    kind = part.get_content_type()
    if kind == "message/feedback-report":
        parsed.feedback = status_fields(_as_text(part))
    elif kind in {"message/disposition-notification", "message/global-disposition-notification"}:
        parsed.is_receipt = True
    elif kind in _STATUS_TYPES:
        parsed.blocks += _status_blocks(part)
        parsed.is_report = bool(parsed.blocks)
    elif kind in {"message/rfc822", "message/global", "text/rfc822-headers", "text/rfc822-header"}:
        payload = part.get_payload()
        mail = payload[0] if isinstance(payload, list) and payload else None
        if parsed.inner is None and isinstance(mail, Message) and _holds_status(mail):
            parsed.inner = mail
        if not parsed.returned:
            parsed.returned = _as_text(part)
    elif part.is_multipart():
        for child in part.get_payload():
            if isinstance(child, Message):
                _collect(child, parsed)
    elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
        parsed.text += _text_of(part) + "\n"


def _holds_status(mail: Message) -> bool:
    return any(part.get_content_type() in _STATUS_TYPES for part in mail.walk())


def _body_as_it_is(raw: bytes) -> str:
    """For mails whose MIME is broken: everything behind the headers."""
    return re.split(r"\r?\n\r?\n", raw.decode("latin-1"), maxsplit=1)[-1]


def _blocks_in(text: str) -> list[dict[str, str]]:
    """Delivery status that stands among the words."""
    unquoted = re.sub(r"^[> ]{1,20}", "", text.replace("\r\n", "\n"), flags=re.M)
    paragraphs = re.split(r"\n\s*\n", unquoted)
    fields = [status_fields(paragraph) for paragraph in paragraphs if "inal-recipient:" in paragraph.lower()]
    return [block for block in fields if {"final-recipient", "original-recipient"} & block.keys()]


def _status_blocks(part: Message) -> list[dict[str, str]]:
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    texts = ["".join(f"{name}: {value}\n" for name, value in block.items()) for block in blocks]
    if len(blocks) <= 1:
        joined = "\n\n".join(str(block.get_payload() or "") for block in blocks) or _text_of(part)
        texts += re.split(r"\n\s*\n", joined.replace("\r\n", "\n"))
    fields = [status_fields(text) for text in texts]
    return [block for block in fields if {"final-recipient", "original-recipient", "action"} & block.keys()]


def status_fields(text: str) -> dict[str, str]:
    """`Name: value` lines with their continuations; the first of a name counts."""
    unfolded = re.sub(r"\r?\n[ \t]+", " ", text)
    found: dict[str, str] = {}
    for line in unfolded.splitlines():
        name, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
            found.setdefault(name.lower(), value.strip())
    return found


def _as_text(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        inner = payload[0]
        return "".join(f"{name}: {value}\n" for name, value in inner.items())
    return _text_of(part)


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset)
    except (LookupError, ValueError):
        text = payload.decode("latin-1")
    if part.get_content_type() == "text/html":
        text = html.unescape(_TAG.sub(" ", text))
    return text

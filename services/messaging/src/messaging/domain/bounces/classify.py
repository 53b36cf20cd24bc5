"""What a mail that came back says."""

import re

from messaging.domain.attempt import Reply, Stage
from messaging.domain.bounce import Bounce, BounceClass, BounceReason
from messaging.domain.bounces.genre import Genre, genre_of
from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.parsing import Parsed, parse, status_fields
from messaging.domain.bounces.recipients import (
    answer_in,
    behind_recipient,
    first_address,
    recipient_in_text,
    recipient_of_block,
    said_about,
)
from messaging.domain.bounces.signs import DELAY, GIVEN_UP, GUESS
from messaging.domain.bounces.stage import Command, refused_command
from messaging.domain.bounces.verdict import meaning_of
from messaging.domain.bounces.wording import status_in
from messaging.domain.report import Report, ReportKind

_COMMANDS = {Stage.MAIL: Command.MAIL, Stage.RCPT: Command.RCPT, Stage.DATA: Command.DATA}
_GENERIC_STATUS = re.compile(r"[45]\.[0-9]\.0")
_KIND_OF_GENRE = {
    Genre.SUCCESS: ReportKind.DELIVERED,
    Genre.AUTOMATIC: ReportKind.AUTOMATIC,
    Genre.OTHER: ReportKind.OTHER,
}


def classify(raw: bytes) -> Report:
    """What the mail says; never raises. A mail that cannot be read at all is `unreadable`.

    The `Action` of a delivery status decides finality, not the class of its status: `failed` with
    4.2.0 is final, `delayed` is not, and `relayed` is not delivered.
    """
    try:
        return _classify(parse(raw))
    except Exception:  # `email` raises many kinds, and one mail must not end the worker
        return Report(ReportKind.UNREADABLE)


def classify_reply(reply: Reply) -> Bounce:
    """What a final SMTP answer means. One to MAIL FROM is about the sender, whatever its words."""
    status = status_in(reply.text)
    meaning = meaning_of([reply.text], status, _COMMANDS[reply.stage])
    if meaning in (None, Meaning.REFUSED):
        if reply.code == 552:
            meaning = Meaning.FULL
        elif meaning is None and reply.stage is Stage.RCPT and reply.code in (550, 551, 553):
            meaning = Meaning.UNKNOWN if status in (None, "5.0.0") else Meaning.REFUSED
    return meaning.bounce(status) if meaning else Bounce.of(BounceReason.OTHER, status)


def _classify(parsed: Parsed) -> Report:
    message_id = _message_id(parsed)
    if parsed.feedback is not None:
        about = first_address(parsed.feedback.get("original-rcpt-to", ""))
        return Report(ReportKind.FEEDBACK, about or recipient_in_text(parsed), None, message_id)
    genre = genre_of(parsed)
    if genre in _KIND_OF_GENRE:
        return Report(_KIND_OF_GENRE[genre], None, None, message_id)
    return _of_blocks(parsed, message_id) if parsed.blocks else _of_text(parsed, message_id)


def _of_blocks(parsed: Parsed, message_id: str | None) -> Report:
    failed = [block for block in parsed.blocks if _action(block) == "failed"]
    block = (failed or parsed.blocks)[0]
    recipient = recipient_of_block(block) or recipient_in_text(parsed)
    action = _action(block)
    if action == "delivered":
        return Report(ReportKind.DELIVERED, recipient, None, message_id)
    if action in ("relayed", "expanded"):
        return Report(ReportKind.OTHER, recipient, None, message_id)
    diagnostic = block.get("diagnostic-code", "").partition(";")[2] or block.get("diagnostic-code", "")
    diagnostic = GUESS.sub("", diagnostic).strip()
    said = said_about(parsed.text, recipient)
    status = _status_of(block, diagnostic)
    command = refused_command(f"{block.get('status', '')}\n{diagnostic}\n{said}", parsed.text, recipient)
    comment = block.get("status", "").partition("(")[2] + " " + block.get("x-powermta-bouncecategory", "")
    meaning = meaning_of(
        [
            diagnostic,
            comment,
            answer_in(said, recipient),
            behind_recipient(said, recipient),
            said,
            parsed.text,
        ],
        status,
        command,
    )
    return _report(action == "delayed", recipient, meaning, status, message_id)


def _of_text(parsed: Parsed, message_id: str | None) -> Report:
    text, subject = parsed.text, parsed.header("Subject")
    recipient = first_address(parsed.header("X-Failed-Recipients")) or recipient_in_text(parsed)
    said = said_about(text, recipient)
    status = status_in(said) or status_in(text)
    delayed = bool(DELAY.search(f"{subject}\n{text}")) and not GIVEN_UP.search(text)
    command = refused_command(said, text, recipient)
    meaning = meaning_of(
        [answer_in(said, recipient), behind_recipient(said, recipient), said, text, subject], status, command
    )
    return _report(delayed, recipient, meaning, status, message_id)


def _report(
    delayed: bool, recipient: str | None, meaning: Meaning | None, status: str | None, message_id: str | None
) -> Report:
    bounce = meaning.bounce(status) if meaning else Bounce.of(BounceReason.OTHER, status)
    if delayed:  # whatever stands in the way, it is tried on
        waits = Bounce(BounceClass.SOFT, bounce.reason, status)
        return Report(ReportKind.DELAYED, recipient, waits, message_id)
    return Report(ReportKind.FAILED, recipient, bounce, message_id)


def _action(block: dict[str, str]) -> str:
    told = block.get("action", "").split(";")[0].split("(")[0].strip().lower()
    if told in {"failed", "failure", "delayed", "delivered", "relayed", "expanded"}:
        return "failed" if told == "failure" else told
    return "delivered" if block.get("status", "").startswith("2.") else "failed"


def _status_of(block: dict[str, str], diagnostic: str) -> str | None:
    """The status of the block; that of the answer it quotes where its own says little (5.0.0, 5.1.0)."""
    told, in_words = status_in(block.get("status", "")), status_in(diagnostic)
    if told is None or _GENERIC_STATUS.fullmatch(told):
        return in_words or told
    return told


def _message_id(parsed: Parsed) -> str | None:
    match = re.search(r"<[^<>\s]+>", status_fields(parsed.returned).get("message-id", ""))
    return match.group(0) if match else None

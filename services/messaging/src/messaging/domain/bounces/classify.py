"""What a mail that came back says."""

import re

from messaging.domain.attempt import Reply, Stage
from messaging.domain.bounce import Bounce, BounceClass, BounceReason
from messaging.domain.bounces.parsing import Parsed, parse, status_fields
from messaging.domain.bounces.signs import (
    ADDRESS,
    AFTER_DATA,
    AT_MAIL_FROM,
    AWAY,
    DELAY,
    FAILURE_SUBJECT,
    FAILURE_TEXT,
    GUESS,
    ROBOT,
    STATUS,
    TAKES_NO_MAIL,
)
from messaging.domain.bounces.wording import reason_of_status, reason_of_words
from messaging.domain.report import Report, ReportKind

_ABOUT_RECIPIENT = frozenset(
    {BounceReason.ADDRESS_UNKNOWN, BounceReason.HOST_UNKNOWN, BounceReason.MAILBOX_FULL}
)


def classify(raw: bytes) -> Report:
    """What the mail says; never raises. A mail that cannot be read at all is `unreadable`.

    The `Action` of a delivery status decides finality, not the class of its status: `failed` with
    4.2.0 is final, `delayed` is not, and `relayed` is not delivered.
    """
    try:
        return _classify(parse(raw))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Report(ReportKind.UNREADABLE)


def classify_reply(reply: Reply) -> Bounce:
    """What a final SMTP answer means. One to MAIL FROM is about the sender, whatever its words."""
    status = _status_in(reply.text)
    reason = _reason(reply.text, status) or BounceReason.OTHER
    if reply.stage is Stage.MAIL and reason in _ABOUT_RECIPIENT | {BounceReason.OTHER}:
        reason = BounceReason.POLICY
    elif reason is BounceReason.OTHER and reply.code == 552:
        reason = BounceReason.MAILBOX_FULL
    elif reason is BounceReason.OTHER and reply.stage is Stage.RCPT and reply.code in (550, 551, 553):
        reason = BounceReason.ADDRESS_UNKNOWN if status in (None, "5.0.0") else BounceReason.REJECTED
    return Bounce.of(reason, status)


def _classify(parsed: Parsed) -> Report:
    message_id = _message_id(parsed)
    if parsed.is_feedback:
        return Report(ReportKind.FEEDBACK, _recipient_in_text(parsed), None, message_id)
    if parsed.blocks:
        return _of_blocks(parsed, message_id)
    return _of_text(parsed, message_id)


def _of_blocks(parsed: Parsed, message_id: str | None) -> Report:
    failed = [block for block in parsed.blocks if _action(block) == "failed"]
    block = (failed or parsed.blocks)[0]
    recipient = _recipient_of(block) or _recipient_in_text(parsed)
    action = _action(block)
    if action == "delayed":
        return Report(ReportKind.DELAYED, recipient, None, message_id)
    if action == "delivered":
        return Report(ReportKind.DELIVERED, recipient, None, message_id)
    if action in ("relayed", "expanded"):
        return Report(ReportKind.OTHER, recipient, None, message_id)
    diagnostic = block.get("diagnostic-code", "").partition(";")[2] or block.get("diagnostic-code", "")
    diagnostic = GUESS.sub("", diagnostic)
    said = _said_about(parsed.text, recipient)
    status = _status_of(block, diagnostic)
    reason = _reason(diagnostic, status) if diagnostic else None
    reason = reason or _reason(said, status) or reason_of_words(parsed.text)
    return Report(
        ReportKind.FAILED,
        recipient,
        _bounce(reason, status, f"{block.get('status', '')}\n{diagnostic}\n{said}"),
        message_id,
    )


def _of_text(parsed: Parsed, message_id: str | None) -> Report:
    subject = parsed.header("Subject")
    sender = parsed.header("From")
    text = parsed.text
    failed_header = parsed.header("X-Failed-Recipients")
    from_robot = bool(ROBOT.search(sender)) or parsed.header("Return-Path").strip() == "<>"
    automatic = parsed.header("Auto-Submitted").lower().startswith(("auto-replied", "auto-generated"))
    if not failed_header:
        if AWAY.search(subject) or parsed.header("X-Autoreply") or parsed.header("X-Autorespond"):
            return Report(ReportKind.AUTOMATIC)
        robotic = from_robot or bool(FAILURE_SUBJECT.search(subject))
        if not robotic or not FAILURE_TEXT.search(text + " " + subject):
            return Report(ReportKind.AUTOMATIC if automatic else ReportKind.OTHER)
    recipient = _first_address(failed_header) or _recipient_in_text(parsed)
    said = _said_about(text, recipient)
    status = _status_in(said) or _status_in(text)
    if DELAY.search(text + " " + subject) and not re.search(r"\b5\d\d[ -]|permanent|giving up", text, re.I):
        return Report(ReportKind.DELAYED, recipient, None, message_id)
    reason = _reason(said, status) or _reason(text, status)
    return Report(ReportKind.FAILED, recipient, _bounce(reason, status, said), message_id)


def _bounce(reason: BounceReason | None, status: str | None, said: str) -> Bounce:
    """The reason, corrected by where in the conversation it was said.

    A server that lets RCPT pass and then knows no such user has refused the mail, not the address; an
    answer to MAIL FROM is about the sender; and status x.2.0 speaks of a mailbox that is there (RFC 3463).
    """
    if TAKES_NO_MAIL.search(" ".join(said.split())):
        return Bounce(
            BounceClass.SOFT if (status or "5").startswith("4") else BounceClass.HARD,
            BounceReason.REJECTED,
            status,
        )
    if AT_MAIL_FROM.search(said) and reason in _ABOUT_RECIPIENT:
        return Bounce.of(BounceReason.POLICY, status)
    shut = status is not None and status.endswith(".2.0")
    if reason is BounceReason.ADDRESS_UNKNOWN and (shut or AFTER_DATA.search(said)):
        return Bounce.of(BounceReason.REJECTED, status)
    return Bounce.of(reason or BounceReason.OTHER, status)


def _reason(text: str, status: str | None) -> BounceReason | None:
    words = reason_of_words(text)
    if words is None or words is BounceReason.REJECTED:
        return reason_of_status(status) or words
    return words


def _action(block: dict[str, str]) -> str:
    told = block.get("action", "").split(";")[0].split("(")[0].strip().lower()
    if told in {"failed", "failure", "delayed", "delivered", "relayed", "expanded"}:
        return "failed" if told == "failure" else told
    return "delivered" if block.get("status", "").startswith("2.") else "failed"


def _status_of(block: dict[str, str], diagnostic: str) -> str | None:
    told, in_words = _status_in(block.get("status", "")), _status_in(diagnostic)
    if told is None or re.fullmatch(r"[45]\.0\.0", told):
        return in_words or told
    return told


def _status_in(text: str) -> str | None:
    match = STATUS.search(text)
    return match.group(1) if match else None


def _recipient_of(block: dict[str, str]) -> str | None:
    """The final recipient; the original one where the final is a name inside somebody's system."""
    told = [
        _first_address(block.get(name, "").partition(";")[2] or block.get(name, ""))
        for name in ("final-recipient", "original-recipient", "x-actual-recipient")
    ]
    found = [address for address in told if address]
    return next(
        (address for address in found if "." in address.partition("@")[2]), found[0] if found else None
    )


def _first_address(text: str) -> str | None:
    match = ADDRESS.search(text)
    return match.group(0).lower() if match else None


def _said_about(text: str, recipient: str | None) -> str:
    """The paragraph that names the recipient and the one after it; the whole text when none does."""
    paragraphs = re.split(r"\n\s*\n", text)
    if recipient:
        for number, paragraph in enumerate(paragraphs):
            if recipient in paragraph.lower():
                return "\n".join(paragraphs[number : number + 2])
    return text


def _recipient_in_text(parsed: Parsed) -> str | None:
    ours = {found.lower() for found in ADDRESS.findall(parsed.header("To") + " " + parsed.header("From"))}
    robots = ("postmaster@", "mailer-daemon@", "abuse@", "support@", "help@", "helpdesk@", "bounce")
    for candidate in ADDRESS.findall(parsed.text):
        found = candidate.lower().strip("'*.")
        if found not in ours and not found.startswith(robots):
            return str(found)
    fields = status_fields(parsed.returned)
    return _first_address(fields.get("to", "")) or _first_address(fields.get("x-original-to", ""))


def _message_id(parsed: Parsed) -> str | None:
    match = re.search(r"<[^<>\s]+>", status_fields(parsed.returned).get("message-id", ""))
    return match.group(0) if match else None

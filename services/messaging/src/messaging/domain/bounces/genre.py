"""Whether a mail that came back is a delivery report at all."""

import re
from enum import Enum

from messaging.domain.bounces.parsing import Parsed
from messaging.domain.bounces.signs import (
    ADDRESS,
    AGGREGATE,
    AWAY,
    BY_MACHINE_FOR_MANY,
    CHALLENGE,
    DELAY,
    FAILURE_SUBJECT,
    FAILURE_TEXT,
    ROBOT,
    SMTP_REPLY,
    SUCCESS,
)

_ANSWER = re.compile(r"^\s*(?:re|aw|antwort|sv|antw|odp|rv|tr)(?:\[\d+\])?\s*:", re.I)
_BY_ITSELF = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress")
_POSTMASTER = re.compile(r"post_?master|poostmaster", re.I)
_FORWARDED = re.compile(r"^\s*(?:fwd?|wg)\s*:", re.I)
_DAEMON = re.compile(r"mailer.?daemon", re.I)
_NO_REPLY = re.compile(r"no-?_?reply@|do-?not-?reply@", re.I)


class Genre(Enum):
    """The sort of mail, before anybody reads what it says."""

    REPORT = "a report of a failure or a delay"
    SUCCESS = "tells that the mail arrived"
    AUTOMATIC = "answers by itself: absence, receipt, challenge, moderation"
    OTHER = "something else"


def genre_of(parsed: Parsed) -> Genre:
    """What the mail is. Machine-readable delivery status is believed, unless somebody quotes it in an answer or a
    circular; words alone need the sender of a mail system, or its subject, and what only a mail system says. A mailer
    daemon that sends our mail back has not delivered it, in whatever language it says so.
    """
    subject = parsed.header("Subject")
    no_return = parsed.header("Return-Path").strip() == "<>"
    sender = parsed.header("From")
    by_robot = bool(
        ROBOT.search(sender) or parsed.header("X-MLServer") or (no_return and _NO_REPLY.search(sender))
    )
    submitted = parsed.header("Auto-Submitted").lower()
    automatic_answer = submitted.startswith("auto-replied")
    automatic = automatic_answer or submitted.startswith("auto-generated")
    nothing = Genre.AUTOMATIC if automatic else Genre.OTHER
    if parsed.is_receipt:
        return Genre.AUTOMATIC
    if parsed.blocks and parsed.is_report:
        return Genre.REPORT
    if parsed.report_type not in ("", "delivery-status") or AGGREGATE.search(subject):
        return nothing
    if parsed.header("X-Failed-Recipients") and (by_robot or no_return or automatic):
        return Genre.REPORT
    # A postmaster's account answers by itself too; a mail system that says so adds a part or a header for machines.
    if automatic_answer and _POSTMASTER.search(sender) and not parsed.blocks:
        return Genre.AUTOMATIC
    failed_subject = bool(FAILURE_SUBJECT.search(subject)) and not _ANSWER.match(subject)
    if any(parsed.header(name) for name in _BY_ITSELF):
        nothing = Genre.AUTOMATIC
    if AWAY.search(subject) and not (by_robot and failed_subject):
        return Genre.AUTOMATIC
    spoken = bool(SMTP_REPLY.search(parsed.text))
    if SUCCESS.search(subject) or (SUCCESS.search(parsed.text) and not (spoken or failed_subject)):
        return Genre.SUCCESS if by_robot or no_return or automatic else nothing
    for_many = any(parsed.headers.get(name) for name in BY_MACHINE_FOR_MANY)
    if for_many and not (by_robot and no_return):
        return nothing
    if CHALLENGE.search(parsed.text) and not (spoken or parsed.blocks or (by_robot and failed_subject)):
        return Genre.AUTOMATIC
    failed_text = bool(FAILURE_TEXT.search(f"{subject}\n{parsed.text}") or DELAY.search(parsed.text))
    daemon = bool(_DAEMON.search(sender)) or (by_robot and no_return)
    sent_back = daemon and bool(parsed.returned or parsed.blocks)
    if not (failed_text or spoken or parsed.blocks or sent_back):
        return nothing
    if by_robot and (failed_subject or spoken or sent_back or (no_return and ADDRESS.search(parsed.text))):
        return Genre.REPORT
    if failed_subject and (no_return or parsed.returned or (parsed.blocks and _FORWARDED.match(subject))):
        return Genre.REPORT
    return nothing

"""Which command of the conversation the other server refused."""
# ruff: noqa: E501 - patterns stay in one piece

import re
from enum import Enum


class Command(Enum):
    """The command that was answered."""

    GREETING = "connection, HELO or EHLO"
    MAIL = "MAIL FROM"
    RCPT = "RCPT TO"
    DATA = "DATA or the end of the data"


_NAMES = (
    (Command.MAIL, re.compile(r"mail", re.I)),
    (Command.RCPT, re.compile(r"rcpt", re.I)),
    (Command.DATA, re.compile(r"data|text|\bdot\b", re.I)),
    (Command.GREETING, re.compile(r"helo|ehlo|connect|greeting|talk to me", re.I)),
)
# Postfix · Exim · 1&1 and GMX · DragonFly's dma · X6 · InterScan · Yahoo.
_SAID = re.compile(
    r"(?:in reply to|in response to|reply to|response to|after(?: pipelined| sending)?|following|for|during|sent <<<|did not like our(?: final)?|\[)"
    r"[ ]?(?:the )?(?P<command>mail(?:[ _]from| command)|rcpt(?:[ _]to| command)|(?:end of |final )?data\b|text command|[he][eh]lo\b|initial connection)"
    r"|(?P<greeting>refused to talk to me)|smtp:(?P<step>mail|rcpt|data) host",
    re.I,
)
# Whoever names one command only means it, however the sentence goes.
_NAMED = (
    (Command.MAIL, re.compile(r"\bmail[ _]from\b", re.I)),
    (Command.RCPT, re.compile(r"\brcpt(?:[ _]to)?\b", re.I)),
    (
        Command.DATA,
        re.compile(r"\bdata (?:command|phase|stage|block)\b|\bend[ -]of[ -](?:data|message)\b", re.I),
    ),
    (Command.GREETING, re.compile(r"\b(?:helo|ehlo) (?:command|phase|stage)\b", re.I)),
)
# qmail and its relatives, Sun Messaging Server.
_SENTENCES = (
    (Command.GREETING, re.compile(r"but greeting failed|but my name was rejected", re.I)),
    (
        Command.MAIL,
        re.compile(r"but sender was rejected|does not like sender|rejected mail from address", re.I),
    ),
    (Command.RCPT, re.compile(r"does not like recipient|smtp server has rejected address", re.I)),
    (
        Command.DATA,
        re.compile(
            r"failed after i sent the message|failed on data command|[ls]mtp transmission failure has occurred",
            re.I,
        ),
    ),
)
# Gmail's own counting of the conversation, until it gave up telling it.
_STATE = re.compile(r"\(state (\d{1,2})\)", re.I)
_STATES = {"14": Command.RCPT, "15": Command.DATA, "17": Command.DATA, "18": Command.DATA}
_SENT = re.compile(r"^[ >\w:.,]{0,30}(?:>>>|-->) ?(?P<command>[A-Za-z]{4}[^\n]{0,300})", re.M)
_ANSWERED = re.compile(r"^[ >\w:.,]{0,30}(?:<<<|<--) ?[45]\d\d[^\n]*", re.M)


def refused_command(said: str, transcript: str = "", recipient: str | None = None) -> Command | None:
    """The command that the answer is about; None when nobody tells.

    `said` are the words about the recipient. In a transcript (sendmail, Courier, MDaemon) it is the last command
    sent (`>>>`, `-->`) before the answer (`<<<`, `<--`) that names the recipient, or before the first answer.
    """
    return (
        _told(said)
        or _in_transcript(transcript, recipient)
        or _told(transcript)
        or _only_named(said)
        or _only_named(transcript)
    )


def _told(said: str) -> Command | None:
    plain = " ".join(said.split())
    if match := _SAID.search(plain):
        return Command.GREETING if match["greeting"] else _named(match["command"] or match["step"])
    for command, pattern in _SENTENCES:
        if pattern.search(plain):
            return command
    if match := _STATE.search(plain):
        return _STATES.get(match.group(1))
    return None


def _only_named(said: str) -> Command | None:
    found = [command for command, pattern in _NAMED if pattern.search(said)]
    return found[0] if len(found) == 1 else None


def _in_transcript(transcript: str, recipient: str | None) -> Command | None:
    answers = list(_ANSWERED.finditer(transcript))
    exchanges = [(answer.group(0), _sent_before(transcript, answer.start())) for answer in answers[:50]]
    about = [both for both in exchanges if recipient and any(recipient in said.lower() for said in both)]
    return _named((about or exchanges)[0][1]) if exchanges else None


def _sent_before(transcript: str, end: int) -> str:
    return ["", *(match["command"] for match in _SENT.finditer(transcript, 0, end))][-1]


def _named(text: str) -> Command | None:
    return next((command for command, pattern in _NAMES if pattern.search(text[:40])), None)

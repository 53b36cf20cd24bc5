"""Whom a report is about."""
# ruff: noqa: E501 - patterns stay in one piece

import re
from itertools import islice

from messaging.domain.bounces.parsing import Parsed, status_fields
from messaging.domain.bounces.signs import ADDRESS, SMTP_REPLY

_FIELDS = ("final-recipient", "original-recipient", "x-actual-recipient")
_NOBODY = (
    "postmaster@",
    "mailer-daemon@",
    "mailerdaemon@",
    "abuse@",
    "support@",
    "help@",
    "helpdesk@",
    "hostmaster@",
    "bounce",
    "double-bounce@",
)
_A = r"<?(?P<address>[A-Za-z0-9._%+/=!#$&'*?^`{|}~-]{1,128}@[A-Za-z0-9][A-Za-z0-9.-]{0,253}[A-Za-z0-9])>?"
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BULLETS = " \t<>\"'*-|"
# The ways in which servers name the recipient, from the clearest to the vaguest.
_SHAPES = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        # qmail, Postfix, Yahoo, 1&1: a line of its own
        r"^[ \t>*\"']{0,8}" + _A + r"[\"']?(?: \([^)\n]{0,100}\))?:(?:[ \t]|\r?$)",
        r"(?:undeliverable to|could not be delivered to|not be delivered to|delivery to|(?:deliver|delivering|send|sent)(?: your| the| this| a)?(?: e?-?mail| message)?(?: to)?|recipients?|addressed to|failed attempts?|target mail address|user|following address(?:es)?|rcpt to)"
        r"[ \t]{0,4}[:=]?[ \t\r\n*]{0,12}" + _A,
    )
)


def first_address(text: str) -> str | None:
    """The first address in the text, in lower case."""
    match = ADDRESS.search(text)
    return match.group(0).lower() if match else None


def recipient_of_block(block: dict[str, str]) -> str | None:
    """The final recipient; the original one where the final is a name inside somebody's system."""
    told = [first_address(block.get(name, "").partition(";")[2] or block.get(name, "")) for name in _FIELDS]
    found = [address for address in told if address]
    return next(
        (address for address in found if "." in address.partition("@")[2]), found[0] if found else None
    )


def recipient_in_text(parsed: Parsed) -> str | None:
    """Whom the words name: in one of the usual forms, else whom the returned mail was written to, else the first address
    that is nobody of the correspondence.
    """
    for shape in _SHAPES:
        for match in shape.finditer(parsed.text):
            found = match["address"].lower().strip("'*.")
            if not found.startswith(_NOBODY):
                return found
    ours = {found.lower() for found in ADDRESS.findall(parsed.header("To") + " " + parsed.header("From"))}
    named = [candidate.lower().strip("'*.") for candidate in ADDRESS.findall(parsed.text)]
    fields = status_fields(parsed.returned)
    written_to = first_address(fields.get("to", ""))
    if written_to in named and written_to not in ours:
        return written_to
    others = (found for found in named if found not in ours and not found.startswith(_NOBODY))
    return next(others, None) or written_to or first_address(fields.get("x-original-to", ""))


def said_about(text: str, recipient: str | None) -> str:
    """What the text says of the recipient; all of it when nothing names it.

    That is the paragraph in which its address begins a line, else the first that names it, and the one after, unless
    that begins with another address.
    """
    paragraphs = _BLANK_LINE.split(text.replace("\r\n", "\n"))
    naming = [
        number for number, paragraph in enumerate(paragraphs) if recipient and recipient in paragraph.lower()
    ]
    if not recipient or not naming:
        return text
    listing = [
        number
        for number in naming
        if any(_begins(line, recipient) for line in paragraphs[number].splitlines())
    ]
    number = (listing or naming)[0]
    following = paragraphs[number + 1 : number + 2]
    if following and ADDRESS.search(following[0][:80]) and recipient not in following[0].lower():
        following = []
    return "\n\n".join([_from_recipient(paragraphs[number], recipient), *following])


def _from_recipient(paragraph: str, recipient: str) -> str:
    """A paragraph that lists several: the lines from this recipient's to the next one's."""
    lines = paragraph.splitlines()
    begins = [number for number, line in enumerate(lines) if ADDRESS.match(line.lstrip(_BULLETS))]
    own = [number for number in begins if _begins(lines[number], recipient)]
    # What is indented further goes on with the line before.
    begins = [number for number in begins if own and _indent(lines[number]) == _indent(lines[own[0]])]
    if len(begins) < 2 or not own:
        return paragraph
    others = [number for number in begins if number > own[0] and recipient not in lines[number].lower()]
    return "\n".join(lines[own[0] : (*others, len(lines))[0]])


def _begins(line: str, recipient: str) -> bool:
    return line.lower().lstrip(_BULLETS).startswith(recipient)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def behind_recipient(said: str, recipient: str | None) -> str:
    """What follows the recipient's address: the reason stands there more often than before it."""
    at = said.lower().find(recipient) if recipient else -1
    return said[at:] if at >= 0 else ""


def answer_in(said: str, recipient: str | None) -> str:
    """What the other server answered, without the words with which it is passed on; empty where nothing is quoted.

    It ends with its paragraph. Of several answers it is the one whose line names the recipient, else the first.
    """
    begins = [match.start() for match in islice(SMTP_REPLY.finditer(said), 50)]
    naming = [at for at in begins if recipient and recipient in said[at:].partition("\n")[0].lower()]
    return _BLANK_LINE.split(said[(naming or begins)[0] :], maxsplit=1)[0] if begins else ""

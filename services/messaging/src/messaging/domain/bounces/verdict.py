"""From what was said, its enhanced status and where in the conversation it was said, to the bounce."""

import re
from collections.abc import Sequence

from messaging.domain.bounces.meaning import Meaning
from messaging.domain.bounces.stage import Command
from messaging.domain.bounces.wording import is_documented, meaning_of_status, meaning_of_words

_ABOUT_RECIPIENT = frozenset(
    {Meaning.UNKNOWN, Meaning.UNAVAILABLE, Meaning.MOVED, Meaning.HOST_UNKNOWN, Meaning.DISABLED}
)
_NO_SUCH_ADDRESS = frozenset({Meaning.UNKNOWN, Meaning.UNAVAILABLE, Meaning.MOVED})
# Words that say less than most statuses do.
_VAGUE = frozenset({Meaning.REFUSED, Meaning.UNAVAILABLE, Meaning.SYSTEM})
_WEAKER_THAN_FULL = _VAGUE | {
    Meaning.EXPIRED,
    Meaning.NETWORK,
    Meaning.TOO_LARGE,
    Meaning.DISABLED,
    Meaning.POLICY,
}
_ADDRESS_STATUS = re.compile(r"\d\.1\.(?:[01346]|10)")
_MAILBOX_STATUS = re.compile(r"\d\.2\.[0-9]")


def meaning_of(sources: Sequence[str], status: str | None, command: Command | None) -> Meaning | None:
    """What is meant, by the first of the sources that says anything. Sources come from the surest to the vaguest.

    - An answer to the greeting or to MAIL FROM is about the sender, whatever its words. Only a server that takes
      no mail at all may say so to the greeting.
    - Status x.1.y speaks of an address, x.2.y of a mailbox that is there (RFC 3463). So 'unknown' with x.2.y is shut,
      unless it answers RCPT TO; and 'disabled' with x.1.1 is an address that is gone.
    - That an address is unknown takes evidence: such a status, an answer to RCPT TO, or words with which that server
      means nothing else. A server that lets RCPT pass and then knows no such user has refused the mail, not the
      address, and a report that only says 'user unknown' does not tell who said so.
    - What a name server said with 4.x.x may be otherwise tomorrow.
    - Where the words are vague the status decides.
    """
    words = next((meaning for source in sources if (meaning := meaning_of_words(source))), None)
    by_status = meaning_of_status(status)
    meaning = words
    if words is None or (words in _VAGUE and by_status is not None):
        meaning = by_status or words
    if by_status is Meaning.FULL and words in _WEAKER_THAN_FULL:
        meaning = Meaning.FULL
    if command in (Command.GREETING, Command.MAIL) and (meaning is None or meaning in _ABOUT_RECIPIENT):
        return Meaning.SENDER
    if command is Command.MAIL and meaning is Meaning.TAKES_NO_MAIL:
        return Meaning.SENDER
    about_address = status is not None and bool(_ADDRESS_STATUS.fullmatch(status))
    about_mailbox = status is not None and bool(_MAILBOX_STATUS.fullmatch(status))
    if meaning in _NO_SUCH_ADDRESS and not about_address:
        if (about_mailbox and command is not Command.RCPT) or is_documented(Meaning.DISABLED, sources[-1]):
            return Meaning.DISABLED
        if command is not Command.RCPT and not any(is_documented(meaning, source) for source in sources):
            return Meaning.REFUSED
    if meaning is Meaning.DISABLED and about_address:
        return Meaning.UNKNOWN
    if meaning is Meaning.HOST_UNKNOWN and status is not None and status.startswith("4"):
        return Meaning.PASSING
    return meaning

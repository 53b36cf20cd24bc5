"""How mail systems report what another server answered, by their sources and documentation."""

from collections.abc import Callable
from enum import Enum
from textwrap import wrap

from tests.unit.messaging.reports import a_report, in_words

TO = "jana@example.com"
MX = "mx.example.com"


class Refused(Enum):
    """What was refused: MAIL FROM, RCPT TO, or the mail itself."""

    MAIL = f"MAIL FROM:<{TO}>"
    RCPT = f"RCPT TO:<{TO}>"
    DATA = "DATA"


Form = Callable[[str, Refused], bytes]
_RETURNED = f"""
Received: from a by b
Message-ID: <abc@example.org>
From: info@example.org
To: {TO}
Subject: Kurs
"""


def _status(answer: str) -> str:
    second = answer.split()[1].strip("#") if len(answer.split()) > 1 else ""
    return second if second.count(".") == 2 and second[0] in "45" else f"{answer[0]}.0.0"


def _postfix(answer: str, refused: Refused) -> bytes:
    """src/bounce, src/smtp: wrapped words, and the same in the delivery status."""
    command = {Refused.MAIL: "MAIL FROM", Refused.RCPT: "RCPT TO", Refused.DATA: "end of DATA"}[refused]
    said = f"<{TO}>: host {MX}[192.0.2.1] said: {answer} (in reply to {command} command)"
    words = "\n".join(wrap(said, 78, subsequent_indent="    ", break_long_words=False))
    return a_report("failed", _status(answer), answer, words=f"This is the mail system.\n\n{words}\n")


def _words_of_exim(answer: str, refused: Refused) -> str:
    command = "end of data" if refused is Refused.DATA else refused.value
    return (
        f"  {TO}\n    host {MX} [192.0.2.1]\n"
        f"    SMTP error from remote mail server after {command}:\n    {answer}\n"
    )


def _exim(answer: str, refused: Refused) -> bytes:
    """src/deliver.c, src/transports/smtp.c."""
    text = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

{_words_of_exim(answer, refused)}
------ This is a copy of the message, including all the headers. ------
{_RETURNED}"""
    return in_words(text, "Mail delivery failed: returning message to sender")


def _exim_with_status(answer: str, refused: Refused) -> bytes:
    """Since 4.86; the status is 5.0.0 whatever was answered."""
    return a_report("failed", "5.0.0", answer, words=_words_of_exim(answer, refused))


def _qmail(answer: str, refused: Refused) -> bytes:
    """qmail-remote.c, qmail-send.c."""
    sentence = {
        Refused.MAIL: "Connected to 192.0.2.1 but sender was rejected.",
        Refused.RCPT: "192.0.2.1 does not like recipient.",
        Refused.DATA: "192.0.2.1 failed after I sent the message.",
    }[refused]
    text = f"""Hi. This is the qmail-send program at example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{TO}>:
{sentence}
Remote host said: {answer}
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.
{_RETURNED}"""
    return in_words(text, "failure notice")


def _sendmail(answer: str, refused: Refused) -> bytes:
    """sendmail/savemail.c: a transcript, and the answer in the delivery status."""
    words = f"""   ----- The following addresses had permanent fatal errors -----
<{TO}>
    (reason: {answer})

   ----- Transcript of session follows -----
... while talking to {MX}.:
>>> {refused.value}
<<< {answer}
"""
    return a_report("failed", _status(answer), answer, words=words)


def _courier(answer: str, refused: Refused) -> bytes:
    """courier/module.dsn."""
    words = f"""UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<{TO}>:
    {MX} [192.0.2.1]:
>>> {refused.value}
<<< {answer}
"""
    return a_report("failed", _status(answer), answer, words=words)


def _dma(answer: str, refused: Refused) -> bytes:
    """DragonFly's dma: net.c."""
    command = {Refused.MAIL: "MAIL FROM", Refused.RCPT: "RCPT TO", Refused.DATA: "final DATA"}[refused]
    text = f"""This is the DragonFly Mail Agent at example.net.

There was an error delivering your mail to <{TO}>.

{MX} [192.0.2.1] did not like our {command}:
{answer}

Original message follows.
{_RETURNED}"""
    return in_words(text)


def _united_internet(answer: str, refused: Refused) -> bytes:
    """GMX, web.de, IONOS."""
    command = {Refused.MAIL: "MAIL FROM", Refused.RCPT: "RCPT TO", Refused.DATA: "DATA"}[refused]
    text = f"""A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address failed:

{TO}:
SMTP error from remote server for {command} command, host: {MX} (192.0.2.1) reason: {answer}

--- The header of the original message is following. ---
{_RETURNED}"""
    return in_words(text)


def _hmailserver(answer: str, refused: Refused) -> bytes:
    """hMailServer: documentation of its server messages."""
    text = f"""Your message did not reach some or all of the intended recipients.

   Sent: Mon, 2 Nov 2026 12:00:00 +0100
   Subject: Kurs

The following recipient(s) could not be reached:

{TO}
   Error Type: SMTP
   Remote server (192.0.2.1) issued an error.
   hMailServer sent: {refused.value}
   Remote server replied: {answer}



hMailServer
"""
    return in_words(text, "Message undeliverable: Kurs", "mailer-daemon@example.net")


def _mdaemon(answer: str, refused: Refused) -> bytes:
    """MDaemon: knowledge base, transcripts of permanent delivery failures."""
    text = f"""The attached message had PERMANENT fatal delivery errors!

Failed address: {TO}

--- Session Transcript ---
 Mon 2026-11-02 12:00:00: --> {refused.value}
 Mon 2026-11-02 12:00:01: <-- {answer}
--- End Transcript ---
: Message contains [1] file attachments
"""
    return in_words(text, "Permanent Delivery Failure", "MDaemon@example.net")


FORMS: dict[str, Form] = {
    "postfix": _postfix,
    "exim": _exim,
    "exim with status": _exim_with_status,
    "qmail": _qmail,
    "sendmail": _sendmail,
    "courier": _courier,
    "dma": _dma,
    "united internet": _united_internet,
    "hmailserver": _hmailserver,
    "mdaemon": _mdaemon,
}

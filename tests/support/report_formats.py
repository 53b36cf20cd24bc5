"""How mail systems report what another server answered to RCPT TO, by their sources and documentation."""

from collections.abc import Callable
from textwrap import wrap

from tests.unit.messaging.reports import a_report, in_words

TO = "jana@example.com"
MX = "mx.example.com[192.0.2.1]"
RETURNED = f"""
Received: from a by b
Message-ID: <abc@example.org>
From: info@example.org
To: {TO}
Subject: Kurs
"""


def _status(answer: str) -> str:
    second = answer.split()[1].strip("#") if len(answer.split()) > 1 else ""
    return second if second.count(".") == 2 and second[0] in "45" else f"{answer[0]}.0.0"


def _postfix(answer: str) -> bytes:
    """src/bounce: wrapped words, and the same in the delivery status."""
    said = f"<{TO}>: host {MX} said: {answer} (in reply to RCPT TO command)"
    words = "\n".join(wrap(said, 78, subsequent_indent="    ", break_long_words=False))
    return a_report("failed", _status(answer), answer, words=f"This is the mail system.\n\n{words}\n")


def _exim(answer: str) -> bytes:
    """src/deliver.c, transports/smtp.c."""
    text = f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {TO}
    host mx.example.com [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<{TO}>:
    {answer}

------ This is a copy of the message, including all the headers. ------
{RETURNED}"""
    return in_words(text, "Mail delivery failed: returning message to sender")


def _exim_with_status(answer: str) -> bytes:
    """Since 4.86: the status is 5.0.0 whatever was answered."""
    words = f"  {TO}\n    host mx.example.com [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<{TO}>:\n    {answer}\n"
    return a_report("failed", "5.0.0", answer, words=words)


def _qmail(answer: str) -> bytes:
    """qmail-remote.c, qmail-send.c."""
    text = f"""Hi. This is the qmail-send program at example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{TO}>:
192.0.2.1 does not like recipient.
Remote host said: {answer}
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.
{RETURNED}"""
    return in_words(text, "failure notice")


def _sendmail(answer: str) -> bytes:
    """sendmail/savemail.c: a transcript, and the answer in the delivery status."""
    words = f"""   ----- The following addresses had permanent fatal errors -----
<{TO}>
    (reason: {answer})

   ----- Transcript of session follows -----
... while talking to mx.example.com.:
>>> RCPT To:<{TO}>
<<< {answer}
"""
    return a_report("failed", _status(answer), answer, words=words)


def _courier(answer: str) -> bytes:
    """courier/module.dsn."""
    words = f"""UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<{TO}>:
    mx.example.com [192.0.2.1]:
>>> RCPT TO:<{TO}>
<<< {answer}
"""
    return a_report("failed", _status(answer), answer, words=words)


def _dma(answer: str) -> bytes:
    """DragonFly's dma: net.c."""
    text = f"""This is the DragonFly Mail Agent at example.net.

There was an error delivering your mail to <{TO}>.

mx.example.com [192.0.2.1] did not like our RCPT TO:
{answer}

Original message follows.
{RETURNED}"""
    return in_words(text)


def _united_internet(answer: str) -> bytes:
    """GMX, web.de, IONOS."""
    text = f"""A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address failed:

{TO}:
SMTP error from remote server for RCPT TO command, host: mx.example.com (192.0.2.1) reason: {answer}

--- The header of the original message is following. ---
{RETURNED}"""
    return in_words(text)


FORMATS: dict[str, Callable[[str], bytes]] = {
    "postfix": _postfix,
    "exim": _exim,
    "exim with status": _exim_with_status,
    "qmail": _qmail,
    "sendmail": _sendmail,
    "courier": _courier,
    "dma": _dma,
    "united internet": _united_internet,
}

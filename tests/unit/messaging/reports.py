"""Mails that came back, made up."""


def a_report(
    action: str,
    status: str,
    diagnostic: str,
    extra_headers: str = "",
    words: str = "I am sorry.",
    recipient: str = "jana@example.com",
) -> bytes:
    """A delivery status notification of RFC 3464 about a mail of ours."""
    return f"""From: MAILER-DAEMON@mx.example.net
To: bounce@example.org
Subject: Undelivered Mail Returned to Sender
{extra_headers}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=XX

--XX
Content-Type: text/plain

{words}
--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--XX
Content-Type: text/rfc822-headers

Message-ID: <abc@example.org>
To: {recipient}

--XX--
""".encode()


def in_words(
    text: str,
    subject: str = "Mail delivery failed",
    sender: str = "MAILER-DAEMON@mx.example.net",
    headers: str = "",
) -> bytes:
    """A report of words alone."""
    return f"From: {sender}\nTo: bounce+ab@example.org\nSubject: {subject}\n{headers}\n{text}".encode()

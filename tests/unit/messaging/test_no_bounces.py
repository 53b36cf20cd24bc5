"""M6: what comes back to a return path and says nothing of a failure."""

import pytest

from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from tests.unit.messaging.reports import a_report, in_words

NULL = "Return-Path: <>\n"
ROBOT = "MAILER-DAEMON@filter.example.com"
PERSON = "Jana Muster <jana@example.com>"
QUOTED = "550 5.1.1 <otto@example.com>: User unknown (in reply to RCPT TO command)"


@pytest.mark.parametrize(
    ("sender", "subject", "headers", "text"),
    [
        (PERSON, "Abwesenheit", "Auto-Submitted: auto-replied\n", "Ich bin im Urlaub."),
        (
            PERSON,
            "Re: Kursbeginn",
            NULL + "Auto-Submitted: auto-replied\n",
            "Ihre Nachricht wurde nicht zugestellt.",
        ),
        (PERSON, "Abwesenheitsnotiz: Kursbeginn", NULL, "Not delivered; ask otto@example.com."),
        (PERSON, "Kursbeginn", NULL, "Ich bin im Urlaub, Ihre Nachricht kann nicht gelesen werden."),
        (PERSON, "Automatic reply: Kurs", "X-Auto-Response-Suppress: All\n", "My mailbox is full."),
        (
            PERSON,
            "Neue Adresse",
            NULL + "Auto-Submitted: auto-replied\n",
            "Nicht zugestellt: otto@example.com",
        ),
        (
            PERSON,
            "Your message awaits confirmation",
            NULL,
            "Not delivered yet. Please confirm that you are a person.",
        ),
        (
            ROBOT,
            "Message held",
            NULL,
            "Not delivered to jana@example.com. Reply to this message to confirm it.",
        ),
        (ROBOT, "Your message is being held", NULL, "Not delivered to jana@example.com, it is being held."),
        (
            "kurse-bounces@lists.example",
            "Your message to Kurse",
            "",
            "It is being held for moderator approval.",
        ),
        (
            "postmaster@example.com",
            "email bounce notification",
            NULL + "Auto-Submitted: auto-replied\n",
            "Your message was rejected.\nreject reason: Mailbox full\ntarget mail address: jana@example.com",
        ),
        (
            "Support <hilfe@example.com>",
            "[Ticket#1] Ihre Anfrage",
            NULL + "Auto-Submitted: auto-replied\n",
            "Danke.",
        ),
    ],
    ids=[
        "vacation",
        "vacation-null",
        "notice",
        "plain-absence",
        "exchange",
        "moved",
        "challenge",
        "challenge-by-robot",
        "quarantine",
        "moderation",
        "postmaster",
        "ticket",
    ],
)
def test_m6_automatic_answers_are_ignored(sender: str, subject: str, headers: str, text: str) -> None:
    report = classify(in_words(text, subject=subject, sender=sender, headers=headers))
    assert report.kind in (ReportKind.AUTOMATIC, ReportKind.OTHER)
    assert report.bounce is None


@pytest.mark.parametrize(
    ("sender", "subject", "headers"),
    [
        (
            "Mail <news@example.com>",
            "Undelivered Mail Returned to Sender",
            "List-Unsubscribe: <https://example.com>\n",
        ),
        ("Mail <news@example.com>", "What a bounced mail says", ""),
        ("Otto <otto@example.com>", "[postfix] User unknown", "List-Id: <postfix.example.com>\n"),
        ("Otto <otto@example.com>", "Re: Undelivered Mail Returned to Sender", ""),
        ("Otto <otto@example.com>", "Frage zur Rechnung", ""),
    ],
    ids=["newsletter", "newsletter-unmarked", "list", "answer", "letter"],
)
def test_m6_who_quotes_a_bounce_has_sent_none(sender: str, subject: str, headers: str) -> None:
    status = "Final-Recipient: rfc822; otto@example.com\nAction: failed\nStatus: 5.1.1\n"
    for text in (QUOTED, f"Was heisst das?\n\n> {QUOTED}\n>\n> " + status.replace("\n", "\n> ")):
        report = classify(in_words(text, subject=subject, sender=sender, headers=headers))
        assert not report.is_bounce


@pytest.mark.parametrize("disposition", ["displayed", "deleted", "dispatched", "denied"])
def test_m6_a_receipt_is_no_bounce(disposition: str) -> None:
    raw = f"""From: {PERSON}
Subject: Nicht gelesen: Kursbeginn
Content-Type: multipart/report; report-type=disposition-notification; boundary=XX

--XX
Content-Type: text/plain

Your message was {disposition}; it could not be delivered any further.
--XX
Content-Type: message/disposition-notification

Final-Recipient: rfc822; jana@example.com
Disposition: automatic-action/MDN-sent-automatically; {disposition}

--XX--
"""
    assert classify(raw.encode()).kind is ReportKind.AUTOMATIC


def test_m6_success_is_delivered_in_fields_and_in_words() -> None:
    assert classify(a_report("delivered", "2.1.5", "250 ok")).kind is ReportKind.DELIVERED
    text = (
        "Your message was successfully delivered to the destination(s) listed below.\n\n<jana@example.com>\n"
    )
    report = classify(in_words(text, subject="Successful Mail Delivery Report"))
    assert report.kind is ReportKind.DELIVERED


def test_m6_a_complaint_is_feedback() -> None:
    raw = b"""From: abuse@provider.example
Subject: Complaint
Content-Type: multipart/report; report-type=feedback-report; boundary=XX

--XX
Content-Type: text/plain

Your mail could not be delivered without a complaint.
--XX
Content-Type: message/feedback-report

Feedback-Type: abuse
Original-Rcpt-To: <jana@example.com>

--XX
Content-Type: message/rfc822

To: jana@example.com
Message-ID: <abc@example.org>

x
--XX--
"""
    report = classify(raw)
    assert (report.kind, report.recipient, report.message_id) == (
        ReportKind.FEEDBACK,
        "jana@example.com",
        "<abc@example.org>",
    )
    assert report.bounce is None

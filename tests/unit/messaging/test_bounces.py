"""Reading what comes back."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.bounces import describe
from messaging.domain.attempt import Reply, Stage
from messaging.domain.bounce import BounceClass, BounceReason
from messaging.domain.bounces import classify, classify_reply, report_identity
from messaging.domain.report import ReportKind

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "bounces"
NO_BOUNCES = {"feedback", "vacation", "delivered"}
FOLDED = {
    "userunknown": "address_unknown",
    "hasmoved": "address_unknown",
    "hostunknown": "host_unknown",
    "mailboxfull": "mailbox_full",
}
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the bounce corpus is not at {CORPUS}")


def a_report(action: str, status: str, diagnostic: str, extra_headers: str = "") -> bytes:
    return f"""From: MAILER-DAEMON@mx.example.net
To: bounce@example.org
Subject: Undelivered Mail Returned to Sender
{extra_headers}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=XX

--XX
Content-Type: text/plain

I am sorry.
--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; jana@example.com
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnostic}

--XX
Content-Type: text/rfc822-headers

Message-ID: <abc@example.org>
To: jana@example.com

--XX--
""".encode()


@pytest.mark.parametrize(
    ("status", "diagnostic", "bounce_class", "reason"),
    [
        ("5.1.1", "550 5.1.1 User unknown", "hard", "address_unknown"),
        ("5.2.2", "552 5.2.2 Mailbox full", "soft", "mailbox_full"),
        ("5.1.2", "550 5.1.2 Host unknown", "hard", "host_unknown"),
        ("5.7.1", "554 5.7.1 Blocked by spamhaus", "block", "spam"),
        ("5.7.1", "550 5.7.1 Relaying denied", "block", "policy"),
        ("5.3.4", "552 5.3.4 Message too big for system", "soft", "too_large"),
        ("4.4.7", "delivery time expired", "soft", "expired"),
        ("5.0.0", "550 Das Postfach ist voll", "soft", "mailbox_full"),
    ],
)
def test_class_and_reason(status: str, diagnostic: str, bounce_class: str, reason: str) -> None:
    report = classify(a_report("failed", status, diagnostic))
    assert report.kind is ReportKind.FAILED
    assert report.bounce is not None
    assert (report.bounce.bounce_class, report.bounce.reason) == (bounce_class, reason)
    assert report.bounce.status == status
    assert (report.recipient, report.message_id) == ("jana@example.com", "<abc@example.org>")


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "4.2.0", ReportKind.FAILED),
        ("delayed", "4.2.2", ReportKind.DELAYED),
        ("delivered", "2.0.0", ReportKind.DELIVERED),
        ("relayed", "2.0.0", ReportKind.OTHER),
    ],
)
def test_the_action_decides_finality(action: str, status: str, kind: ReportKind) -> None:
    assert classify(a_report(action, status, "250 ok")).kind is kind


def test_an_answer_to_mail_from_says_nothing_about_the_address() -> None:
    bounce = classify_reply(Reply(Stage.MAIL, 550, "5.1.1 User unknown"))
    assert bounce.reason is BounceReason.POLICY
    assert bounce.bounce_class is BounceClass.BLOCK


def test_a_bare_refusal_of_the_recipient_is_about_the_address() -> None:
    assert classify_reply(Reply(Stage.RCPT, 550, "Sorry")).reason is BounceReason.ADDRESS_UNKNOWN
    assert classify_reply(Reply(Stage.RCPT, 550, "5.1.1 <x@y>")).reason is BounceReason.ADDRESS_UNKNOWN


def test_an_automatic_answer_is_no_bounce() -> None:
    raw = (
        b"From: jana@example.com\nSubject: Abwesenheit\nAuto-Submitted: auto-replied\n\nIch bin im Urlaub.\n"
    )
    assert classify(raw).kind is ReportKind.AUTOMATIC


@given(st.binary(max_size=400))
def test_whatever_comes_is_classified(raw: bytes) -> None:
    classify(raw)
    classify(
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n" + raw
    )
    report_identity(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b\r\nContent-Type: message/rfc822\r\n\r\n" * 20_000,
        b"Content-Type: text/plain" + b"; a=b" * 700_000 + b"\r\n\r\nx",
        b"Subject: x\r\n" + b" x\r\n" * 1_000_000 + b"\r\nx",
        b"Subject: x\r\n\r\n" + b"\n \t" * 1_600_000,
        b"Subject: x\r\n\r\n" + b"\n- " * 1_600_000,
        b"Content-Type: text/html\r\n\r\n" + b"<style " * 700_000,
        b"From: MAILER-DAEMON@x\r\n\r\nundelivered " + b"a" * 4_000_000,
    ],
    ids=["nested", "parameters", "folded", "blank", "dashes", "styles", "letters"],
)
def test_whoever_has_got_a_mail_cannot_stop_the_worker_with_an_answer(raw: bytes) -> None:
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(10)
    try:
        assert report_identity(raw) == report_identity(raw)
        classify(raw)
    finally:
        signal.alarm(0)


def _too_long(*_: object) -> None:
    pytest.fail("reading took longer than ten seconds")


def test_the_way_a_report_took_does_not_change_its_identity() -> None:
    raw = a_report("failed", "5.1.1", "550", "Message-ID: <r1@mx.example.net>\n")
    other = a_report("failed", "5.1.1", "550", "Message-ID: <r2@mx.example.net>\n")
    assert report_identity(b"Received: from a by b\n" + raw) == report_identity(raw) != report_identity(other)
    bare = a_report("failed", "5.1.1", "550")
    assert report_identity(b"Received: from a\n" + bare) == report_identity(bare)
    assert report_identity(bare.replace(b"XX", b"YY")) == report_identity(bare)


@needs_corpus
def test_the_corpus_is_read_well() -> None:
    expected: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text())
    total = recipients = buckets = right_hard = called_hard = hard = 0
    for name, answer in expected.items():
        if not answer["expected"] or answer["expected"][0]["reason"] in NO_BOUNCES:
            continue
        found = describe(CORPUS / "mail" / name)
        named = [recipient.lower() for recipient in answer["recipients"]]
        total += 1
        at = named.index(str(found["recipient"])) if found["recipient"] in named else None
        recipients += at is not None
        wanted = answer["expected"][at if at is not None and at < len(answer["expected"]) else 0]
        reason = str(found["reason"])
        buckets += FOLDED.get(wanted["reason"], "other") == (reason if reason in FOLDED.values() else "other")
        hard += wanted["hard"]
        called_hard += found["class"] == "hard"
        right_hard += bool(wanted["hard"] and found["class"] == "hard")
    assert total == 276
    assert recipients / total >= 0.95
    assert buckets / total >= 0.88
    assert right_hard / called_hard >= 0.79
    assert right_hard / hard >= 0.87


@needs_corpus
@pytest.mark.parametrize("reason", sorted(NO_BOUNCES))
def test_what_is_no_bounce_is_not_taken_for_one(reason: str) -> None:
    expected: dict[str, Any] = json.loads((CORPUS / "expected.json").read_text())
    for name, answer in expected.items():
        if answer["expected"] and answer["expected"][0]["reason"] == reason:
            assert not describe(CORPUS / "mail" / name)["is_bounce"], name
    for name in ("is-not-bounce-01.eml", "is-not-bounce-02.eml"):
        assert not describe(CORPUS / "not" / name)["is_bounce"]

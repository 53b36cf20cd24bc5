"""M6: what a mail that came back says about the address."""

from collections.abc import Iterable

import pytest

from messaging.bounces import describe
from messaging.domain.attempt import Reply, Stage
from messaging.domain.bounce import BounceClass, BounceReason
from messaging.domain.bounces import classify, classify_reply, report_identity
from messaging.domain.report import Report, ReportKind
from tests.support.bounce_corpus import CORPUS, FOLDS, Score, expected, fold_of, is_bounce
from tests.unit.messaging.reports import a_report, in_words

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the bounce corpus is not at {CORPUS}")


def read(report: Report) -> tuple[str, str]:
    assert report.kind is ReportKind.FAILED
    assert report.bounce is not None
    return report.bounce.bounce_class.value, report.bounce.reason.value


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
        ("5.1.10", "556 5.1.10 Recipient address has null MX", "hard", "rejected"),
    ],
)
def test_m6_class_and_reason(status: str, diagnostic: str, bounce_class: str, reason: str) -> None:
    report = classify(a_report("failed", status, diagnostic))
    assert read(report) == (bounce_class, reason)
    assert report.bounce is not None
    assert report.bounce.status == status
    assert (report.recipient, report.message_id) == ("jana@example.com", "<abc@example.org>")


@pytest.mark.parametrize(
    ("action", "status", "kind"),
    [
        ("failed", "4.2.0", ReportKind.FAILED),
        ("delayed", "4.2.2", ReportKind.DELAYED),
        ("delivered", "2.0.0", ReportKind.DELIVERED),
        ("relayed", "2.0.0", ReportKind.OTHER),
        ("expanded", "2.0.0", ReportKind.OTHER),
    ],
)
def test_m6_the_action_decides_finality(action: str, status: str, kind: ReportKind) -> None:
    assert classify(a_report(action, status, "250 ok")).kind is kind


def test_m6_a_delayed_mail_is_no_bounce_but_says_what_stands_in_the_way() -> None:
    report = classify(a_report("delayed", "4.1.1", "450 4.1.1 User unknown"))
    assert not report.is_bounce
    assert report.bounce is not None
    assert (report.bounce.bounce_class, report.bounce.reason) == (
        BounceClass.SOFT,
        BounceReason.ADDRESS_UNKNOWN,
    )


def test_m6_the_answer_counts_where_the_status_says_little() -> None:
    assert read(classify(a_report("failed", "5.0.0", "550 5.1.1 <jana@example.com>... no"))) == (
        "hard",
        "address_unknown",
    )


@pytest.mark.parametrize(
    ("status", "said", "expected_class"),
    [
        ("5.0.0", "said: 550 User unknown (in reply to RCPT TO command)", "hard"),
        ("5.0.0", "said: 550 User unknown (in reply to end of DATA command)", "block"),
        ("5.0.0", "said: 550 User unknown (in reply to MAIL FROM command)", "block"),
        ("5.1.1", "said: 550 5.1.1 User unknown (in reply to end of DATA command)", "hard"),
        ("5.2.1", "said: 550 5.2.1 User unknown", "block"),
        ("5.2.1", "said: 550 5.2.1 User unknown (in reply to RCPT TO command)", "hard"),
        ("5.0.0", "User unknown", "block"),
        ("5.1.1", "550 5.1.1 account is disabled", "hard"),
    ],
)
def test_m6_an_address_is_unknown_on_evidence_only(status: str, said: str, expected_class: str) -> None:
    diagnostic = said.removeprefix("said: ").partition(" (in")[0]
    report = a_report("failed", status, diagnostic, words=f"<jana@example.com>: host mx.example.com {said}")
    assert read(classify(report))[0] == expected_class


def test_m6_a_transcript_tells_the_command_that_was_refused() -> None:
    words = "   ----- Transcript of session follows -----\n>>> {0}\n<<< 550 no such user <jana@example.com>"
    to_rcpt = a_report(
        "failed", "5.0.0", "550 no such user", words=words.format("RCPT To:<jana@example.com>")
    )
    to_data = a_report("failed", "5.0.0", "550 no such user", words=words.format("DATA"))
    assert [read(classify(raw))[1] for raw in (to_rcpt, to_data)] == ["address_unknown", "rejected"]


def test_m6_a_name_server_that_fails_today_says_nothing_of_the_domain() -> None:
    assert read(classify(a_report("failed", "4.4.3", "Host or domain name not found"))) == ("soft", "network")
    assert read(classify(a_report("failed", "5.4.4", "Host or domain name not found")))[1] == "host_unknown"


def test_m6_the_original_recipient_counts_where_the_final_one_is_a_name_inside() -> None:
    raw = a_report("failed", "5.1.1", "550 5.1.1 User unknown", recipient="jana@localhost")
    raw = raw.replace(b"Action:", b"Original-Recipient: rfc822; Jana@Example.com\nAction:")
    assert classify(raw).recipient == "jana@example.com"


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        ("<jana@example.com>:\nSorry, no mailbox here by that name. (#5.1.1)\n", ""),
        (
            "This is a permanent error. The following address failed:\n\n  jana@example.com\n    550 5.1.1 no\n",
            "",
        ),
        ('This address failed:\n\n"jana@example.com":\nafter RCPT command: 5.2.1 User unknown\n', ""),
        ("It failed.\n550 5.1.1 User unknown\n", "X-Failed-Recipients: jana@example.com\n"),
        (
            "postmaster@mx.example.net is sorry.\nDelivery to jana@example.com failed: 550 5.1.1 User unknown\n",
            "",
        ),
    ],
    ids=["qmail", "exim", "gmx", "header", "sentence"],
)
def test_m6_words_alone_name_recipient_and_reason(text: str, headers: str) -> None:
    report = classify(in_words(text, headers=headers))
    assert (report.recipient, *read(report)) == ("jana@example.com", "hard", "address_unknown")


def test_m6_whom_the_returned_mail_was_written_to_counts_before_others_that_are_named() -> None:
    text = """Kurs, von otto@example.net im Namen von info@example.org für jana@example.com: 550 5.1.1 User unknown

Received: from a by b
Message-ID: <abc@example.org>
From: info@example.org
To: Jana <jana@example.com>
Subject: Kurs
"""
    headers = "Content-Type: text/plain; charset=utf-8\n"
    assert classify(in_words(text, headers=headers)).recipient == "jana@example.com"
    to_another = text.replace("Jana <jana", "Jana <nobody")
    assert classify(in_words(to_another, headers=headers)).recipient == "otto@example.net"


def test_m6_of_several_each_has_its_own_reason() -> None:
    text = "<otto@example.com>:\n552 5.2.2 Mailbox full\n\n<jana@example.com>:\n550 5.1.1 User unknown\n"
    assert (
        read(classify(in_words(text, headers="X-Failed-Recipients: jana@example.com\n")))[1]
        == "address_unknown"
    )
    assert (
        read(classify(in_words(text, headers="X-Failed-Recipients: otto@example.com\n")))[1] == "mailbox_full"
    )


def test_m6_an_answer_to_mail_from_says_nothing_about_the_address() -> None:
    bounce = classify_reply(Reply(Stage.MAIL, 550, "5.1.1 User unknown"))
    assert (bounce.bounce_class, bounce.reason) == (BounceClass.BLOCK, BounceReason.POLICY)


def test_m6_a_bare_refusal_of_the_recipient_is_about_the_address() -> None:
    assert classify_reply(Reply(Stage.RCPT, 550, "Sorry")).reason is BounceReason.ADDRESS_UNKNOWN
    assert classify_reply(Reply(Stage.RCPT, 550, "5.1.1 <x@y>")).reason is BounceReason.ADDRESS_UNKNOWN
    assert classify_reply(Reply(Stage.RCPT, 552, "Sorry")).reason is BounceReason.MAILBOX_FULL


def test_the_way_a_report_took_does_not_change_its_identity() -> None:
    raw = a_report("failed", "5.1.1", "550", "Message-ID: <r1@mx.example.net>\n")
    other = a_report("failed", "5.1.1", "550", "Message-ID: <r2@mx.example.net>\n")
    assert report_identity(b"Received: from a by b\n" + raw) == report_identity(raw) != report_identity(other)
    bare = a_report("failed", "5.1.1", "550")
    assert report_identity(b"Received: from a\n" + bare) == report_identity(bare)
    assert report_identity(bare.replace(b"XX", b"YY")) == report_identity(bare)


def names(*, bounces: bool, folds: Iterable[int] = range(FOLDS)) -> list[str]:
    return [
        name for name, answer in expected().items() if is_bounce(answer) is bounces and fold_of(name) in folds
    ]


@needs_corpus
def test_m6_the_corpus_is_read_well() -> None:
    score = Score.of(names(bounces=True))
    assert score.mails == 276
    assert score.recipients / score.mails >= 0.98
    assert score.buckets / score.mails >= 0.97
    assert score.precision >= 0.95
    assert score.recall >= 0.97


@needs_corpus
def test_m6_nothing_in_the_corpus_that_is_no_bounce_is_taken_for_one() -> None:
    assert names(bounces=False)
    assert [name for name in names(bounces=False) if describe(CORPUS / "mail" / name)["is_bounce"]] == []
    others = sorted((CORPUS / "not").iterdir())
    assert others
    assert [path.name for path in others if describe(path)["is_bounce"]] == []

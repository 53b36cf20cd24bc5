"""M6: what else comes to a return path, in several languages, is not taken for a bounce."""

import tomllib
from pathlib import Path

import pytest

from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from tests.unit.messaging.reports import a_report, in_words

MAILS = tomllib.loads(Path(__file__).with_name("no_bounces.toml").read_text())["mail"]
RETURNED = """
--- Original message
Received: from a by b
Message-ID: <abc@example.org>
From: info@example.org
To: jana@example.com
Subject: Kurs
"""


def mail(told: dict[str, str], behind: str = "") -> bytes:
    headers = told["headers"].lstrip("\n")
    if "Content-Type" not in headers:
        headers += "Content-Type: text/plain; charset=utf-8\n"
    return in_words(told["text"] + behind, told["subject"], told["sender"], headers)


@pytest.mark.parametrize("told", MAILS, ids=[told["name"] for told in MAILS])
def test_m6_what_reports_no_failure_is_no_bounce(told: dict[str, str]) -> None:
    report = classify(mail(told))
    assert not report.is_bounce
    assert (report.kind is ReportKind.DELAYED) == told["name"].startswith("delay")


DELAYS = [told for told in MAILS if told["name"].startswith("delay")]


@pytest.mark.parametrize("told", DELAYS, ids=[told["name"] for told in DELAYS])
def test_m6_a_delayed_mail_that_is_sent_back_is_still_delayed(told: dict[str, str]) -> None:
    report = classify(mail(told, RETURNED))
    assert (report.kind, report.recipient) == (ReportKind.DELAYED, "jana@example.com")


def test_m6_a_mailer_daemon_that_sends_our_mail_back_has_not_delivered_it() -> None:
    text = "Tölvupósturinn komst ekki til skila.\n\n<jana@example.com>\n" + RETURNED
    report = classify(in_words(text, "Villa", headers="Content-Type: text/plain; charset=utf-8\n"))
    assert (report.kind, report.recipient) == (ReportKind.FAILED, "jana@example.com")
    by_somebody = classify(
        in_words(text, "Villa", "Otto <otto@example.com>", "Content-Type: text/plain; charset=utf-8\n")
    )
    assert by_somebody.kind is ReportKind.OTHER


def _of_type(report_type: str, parts: str) -> bytes:
    return f"""From: MAILER-DAEMON@example.com
Return-Path: <>
To: bounce+ab@example.org
Subject: Report domain: example.org Submitter: example.com Report-ID: <1>
Content-Type: multipart/report; report-type={report_type}; boundary=XX

--XX
Content-Type: text/plain

3 mails were rejected: 550 5.7.1 <jana@example.com> not delivered.
{parts}
--XX--
""".encode()


HEADERS = """--XX
Content-Type: text/rfc822-headers

From: info@example.org
To: jana@example.com
Message-ID: <abc@example.org>
"""


def test_m6_reports_of_other_types_are_no_bounces() -> None:
    tls = _of_type("tlsrpt", "--XX\nContent-Type: application/tlsrpt+gzip\n\nx")
    assert classify(tls).kind is ReportKind.OTHER
    authentication = _of_type(
        '"feedback-report"',
        "--XX\nContent-Type: message/feedback-report\n\nFeedback-Type: auth-failure\nDelivery-Result: reject\n"
        + HEADERS,
    )
    without_its_part = _of_type("feedback-report", HEADERS)
    for raw in (authentication, without_its_part):
        report = classify(raw)
        assert (report.kind, report.message_id) == (ReportKind.FEEDBACK, "<abc@example.org>")
    assert not classify(_of_type("disposition-notification", HEADERS)).is_bounce
    assert not classify(_of_type("report-type*=utf-8''%ff", HEADERS)).is_bounce


def test_m6_an_aggregate_report_in_words_is_no_bounce() -> None:
    for subject in (
        "Report domain: example.org Submitter: example.com Report-ID: 1",
        "DMARC report-domain: example.org",
    ):
        raw = in_words(
            "550 5.7.1 <jana@example.com> was answered to 3 mails.", subject, "postmaster@x.example"
        )
        assert classify(raw).kind is ReportKind.OTHER


def test_m6_a_circular_from_a_postmaster_is_none_and_a_report_through_a_list_is_one() -> None:
    text = "Message could not be delivered? 550 5.1.1 <jana@example.com> User unknown."
    circular = "List-Id: <news.example.com>\nList-Unsubscribe: <https://example.com>\n"
    assert not classify(in_words(text, "Undelivered mail", "postmaster@x.example", circular)).is_bounce
    assert classify(
        in_words(text, "Undelivered mail", "postmaster@x.example", circular + "Return-Path: <>\n")
    ).is_bounce
    report = a_report("failed", "5.1.1", "550 5.1.1 User unknown", circular)
    assert classify(report).is_bounce

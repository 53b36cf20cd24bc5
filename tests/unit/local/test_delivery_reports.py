"""The mail catcher's reports are read as a mail server's would be."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage, Message

import pytest

from deploy.local.mail_catcher.reports import EXPIRED, GREYLISTED, delivery_report, failures_for

ARRIVED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RETURN_PATH = "bounce+abc@ruecklauf.example"


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"] = "Schwimmschule <buero@schwimmschule.example>"
    mail["To"] = "niemand@unbekannt.example"
    mail["Subject"] = "Grüße aus dem Büro"
    mail["Message-ID"] = "<1@schwimmschule.example>"
    mail.set_content("Ein vertraulicher Text")
    return mail.as_bytes()


def _reported(recipient: str) -> list[Message]:
    return [
        message_from_bytes(
            delivery_report(
                failure, mail=_mail(), recipient=recipient, return_path=RETURN_PATH, arrived=ARRIVED
            )
        )
        for failure in failures_for(recipient)
    ]


def _fields(report: Message) -> Message:
    status = report.get_payload(1)
    assert isinstance(status, Message)
    fields = status.get_payload(1)
    assert isinstance(fields, Message)
    return fields


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        ("a@unbekannt.example", [("failed", "5.1.1")]),
        ("a@voll.example", [("failed", "5.2.2")]),
        ("a@VERZOEGERT.example", [("delayed", "4.7.1"), ("failed", "4.4.7")]),
        ("a@verein.example", []),
        ("nobody", []),
    ],
)
def test_each_domain_gets_its_reports_in_order(recipient: str, expected: list[tuple[str, str]]) -> None:
    reports = [_fields(report) for report in _reported(recipient)]
    assert [(fields["Action"], fields["Status"]) for fields in reports] == expected


def test_a_report_has_the_three_parts_of_rfc_3464() -> None:
    (report,) = _reported("niemand@unbekannt.example")
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    assert report["To"] == RETURN_PATH
    assert report["Auto-Submitted"] == "auto-replied"
    parts = [part.get_content_type() for part in report.get_payload() if isinstance(part, Message)]
    assert parts == ["text/plain", "message/delivery-status", "text/rfc822-headers"]
    fields = _fields(report)
    assert fields["Final-Recipient"] == "rfc822; niemand@unbekannt.example"
    diagnostic = " ".join(fields["Diagnostic-Code"].split())
    assert diagnostic.startswith("smtp; 550 5.1.1 <niemand@unbekannt.example>")


def test_a_report_returns_the_header_of_the_mail_and_never_its_text() -> None:
    (report,) = _reported("niemand@unbekannt.example")
    original = report.get_payload(2)
    assert isinstance(original, Message)
    header = original.get_payload(decode=True)
    assert isinstance(header, bytes)
    assert b"Message-ID: <1@schwimmschule.example>" in header
    assert b"vertraulich" not in report.as_bytes()
    assert b"vertraulich" not in header


def test_a_delay_comes_before_the_expiry() -> None:
    assert GREYLISTED.after < EXPIRED.after

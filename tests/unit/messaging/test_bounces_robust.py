"""M6: whatever comes back is read, in bounded time; and the command that describes files."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from messaging.domain.bounce import Bounce, BounceReason
from messaging.domain.bounces import classify, report_identity
from messaging.domain.bounces.phrases import COMMON, OWN
from messaging.domain.bounces.wording import MOST_WORDS, meaning_of_words
from messaging.domain.report import ReportKind
from tests.unit.messaging.reports import a_report, in_words

# The words that the patterns are made of, so that what is made of them nearly fits.
WORDS = sorted(
    {
        word
        for family in (*OWN, *COMMON)
        for patterns in family.values()
        for pattern in patterns
        for word in "".join(c if c.isalpha() else " " for c in pattern).split()
    }
)
PARTS = [
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: message/delivery-status\n\n",
    b"Content-Type: text/html; charset=nonsense\n\n<b",
    b"Content-Transfer-Encoding: base64\n\n=?utf-8?B?",
    b"Content-Type: text/plain; charset=utf-16\n\n\xff\xfe",
    b"Final-Recipient: rfc822; jana@example.com\n",
    b"Action: failed\nStatus: 5.1.1\n\n",
    b"Subject: Returned mail\nFrom: MAILER-DAEMON\n",
    b"Subject: =?utf-8?B?a?=\n",
    b"<jana@example.com>:\n>>> RCPT TO\n<<< 550 \xe4\n\n",
    b"--x--\n",
]


@given(st.binary(max_size=400))
def test_m6_whatever_comes_is_classified(raw: bytes) -> None:
    classify(raw)
    classify(
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n" + raw
    )
    report_identity(raw)


@given(st.lists(st.sampled_from(PARTS) | st.binary(max_size=20), max_size=30))
def test_m6_broken_mime_is_classified(parts: list[bytes]) -> None:
    report = classify(b"".join(parts))
    assert (report.bounce is not None) == (report.kind in (ReportKind.FAILED, ReportKind.DELAYED))


@settings(max_examples=50, deadline=5000)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from([" ", ": ", "@", "\n"]))
def test_m6_no_words_take_long_to_read(words: list[str], between: str) -> None:
    phrase = between.join(words) + between
    meaning_of_words(phrase * (MOST_WORDS // len(phrase)))


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
        in_words(">>> DATA\n<<< 550 x\n" * 300_000),
        in_words("undeliverable to " * 300_000),
        in_words("jana@example.com:\n" * 300_000),
        in_words("> " * 2_000_000),
        in_words("please confirm that awaiting your a moderator " * 100_000),
        in_words(
            "550 5.1.1 <jana@example.com> x " * 100_000, headers="X-Failed-Recipients: jana@example.com\n"
        ),
        in_words("550 5.1.1 <otto@example.com>\n" * 100_000),
        b"From: MAILER-DAEMON@x\r\nSubject: " + b"submitter:rep " * 300_000 + b"\r\n\r\nx",
        b"Subject: " + b"=?utf-8?B?w7w=?= " * 200_000 + b"\r\nFrom: MAILER-DAEMON@x\r\n\r\nundelivered",
        b"Content-Type: multipart/report; " + b"report-type*0*=%ff; " * 200_000 + b"boundary=x\r\n\r\nx",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(60_000)),
        a_report("failed", "5.0.0", "user " * 1_000_000),
    ],
    ids=[
        "nested",
        "parameters",
        "folded",
        "blank",
        "dashes",
        "styles",
        "letters",
        "transcript",
        "shapes",
        "recipients",
        "quotes",
        "challenge",
        "answers",
        "answers-of-others",
        "subject",
        "words",
        "types",
        "multiparts",
        "diagnostic",
    ],
)
def test_m6_whoever_has_got_a_mail_cannot_stop_the_worker_with_an_answer(raw: bytes) -> None:
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(10)
    try:
        assert report_identity(raw) == report_identity(raw)
        classify(raw)
    finally:
        signal.alarm(0)


def _too_long(*_: object) -> None:
    pytest.fail("reading took longer than ten seconds")


def test_m6_a_wrong_charset_hides_neither_recipient_nor_reason() -> None:
    for charset in ("nonsense", "utf-16", "iso-2022-jp", "idna", "punycode", "zlib", "unicode_escape", '"'):
        raw = a_report("failed", "5.1.1", "550 5.1.1 User unknown", words="Postfach unbekannt: ä\xff")
        raw = raw.replace(
            b"Content-Type: text/plain", b"Content-Type: text/plain; charset=" + charset.encode()
        )
        report = classify(raw)
        assert report.recipient == "jana@example.com"
        assert report.bounce is not None
        assert report.bounce.reason == "address_unknown"


def test_m6_an_encoded_word_that_is_none_hides_nothing() -> None:
    raw = a_report("failed", "5.1.1", "550 5.1.1 User unknown").replace(
        b"Subject: ", b"Subject: =?utf-8?B?a?= "
    )
    assert b"=?utf-8?B?a?=" in raw
    report = classify(raw)
    assert report.bounce is not None
    assert report.bounce.reason == "address_unknown"


def test_m6_a_report_in_a_report_in_a_report_is_found() -> None:
    inner = a_report("failed", "5.1.1", "550 5.1.1 User unknown")
    for boundary in (b"A", b"B"):
        head = (
            b"From: MAILER-DAEMON@x\nContent-Type: multipart/mixed; boundary="
            + boundary
            + b"\n\n--"
            + boundary
        )
        inner = head + b"\nContent-Type: message/rfc822\n\n" + inner + b"\n--" + boundary + b"--\n"
        report = classify(inner)
        assert (report.recipient, report.message_id) == ("jana@example.com", "<abc@example.org>")
        assert report.bounce == Bounce.of(BounceReason.ADDRESS_UNKNOWN, "5.1.1")


def command(*files: Path | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "messaging.bounces", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_m6_the_command_prints_one_object_a_file(tmp_path: Path) -> None:
    bounce, letter = tmp_path / "bounce.eml", tmp_path / "brief.eml"
    bounce.write_bytes(a_report("failed", "5.1.1", "550 5.1.1 User unknown"))
    letter.write_bytes(b"From: jana@example.com\nSubject: Hallo\n\nHallo\n")
    done = command(bounce, letter)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "file": str(bounce),
            "is_bounce": True,
            "recipient": "jana@example.com",
            "class": "hard",
            "reason": "address_unknown",
            "status": "5.1.1",
            "message_id": "<abc@example.org>",
        },
        {
            "file": str(letter),
            "is_bounce": False,
            "recipient": None,
            "class": None,
            "reason": None,
            "status": None,
            "message_id": None,
        },
    ]


def test_m6_the_command_names_what_it_cannot_read_and_reads_the_others(tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(b"From: jana@example.com\n\nHallo\n")
    done = command(tmp_path / "missing.eml", tmp_path, letter)
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [str(letter)]
    missing, folder = done.stderr.splitlines()
    assert missing.startswith(f"{tmp_path / 'missing.eml'}: cannot be read: ")
    assert folder.startswith(f"{tmp_path}: cannot be read: ")


def test_m6_the_command_without_files_says_how_it_is_used() -> None:
    done = command()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")

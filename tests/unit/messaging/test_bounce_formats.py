"""M6: reports in words alone, as the servers of the world write them."""

import tomllib
from pathlib import Path

import pytest

from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from tests.unit.messaging.reports import in_words

REPORTS = tomllib.loads(Path(__file__).with_name("bounce_formats.toml").read_text())["report"]
RETURNED = """
Return-Path: <bounce+ab@example.org>
Received: from a by b
Message-ID: <abc@example.org>
From: info@example.org
To: jana@example.com
Subject: Kurs

Hallo
"""


@pytest.mark.parametrize("report", REPORTS, ids=[report["server"] for report in REPORTS])
def test_m6_each_server_is_understood_in_its_own_words(report: dict[str, str]) -> None:
    mail = in_words(
        report["text"] + RETURNED,
        subject=report["subject"],
        sender=report["sender"],
        headers="Return-Path: <>\nContent-Type: text/plain; charset=utf-8\n",
    )
    found = classify(mail)
    assert found.kind is ReportKind.FAILED
    assert found.bounce is not None
    assert found.bounce.reason.value == report["reason"]
    assert (found.recipient, found.message_id) == ("jana@example.com", "<abc@example.org>")

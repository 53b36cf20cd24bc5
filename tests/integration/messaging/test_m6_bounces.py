"""M6: delivery reports come in by SMTP and LMTP, and leave as facts."""

import asyncio
import smtplib
from uuid import uuid4

import pytest
from aiosmtplib import SMTPRecipientRefused
from prometheus_client import REGISTRY

from deploy.local.ports import free_port
from messaging.adapters.intake import MOST_BYTES
from messaging.application.keep_report import MOST_OF_ONE_MESSAGE
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually
from tests.support.reports import complaint, delivery_report


async def test_m6_a_bounce_is_published_with_ids_and_codes_only(desk: Desk) -> None:
    customer = await desk.customer(email="jana@example.net", email_version=3)
    [taken] = await desk.write(customer, subject="Geheimer Betreff", body="Geheimer Text")
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    await desk.report(
        mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 <jana@example.net> unknown user"
    )
    accepted, bounced = await desk.events("mail", 2)
    assert (accepted["type"], bounced["type"]) == ("mail.accepted", "mail.bounced")
    assert bounced["key"] == str(customer)
    assert bounced["subject"] == taken["id"]
    data = bounced["data"]
    assert data.pop("at").endswith("Z")
    assert data == {
        "message_id": taken["id"],
        "customer_id": str(customer),
        "email_version": 3,
        "class": "hard",
        "reason": "address_unknown",
        "status": "5.1.1",
    }


async def test_m6_a_report_that_comes_five_times_counts_once(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    mail.message["Return-Path"] = mail.return_path
    raw = delivery_report(
        mail.message, action="failed", status="5.1.1", diagnostic="550 unknown user"
    ).as_bytes()
    for number in range(5):
        await desk.send_to_intake(mail.return_path, f"Received: by mx{number}\r\n".encode() + raw)
    await desk.message_in("bounced", taken["id"])
    [other] = await desk.write(await desk.customer())
    await desk.message_in("accepted", other["id"])
    types = [event["type"] for event in await desk.events("mail", 3)]
    assert sorted(types) == ["mail.accepted", "mail.accepted", "mail.bounced"]
    message = await desk.message(taken["id"])
    assert [event["type"] for event in message["events"]] == ["accepted", "bounced"]


async def test_m6_another_system_may_report_a_bounce(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    await desk.message_in("accepted", taken["id"])
    event_id = uuid4()
    for _ in range(3):
        await desk.publish(
            "mail",
            "mail.bounced",
            taken["id"],
            {
                "message_id": taken["id"],
                "customer_id": customer,
                "email_version": 1,
                "at": "2026-11-24T09:00:00Z",
                "class": "soft",
                "reason": "mailbox_full",
                "status": None,
            },
            key=customer,
            event_id=event_id,
            source="/relay-vendor",
        )
    message = await desk.message_in("bounced", taken["id"])
    assert message["bounce"] == {"class": "soft", "reason": "mailbox_full", "status": None}
    assert [event["type"] for event in message["events"]].count("bounced") == 1


async def test_m6_the_report_itself_is_not_kept(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 Unbekannter Mensch")
    await desk.message_in("bounced", taken["id"])
    [row] = await desk.rows("SELECT raw, kind, bounce_reason FROM reports")
    assert (row.raw, row.kind, row.bounce_reason) == (None, "failed", "address_unknown")


async def test_m6_an_automatic_answer_changes_nothing(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    answer = (
        b"From: jana@example.net\r\nSubject: Abwesenheit\r\nAuto-Submitted: auto-replied\r\n\r\nBin weg.\r\n"
    )
    await desk.send_to_intake(mail.return_path, answer)

    await _kept_as(desk, "automatic")
    assert (await desk.message(taken["id"]))["status"] == "accepted"


async def test_m6_a_complaint_is_kept_as_feedback_and_says_nothing_of_delivery(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    mail.message["Return-Path"] = mail.return_path
    await desk.send_to_intake(mail.return_path, complaint(mail.message).as_bytes())
    await _kept_as(desk, "feedback")
    assert (await desk.message(taken["id"]))["status"] == "accepted"


async def test_m6_whoever_sends_a_report_is_never_answered(desk: Desk) -> None:
    customer = await desk.customer()
    [taken] = await desk.write(customer)
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    question = b"From: mensch@example.net\r\nSubject: Frage\r\n\r\nWann beginnt der Kurs?\r\n"
    await desk.send_to_intake(mail.return_path, question, sender="mensch@example.net")
    await _kept_as(desk, "other")
    [other] = await desk.write(customer)
    await desk.message_in("accepted", other["id"])
    assert len(desk.relay.mails) == 2


async def _kept_as(desk: Desk, kind: str) -> None:
    async def look() -> None:
        assert await desk.rows("SELECT raw, kind FROM reports") == [(None, kind)]

    await eventually(look)


@pytest.mark.parametrize(
    "recipient",
    [
        "bounce+" + "0" * 32 + "@bounces.schule.example",
        "bounce+zz@bounces.schule.example",
        "info@bounces.schule.example",
        "postmaster@elsewhere.example",
    ],
)
async def test_m6_an_unknown_return_path_is_refused(desk: Desk, recipient: str) -> None:
    await desk.write(await desk.customer())
    await desk.mail()
    with pytest.raises(SMTPRecipientRefused) as refused:
        await desk.send_to_intake(recipient, b"Subject: x\r\n\r\nx\r\n")
    assert refused.value.code == 550


async def test_m6_a_known_token_at_another_domain_is_refused(desk: Desk) -> None:
    customer = await desk.customer()
    await desk.write(customer)
    mail = await desk.mail()
    with pytest.raises(SMTPRecipientRefused):
        await desk.send_to_intake(mail.return_path.split("@")[0] + "@elsewhere.example", b"\r\n")


async def test_m6_reports_come_in_by_lmtp(runs: Runs) -> None:
    async with runs(bounce_lmtp_port=free_port()) as desk:
        customer = await desk.customer()
        [taken] = await desk.write(customer)
        mail = await desk.mail()
        mail.message["Return-Path"] = mail.return_path
        raw = delivery_report(
            mail.message, action="failed", status="5.1.1", diagnostic="550 unknown user"
        ).as_bytes()
        await asyncio.to_thread(_by_lmtp, desk.settings.bounce_lmtp_port or 0, mail.return_path, raw)
        await desk.message_in("bounced", taken["id"])


async def test_m6_lmtp_has_the_limits_of_smtp_and_takes_one_recipient_a_mail(runs: Runs) -> None:
    async with runs(bounce_lmtp_port=free_port()) as desk:
        [taken, other] = [item for _ in range(2) for item in await desk.write(await desk.customer())]
        await desk.message_in("accepted", taken["id"])
        await desk.message_in("accepted", other["id"])
        paths = [mail.return_path for mail in desk.relay.mails]
        before = _lmtp_answers("unknown")
        answers = await asyncio.to_thread(
            _past_the_limits_by_lmtp, desk.settings.bounce_lmtp_port or 0, paths
        )
        assert answers == {
            "ehlo": 500,
            "size": 552,
            "unknown": 550,
            "second recipient": 452,
            "too large": 552,
            "next": 250,
            "many": [250] * (MOST_OF_ONE_MESSAGE - 1) + [552],
        }
        assert _lmtp_answers("unknown") == before + 1


def _past_the_limits_by_lmtp(port: int, paths: list[str]) -> dict[str, object]:
    answers: dict[str, object] = {}
    with smtplib.LMTP("127.0.0.1", port) as client:
        answers["ehlo"] = client.docmd("EHLO", "mx.test")[0]
        client.ehlo_or_helo_if_needed()
        answers["size"] = client.mail("", [f"SIZE={MOST_BYTES + 1}"])[0]
        client.mail("")
        answers["unknown"] = client.rcpt("bounce+" + "a" * 32 + "@bounces.schule.example")[0]
        client.rcpt(paths[0])
        answers["second recipient"] = client.rcpt(paths[1])[0]
        line = b"x" * 998 + b"\r\n"
        answers["too large"] = client.data(b"Subject: x\r\n\r\n" + line * (MOST_BYTES // 1000 + 1))[0]

        def report(number: int) -> int:
            client.mail("")
            client.rcpt(paths[0])
            return client.data(b"Subject: %d\r\n\r\nNumber %d\r\n" % (number, number))[0]

        answers["next"] = report(0)
        answers["many"] = [report(number) for number in range(1, MOST_OF_ONE_MESSAGE + 1)]
    return answers


def _lmtp_answers(answer: str) -> float:
    labels = {"way": "lmtp", "answer": answer}
    return REGISTRY.get_sample_value("report_intake_answers_total", labels) or 0.0


def _by_lmtp(port: int, recipient: str, raw: bytes) -> None:
    with smtplib.LMTP("127.0.0.1", port) as client:
        assert client.sendmail("", [recipient], raw) == {}


async def test_m6_a_report_that_the_library_cannot_decode_stops_nobody(desk: Desk) -> None:
    [taken] = await desk.write(await desk.customer())
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    await desk.send_to_intake(mail.return_path, b"From: x@mx.test\r\nSubject: =?utf-8?B?a?=\r\n\r\nx\r\n")
    await desk.report(mail, action="failed", status="5.1.1", diagnostic="550 5.1.1 unknown user")
    await desk.message_in("bounced", taken["id"])
    assert await desk.rows("SELECT id FROM reports WHERE raw IS NOT NULL") == []

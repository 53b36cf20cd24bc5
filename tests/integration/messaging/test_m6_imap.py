"""M6 by IMAP: delivery reports are fetched from a mailbox (Debian's Dovecot) and leave it when they are stored."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import Message

import pytest
from prometheus_client import REGISTRY

from deploy.local.ports import free_port
from messaging.adapters.imap_mailbox import MailboxRefused, opened_mailbox
from messaging.adapters.troubles import Troubles
from messaging.application.keep_report import Taken
from messaging.entrypoints import imap
from messaging.imap_target import ImapTarget, imap_target
from tests.integration.messaging.conftest import Runs
from tests.integration.messaging.desk import Desk
from tests.support.eventually import eventually
from tests.support.mail_servers import needs_mail_servers
from tests.support.mail_servers.dovecot import PASSWORD, USER, Dovecot, dovecot
from tests.support.reports import complaint, delivery_report
from tests.support.smtp_sink import TakenMail

pytestmark = needs_mail_servers

OFTEN = 0.1


@pytest.fixture
async def mailbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Dovecot]:
    """A Dovecot whose certificate this machine trusts."""
    async with dovecot(free_port(), free_port()) as server:
        monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
        yield server


async def test_the_poller_ends_when_it_is_cancelled_as_the_mailbox_answers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: asyncio.Queue[asyncio.Future[None]] = asyncio.Queue()

    @asynccontextmanager
    async def no_mailbox(_: ImapTarget) -> AsyncIterator[None]:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        answers.put_nowait(answer)
        await asyncio.wait_for(answer, 60)
        raise MailboxRefused("LOGIN")
        yield

    monkeypatch.setattr(imap, "opened_mailbox", no_mailbox)

    async def takes(_: str, __: bytes) -> Taken:
        return Taken.UNKNOWN

    target = imap_target("imaps://kurse:geheim@127.0.0.1/INBOX")
    poller = imap.MailboxPoller(target, "bounces.schule.example", 3600.0, takes, Troubles(desk.database))
    polling = asyncio.create_task(poller.run())
    (await answers.get()).set_result(None)
    polling.cancel()
    await asyncio.wait([polling], timeout=5)
    assert polling.done(), "it waits for the next time to look"


@pytest.mark.parametrize("url", [lambda server: server.tls_url, lambda server: server.url("required")])
async def test_m6_a_report_in_the_mailbox_becomes_the_status_and_leaves(
    runs: Runs, mailbox: Dovecot, url: Callable[[Dovecot], str]
) -> None:
    async with runs(bounce_imap_url=url(mailbox), bounce_imap_every_seconds=OFTEN) as desk:
        message_id, mail = await _sent(desk)
        mailbox.deliver(_delivered_to(mail.return_path, _report(mail)))
        message = await desk.message_in("bounced", message_id)
        assert message["bounce"]["reason"] == "address_unknown"
        await _mailbox_holds(mailbox, {})


@pytest.mark.parametrize(
    "header",
    [
        "Delivered-To: {}",
        "X-Original-To: {}",
        "To: Wir <{}>",
        "Received: from mx.test by imap.test with LMTP id x\r\n\tfor <{}>; Fri, 27 Nov 2026 09:00:00 +0000",
    ],
)
async def test_m6_the_return_path_is_found_where_servers_write_it(
    runs: Runs, mailbox: Dovecot, header: str
) -> None:
    async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
        message_id, mail = await _sent(desk)
        report = _report(mail)
        del report["To"]
        mailbox.deliver(header.format(mail.return_path).encode() + b"\r\n" + report.as_bytes())
        await desk.message_in("bounced", message_id)


async def test_m6_a_complaint_to_another_address_is_known_by_the_mail_it_is_about(
    runs: Runs, mailbox: Dovecot
) -> None:
    async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
        _, mail = await _sent(desk)
        mail.message["Return-Path"] = mail.return_path
        feedback = complaint(mail.message)
        feedback.replace_header("To", "beschwerden@schule.example")
        mailbox.deliver(feedback.as_bytes())
        await _mailbox_holds(mailbox, {})
        assert [kind for (kind,) in await desk.rows("SELECT kind FROM reports")] in ([None], ["feedback"])


async def test_m6_what_names_no_known_return_path_is_left_to_people(runs: Runs, mailbox: Dovecot) -> None:
    before = _unknown()
    async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
        message_id, mail = await _sent(desk)
        gone = "bounce+" + "a" * 32 + "@bounces.schule.example"
        to_a_path_gone = _report(mail)
        del to_a_path_gone["To"]
        mailbox.deliver(_delivered_to(gone, to_a_path_gone))
        mailbox.deliver(b"From: jana@example.net\r\nTo: buero@schule.example\r\n\r\nGuten Tag!\r\n")
        mailbox.deliver(_delivered_to(mail.return_path, _report(mail)))
        await desk.message_in("bounced", message_id)
        await _mailbox_holds(mailbox, {"000001": "S", "000002": "S"})
    assert _unknown() == before + 2


async def test_m6_a_report_of_a_deleted_customer_is_not_taken_from_the_mailbox(
    runs: Runs, mailbox: Dovecot
) -> None:
    async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
        customer = await desk.customer()
        [taken] = await desk.write(customer)
        mail = await desk.mail()
        await desk.message_in("accepted", taken["id"])
        await desk.delete(customer)
        await desk.events("erasures", 1)
        mailbox.deliver(_delivered_to(mail.return_path, _report(mail)))
        await _mailbox_holds(mailbox, {"000001": "S"})
        assert await desk.rows("SELECT id FROM reports") == []


async def test_m6_the_same_report_twice_in_the_mailbox_counts_once(runs: Runs, mailbox: Dovecot) -> None:
    async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
        message_id, mail = await _sent(desk)
        raw = _delivered_to(mail.return_path, _report(mail))
        for _ in range(5):
            mailbox.deliver(raw)
        await _mailbox_holds(mailbox, {})
        message = await desk.message_in("bounced", message_id)
        assert [event["type"] for event in message["events"]] == ["accepted", "bounced"]
        assert len(await desk.rows("SELECT id FROM reports")) == 1


async def test_m6_only_the_mail_that_was_taken_is_deleted(mailbox: Dovecot) -> None:
    for number in range(3):
        mailbox.deliver(b"Subject: %d\r\n\r\nx\r\n" % number)
    async with opened_mailbox(imap_target(mailbox.tls_url)) as opened:
        assert await opened.unseen() == [1, 2, 3]
        await opened._mark(1, r"\Deleted")
        await opened.delete(2)
        await opened.delete(2)
        assert await opened.fetch(2, 1_000) is None
        assert await opened.fetch(3, 10) == b"Subject: 2"
        assert await opened.unseen() == [3]
    assert mailbox.mails() == {"000001": "T", "000003": ""}


async def test_m6_a_server_without_uidplus_loses_no_mail_but_the_one_that_was_taken(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = "imap_capability = IMAP4rev1 LITERAL+ IDLE\n"
    async with dovecot(free_port(), free_port(), more=bare) as mailbox:
        monkeypatch.setenv("SSL_CERT_FILE", str(mailbox.certificate))
        mailbox.deliver(b"Subject: one\r\n\r\nx\r\n")
        async with runs(bounce_imap_url=mailbox.tls_url, bounce_imap_every_seconds=OFTEN) as desk:
            message_id, mail = await _sent(desk)
            mailbox.deliver(_delivered_to(mail.return_path, _report(mail)))
            await desk.message_in("bounced", message_id)
            await _mailbox_holds(mailbox, {"000001": "S"})
            # Somebody changes their mind about a mail that only waits for its end.
            async with opened_mailbox(imap_target(mailbox.tls_url)) as opened:
                assert "UIDPLUS" not in opened._protocol.capabilities
                await opened._mark(1, r"\Deleted")
            again = _report(mail)
            again["X-Copy"] = "2"
            again.preamble = "another"
            mailbox.deliver(_delivered_to(mail.return_path, again))
            await _mailbox_holds(mailbox, {"000001": "ST", "000003": "T"})


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (lambda server: server.tls_url, "SSLCertVerificationError"),
        (lambda server: server.url("required"), "SSLCertVerificationError"),
        (lambda server: server.url("never").replace(USER, "niemand"), "'login'"),
        (lambda server: server.url("never").replace("INBOX", "Nirgends"), "'select'"),
    ],
    ids=["tls", "starttls", "login", "mailbox"],
)
async def test_m6_a_mailbox_that_cannot_be_trusted_or_entered_is_left_alone_and_logged_without_credentials(
    runs: Runs,
    mailbox: Dovecot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    url: Callable[[Dovecot], str],
    told: str,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    caplog.set_level(logging.DEBUG)
    mailbox.deliver(b"Subject: x\r\n\r\nx\r\n")
    async with runs(bounce_imap_url=url(mailbox), bounce_imap_every_seconds=OFTEN):
        await eventually(lambda: _logged(caplog, told))
    assert mailbox.mails() == {"000001": ""}
    said = caplog.text + "".join(str(record.msg) for record in caplog.records)
    assert PASSWORD not in said
    assert USER not in said


async def test_m6_a_mailbox_that_was_away_is_read_when_it_is_back(
    runs: Runs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    port, tls_port = free_port(), free_port()
    url = f"imap://{USER}:x@127.0.0.1:{port}?starttls=never"
    async with runs(bounce_imap_url=url, bounce_imap_every_seconds=OFTEN) as desk:
        message_id, mail = await _sent(desk)
        await eventually(lambda: _logged(caplog, "ConnectionRefusedError"))
        await eventually(lambda: _alarms_are(desk, {"mailbox"}))
        async with dovecot(port, tls_port, password="x") as mailbox:
            mailbox.deliver(_delivered_to(mail.return_path, _report(mail)))
            await desk.message_in("bounced", message_id, within=20)
            await eventually(lambda: _alarms_are(desk, set()))


async def _alarms_are(desk: Desk, names: set[str]) -> None:
    state = (await desk.http.get("/api/ops/messaging")).json()
    assert {alarm["name"] for alarm in state["alarms"]} == names


def _logged(caplog: pytest.LogCaptureFixture, told: str) -> None:
    lines = [str(record.msg) for record in caplog.records if "mailbox of delivery" in str(record.msg)]
    assert any(told in line for line in lines), lines


def _unknown() -> float:
    labels = {"way": "imap", "answer": "unknown"}
    return REGISTRY.get_sample_value("report_intake_answers_total", labels) or 0.0


async def _sent(desk: Desk) -> tuple[str, TakenMail]:
    [taken] = await desk.write(await desk.customer())
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    return taken["id"], mail


async def _mailbox_holds(mailbox: Dovecot, mails: dict[str, str]) -> None:
    def look() -> None:
        assert mailbox.mails() == mails

    await eventually(look)


def _report(mail: TakenMail) -> Message:
    mail.message["Return-Path"] = mail.return_path
    report = delivery_report(mail.message, action="failed", status="5.1.1", diagnostic="550 unknown user")
    del mail.message["Return-Path"]
    return report


def _delivered_to(recipient: str, report: Message) -> bytes:
    return f"Return-Path: <>\r\nDelivered-To: {recipient}\r\n".encode() + report.as_bytes()

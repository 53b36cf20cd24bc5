"""M6: whoever knows a return path, and whoever knows none, finds a limit to each thing they can do with the intake."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from aiosmtplib import SMTPDataError, SMTPRecipientRefused
from prometheus_client import REGISTRY
from sqlalchemy import text

from messaging.adapters import intake_limits
from messaging.adapters.intake import MOST_BYTES, MOST_RECIPIENTS
from messaging.adapters.intake_limits import (
    MOST_CONNECTIONS,
    MOST_CONNECTIONS_OF_A_PEER,
    RECIPIENTS_AT_ONCE,
)
from messaging.application import keep_report
from messaging.application.keep_report import MOST_OF_ONE_MESSAGE
from messaging.domain.bounces.parsing import MOST_READ
from tests.integration.messaging.desk import Desk
from tests.support.smtp_sink import TakenMail

OTHER_PEER = "127.0.0.2"
REPORT = b"From: mailer-daemon@mx.test\r\nSubject: Report %d\r\n\r\nNumber %d\r\n"


async def test_m6_a_peer_with_too_many_connections_is_turned_away_and_others_are_not(desk: Desk) -> None:
    mail = await _sent(desk)
    async with contextlib.AsyncExitStack() as connections:
        for _ in range(MOST_CONNECTIONS_OF_A_PEER):
            assert (await connections.enter_async_context(_Client.to(desk))).greeting.startswith(b"220")
        turned_away = await connections.enter_async_context(_Client.to(desk))
        assert turned_away.greeting.startswith(b"421")
        await desk.send_to_intake(mail.return_path, REPORT % (1, 1), source=OTHER_PEER)
    # Those that have left make room.
    await desk.send_to_intake(mail.return_path, REPORT % (2, 2))


async def test_m6_too_many_connections_in_all_are_turned_away(desk: Desk) -> None:
    await _sent(desk)
    async with contextlib.AsyncExitStack() as connections:
        for number in range(MOST_CONNECTIONS):
            peer = f"127.0.0.{2 + number % 5}"
            assert (await connections.enter_async_context(_Client.to(desk, peer))).greeting[:3] == b"220"
        one_more = await connections.enter_async_context(_Client.to(desk))
        assert one_more.greeting.startswith(b"421")


async def test_m6_a_flood_is_put_off_while_others_are_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However slowly the flood comes on a busy machine, it is faster than this.
    monkeypatch.setattr(intake_limits, "RECIPIENTS_A_SECOND", 0.0)
    mail = await _sent(desk)
    before = _answers("too_fast")
    async with _Client.to(desk) as flood:
        await flood.say(b"EHLO flood.test", b"MAIL FROM:<>")
        answers = await flood.say(
            *[b"RCPT TO:<bounce+%032x@bounces.schule.example>" % number for number in range(1_500)]
        )
        assert {answer[:3] for answer in answers} == {b"550", b"451"}
        assert sum(answer.startswith(b"550") for answer in answers) == RECIPIENTS_AT_ONCE
        await desk.send_to_intake(mail.return_path, REPORT % (1, 1), source=OTHER_PEER)
    assert _answers("too_fast") > before


async def test_m6_a_report_that_is_too_large_is_refused(desk: Desk) -> None:
    mail = await _sent(desk)
    async with _Client.to(desk) as client:
        [*_, told] = await client.say(b"EHLO mx.test", b"MAIL FROM:<> SIZE=%d" % (MOST_BYTES + 1))
        assert told.startswith(b"552")
    line = b"x" * 998 + b"\r\n"
    with pytest.raises(SMTPDataError) as refused:
        await desk.send_to_intake(mail.return_path, b"Subject: x\r\n\r\n" + line * (MOST_BYTES // 1000 + 1))
    assert refused.value.code == 552
    await desk.send_to_intake(mail.return_path, b"Subject: x\r\n\r\n" + line * (MOST_BYTES // 1000 - 100))


async def test_m6_a_line_without_an_end_is_cut_off(desk: Desk) -> None:
    mail = await _sent(desk)
    async with _Client.to(desk) as client:
        await client.say(b"EHLO mx.test", b"MAIL FROM:<>", f"RCPT TO:<{mail.return_path}>".encode())
        [go] = await client.say(b"DATA")
        assert go.startswith(b"354")
        with pytest.raises(ConnectionError):
            for _ in range(3 * MOST_BYTES // 65_536):
                await client.send(b"x" * 65_536)
            await client.closed()


async def test_m6_a_mail_to_too_many_return_paths_is_split(desk: Desk) -> None:
    customers = [await desk.customer(email=f"jana{number}@example.net") for number in range(11)]
    await desk.write(*customers)
    await desk.mail(11)
    async with _Client.to(desk) as client:
        await client.say(b"EHLO mx.test", b"MAIL FROM:<>")
        answers = await client.say(*[f"RCPT TO:<{mail.return_path}>".encode() for mail in desk.relay.mails])
    assert [answer[:3] for answer in answers] == [b"250"] * MOST_RECIPIENTS + [b"452"]


async def test_m6_of_one_message_there_are_only_so_many_reports(desk: Desk) -> None:
    mail = await _sent(desk)
    for number in range(MOST_OF_ONE_MESSAGE):
        await desk.send_to_intake(mail.return_path, REPORT % (number, number))
    with pytest.raises(SMTPDataError) as refused:
        await desk.send_to_intake(mail.return_path, REPORT % (99, 99))
    assert refused.value.code == 552
    await desk.send_to_intake(mail.return_path, REPORT % (0, 0))
    [row] = await desk.rows("SELECT count(*) FROM reports")
    assert row[0] == MOST_OF_ONE_MESSAGE


async def test_m6_a_report_is_put_off_while_too_many_wait(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = await _sent(desk)
    with monkeypatch.context() as full:
        full.setattr(keep_report, "MOST_WAITING", 0)
        with pytest.raises(SMTPDataError) as put_off:
            await desk.send_to_intake(mail.return_path, REPORT % (1, 1))
        assert put_off.value.code == 451
    await desk.send_to_intake(mail.return_path, REPORT % (1, 1))


async def test_m6_after_a_report_that_could_not_be_stored_the_next_one_may_come(desk: Desk) -> None:
    mail = await _sent(desk)
    envelope = (b"MAIL FROM:<>", f"RCPT TO:<{mail.return_path}>".encode(), b"DATA")
    async with _Client.to(desk) as client:
        await client.say(b"EHLO mx.test")
        async with _without_reports(desk):
            assert [answer[:3] for answer in await client.say(*envelope)] == [b"250", b"250", b"354"]
            [put_off] = await client.say(REPORT % (1, 1) + b".")
            assert put_off.startswith(b"451")
        assert [answer[:3] for answer in await client.say(*envelope)] == [b"250", b"250", b"354"]
        [stored] = await client.say(REPORT % (1, 1) + b".")
        assert stored.startswith(b"250")


@contextlib.asynccontextmanager
async def _without_reports(desk: Desk) -> AsyncIterator[None]:
    async def rename(old: str, new: str) -> None:
        async with desk.database.transaction() as session:
            await session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    await rename("reports", "reports_away")
    try:
        yield
    finally:
        await rename("reports_away", "reports")


async def test_m6_of_a_long_report_no_more_is_kept_than_is_read(desk: Desk) -> None:
    mail = await _sent(desk)
    long = REPORT % (1, 1) + (b"y" * 998 + b"\r\n") * 1_000
    async with desk.database.transaction() as session:
        # Classifying waits for this lock, taking in does not.
        await session.execute(text("SELECT FROM messages FOR NO KEY UPDATE"))
        await desk.send_to_intake(mail.return_path, long)
        [row] = await desk.rows("SELECT length(raw) FROM reports")
        assert row[0] == MOST_READ


async def test_m6_a_refused_return_path_is_counted_without_naming_it(desk: Desk) -> None:
    await _sent(desk)
    before = _answers("unknown")
    with pytest.raises(SMTPRecipientRefused):
        await desk.send_to_intake("bounce+" + "a" * 32 + "@bounces.schule.example", REPORT % (1, 1))
    assert _answers("unknown") == before + 1


def _answers(answer: str) -> float:
    labels = {"way": "smtp", "answer": answer}
    return REGISTRY.get_sample_value("report_intake_answers_total", labels) or 0.0


async def _sent(desk: Desk) -> TakenMail:
    [taken] = await desk.write(await desk.customer())
    mail = await desk.mail()
    await desk.message_in("accepted", taken["id"])
    return mail


class _Client:
    """Speaks SMTP without the manners of a library."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, greeting: bytes) -> None:
        self._reader = reader
        self._writer = writer
        self.greeting = greeting

    @classmethod
    @contextlib.asynccontextmanager
    async def to(cls, desk: Desk, source: str = "127.0.0.1") -> "AsyncIterator[_Client]":
        """A connection to the intake that ends with the block."""
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", desk.settings.bounce_intake_port, local_addr=(source, 0)
        )
        try:
            yield cls(reader, writer, await reader.readline())
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def say(self, *lines: bytes) -> list[bytes]:
        """Sends the lines at once; the last line of each answer."""
        self._writer.write(b"".join(line + b"\r\n" for line in lines))
        return [await self._answer() for _ in lines]

    async def send(self, data: bytes) -> None:
        """Sends what is no command."""
        self._writer.write(data)
        await self._writer.drain()

    async def closed(self) -> None:
        """Raises ConnectionError once the other side has hung up."""
        if not await self._reader.read():
            raise ConnectionResetError

    async def _answer(self) -> bytes:
        while True:
            line = await self._reader.readline()
            if line[3:4] != b"-":
                return line

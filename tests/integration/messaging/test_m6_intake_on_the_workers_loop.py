"""M6: the intake runs on uvloop, as the worker does; the other tests run it on asyncio's own loop."""

import asyncio
import contextlib

import uvloop
from aiosmtplib import SMTP

from messaging.adapters.intake import bounce_intake
from messaging.adapters.intake_limits import MOST_CONNECTIONS_OF_A_PEER
from messaging.application.keep_report import Taken

TOKEN = "0" * 32
REPORT = b"From: mailer-daemon@mx.test\r\nSubject: Report\r\n\r\nUser unknown\r\n"


def test_m6_a_report_is_taken_and_the_limits_hold() -> None:
    uvloop.run(_reports_come_in())


async def _reports_come_in() -> None:
    taken: list[bytes] = []

    async def knows(token: str) -> bool:
        return token == TOKEN

    async def takes(_: str, raw: bytes) -> Taken:
        taken.append(raw)
        return Taken.TAKEN

    async with bounce_intake("127.0.0.1", 0, "bounces.test", knows, takes) as port:
        async with SMTP(hostname="127.0.0.1", port=port, timeout=5) as client:
            await client.sendmail("", [f"bounce+{TOKEN}@bounces.test"], REPORT)
        assert [b"User unknown" in raw for raw in taken] == [True]
        async with contextlib.AsyncExitStack() as open_ones:
            greetings = [await _greeting(open_ones, port) for _ in range(MOST_CONNECTIONS_OF_A_PEER + 1)]
        assert [line[:3] for line in greetings] == [b"220"] * MOST_CONNECTIONS_OF_A_PEER + [b"421"]


async def _greeting(open_ones: contextlib.AsyncExitStack, port: int) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    open_ones.callback(writer.close)
    return await reader.readline()

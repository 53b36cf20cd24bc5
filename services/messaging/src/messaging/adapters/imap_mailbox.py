"""A mailbox on an IMAP server, over aioimaplib.

What aioimaplib leaves to its user: it has no STARTTLS; some of its commands wait for ever on a connection that is
lost, and others by `wait_for`, which on Python 3.11 may swallow a cancellation; its lines are parsed by recursion, so
that a thousand of them at once end it; a message is read whole, however long. So the commands of its protocol are
used directly, each step has a time limit here, and messages are fetched one by one up to a size.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import TypeVar

from aioimaplib import IMAP4, IMAP4_SSL, AioImapException, Command
from aioimaplib.aioimaplib import IMAP4ClientProtocol, Response, quoted

from messaging.imap_target import ImapTarget

STEP_SECONDS = 30.0
UNREACHABLE = (AioImapException, OSError, EOFError)
"""What is raised when the server is away, closes the connection, or cannot prove who it is."""

T = TypeVar("T")

# Its lines quote what was received.
logging.getLogger("aioimaplib").setLevel(logging.CRITICAL + 1)


class MailboxRefused(Exception):
    """The server does not do as asked; `step` names at what. Its words may quote the account and are left out."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class Mailbox:
    """An opened mailbox. Every method raises one of UNREACHABLE or MailboxRefused when it cannot be done."""

    def __init__(self, protocol: IMAP4ClientProtocol) -> None:
        self._protocol = protocol
        self._has_uidplus = "UIDPLUS" in protocol.capabilities

    async def unseen(self) -> list[int]:
        """The UIDs of the mails nobody has seen, in the order they came."""
        return await self._found("UNSEEN", "UNDELETED")

    async def fetch(self, uid: int, most_bytes: int) -> bytes | None:
        """The mail, of a longer one the beginning; None when it has gone. It stays unseen."""
        answer = await _in_time(self._protocol.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most_bytes}>)"))
        _checked("fetch", answer)
        # Only a literal comes as a bytearray.
        return next((bytes(line) for line in answer.lines if isinstance(line, bytearray)), None)

    async def delete(self, uid: int) -> None:
        """Removes this mail and no other, whatever else is marked as deleted.

        Without UIDPLUS (RFC 4315) there is no such command: where somebody else has marked mails as deleted, this one
        only joins them, and goes when they do.
        """
        await self._mark(uid, r"\Deleted")
        if self._has_uidplus:
            _checked("expunge", await _in_time(self._protocol.uid("EXPUNGE", str(uid))))
        elif await self._found("DELETED") == [uid]:
            _checked("expunge", await _in_time(self._protocol.expunge()))

    async def leave(self, uid: int) -> None:
        """Marks the mail as seen; it stays."""
        await self._mark(uid, r"\Seen")

    async def _found(self, *criteria: str) -> list[int]:
        answer = _checked(
            "search", await _in_time(self._protocol.search(*criteria, charset=None, by_uid=True))
        )
        return sorted(
            int(word) for line in answer.lines[:-1] for word in bytes(line).split() if word.isdigit()
        )

    async def _mark(self, uid: int, flag: str) -> None:
        _checked("store", await _in_time(self._protocol.uid("STORE", str(uid), "+FLAGS.SILENT", f"({flag})")))


@asynccontextmanager
async def opened_mailbox(target: ImapTarget) -> AsyncIterator[Mailbox]:
    """Logs in and selects the mailbox."""
    context = ssl.create_default_context()
    client = (
        IMAP4_SSL(target.host, target.port, timeout=STEP_SECONDS, ssl_context=context)
        if target.tls
        else IMAP4(target.host, target.port, timeout=STEP_SECONDS)
    )
    protocol = client.protocol
    try:
        await _in_time(client._client_task)
        await _in_time(protocol.wait("AUTH|NONAUTH"))
        if target.start_tls == "required":
            await _in_time(_start_tls(protocol, context, target.host))
        _checked("login", await _in_time(protocol.login(quoted(target.username), target.password)))
        # What may be done is often told only to those who have logged in.
        await _in_time(protocol.capability())
        _checked("select", await _in_time(protocol.select(quoted(target.mailbox))))
        yield Mailbox(protocol)
        with contextlib.suppress(*UNREACHABLE):
            await _in_time(protocol.logout())
    finally:
        if protocol.transport is not None:
            protocol.transport.close()


async def _start_tls(protocol: IMAP4ClientProtocol, context: ssl.SSLContext, host: str) -> None:
    """RFC 3501 §6.2.1. What came in the clear behind the server's go-ahead is nobody's word: it ends the attempt."""
    if "STARTTLS" not in protocol.capabilities:
        raise MailboxRefused("starttls")
    _checked("starttls", await protocol.execute(Command("STARTTLS", protocol.new_tag())))
    if protocol.incomplete_line:
        raise MailboxRefused("starttls")
    loop = asyncio.get_running_loop()
    protocol.transport = await loop.start_tls(protocol.transport, protocol, context, server_hostname=host)
    await protocol.capability()


def _checked(step: str, answer: Response) -> Response:
    if answer.result != "OK":
        raise MailboxRefused(step)
    return answer


async def _in_time(step: Awaitable[T]) -> T:
    async with asyncio.timeout(STEP_SECONDS):
        return await step

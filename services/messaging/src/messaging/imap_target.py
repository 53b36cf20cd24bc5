"""The mailbox that delivery reports are fetched from, as an address."""

from dataclasses import dataclass
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic_core import PydanticCustomError

StartTls = Literal["required", "never"]


@dataclass(frozen=True)
class ImapTarget:
    """A mailbox on an IMAP server."""

    host: str
    port: int
    tls: bool
    start_tls: StartTls
    username: str
    password: str
    mailbox: str

    def __repr__(self) -> str:
        return f"ImapTarget({self.host}:{self.port})"


def imap_target(url: str) -> ImapTarget:
    """Reads `imaps://user:password@host:993/INBOX`, or `imap://…:143/INBOX?starttls=required|never`.

    `imaps` is TLS at once, `imap` demands STARTTLS unless told otherwise. Certificates are always verified.
    The mailbox is INBOX unless named, in ASCII.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _bad_url() from None
    mailbox = unquote(parts.path.removeprefix("/")) or "INBOX"
    start_tls = dict(parse_qsl(parts.query)).get("starttls", "required")
    if parts.scheme not in {"imap", "imaps"} or not parts.hostname or start_tls not in get_args(StartTls):
        raise _bad_url()
    username, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not username or not all(_fits_a_command(part) for part in (username, password, mailbox)):
        raise _bad_url()
    tls = parts.scheme == "imaps"
    return ImapTarget(
        host=parts.hostname,
        port=port or (993 if tls else 143),
        tls=tls,
        start_tls="never" if tls else cast(StartTls, start_tls),
        username=username,
        password=password,
        mailbox=mailbox,
    )


def checked_imap_url(url: str) -> str:
    """The same; raises what pydantic shows, without the address and its password."""
    imap_target(url)
    return url


def _fits_a_command(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _bad_url() -> PydanticCustomError:
    return PydanticCustomError("imap_url", "must look like imaps://user:password@host:993/INBOX")

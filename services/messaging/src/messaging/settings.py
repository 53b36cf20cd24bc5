"""What messaging reads from its environment."""

import functools
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, cast, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from chassis.settings import PostgresUrl, ServiceSettings
from messaging.dkim_keys import DkimKey, dkim_key
from messaging.imap_target import checked_imap_url

StartTls = Literal["required", "offered", "never"]


@dataclass(frozen=True)
class SmtpTarget:
    """The relay that takes our mail."""

    host: str
    port: int
    tls: bool
    start_tls: StartTls
    username: str | None
    password: str | None = None

    def __repr__(self) -> str:
        return f"SmtpTarget({self.host}:{self.port})"


def smtp_target(url: str) -> SmtpTarget:
    """Reads `smtp://user:password@host:25?starttls=required|offered|never`; `smtps://…` is TLS at once.

    Without `starttls` it is required where there is a password, else used when offered. Certificates are
    always verified.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _bad_smtp_url() from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise _bad_smtp_url()
    asked = dict(parse_qsl(parts.query)).get("starttls", "required" if parts.username else "offered")
    if asked not in get_args(StartTls):
        raise _bad_smtp_url()
    tls = parts.scheme == "smtps"
    return SmtpTarget(
        host=parts.hostname,
        port=port or (465 if tls else 25),
        tls=tls,
        start_tls="never" if tls else cast(StartTls, asked),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def sender_address(text: str) -> Address:
    """Reads `Kursanbieter <kurse@example.org>`."""
    name, address = parseaddr(text)
    if address.count("@") != 1 or not address.isascii():
        raise PydanticCustomError("mail_from", "must look like Name <address@example.org>")
    return Address(name, addr_spec=address)


def _bad_smtp_url() -> PydanticCustomError:
    return PydanticCustomError("smtp_url", "must look like smtp://user:password@host:25?starttls=required")


def _checked_smtp_url(url: str) -> str:
    smtp_target(url)
    return url


def _checked_sender(text: str) -> str:
    sender_address(text)
    return text


class Dkim(NamedTuple):
    """What mails are signed as, and with."""

    selector: str
    domain: str
    key: DkimKey


class Settings(ServiceSettings):
    """The environment of messaging."""

    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_MESSAGING")

    smtp_url: Annotated[str, AfterValidator(_checked_smtp_url)] = Field(
        default="smtp://localhost:25", repr=False
    )
    smtp_connections: int = Field(default=8, ge=1, le=50)
    """How many connections one worker holds to the relay at most."""
    smtp_mails_per_connection: int = Field(default=100, ge=1, le=10_000)
    """Then the connection is closed, and a fresh one opened for the next mail."""
    smtp_per_domain: int = Field(default=6, ge=1, le=50)
    """To how many recipients of one domain a worker sends at the same time, so that a slow one leaves lanes free."""
    smtp_timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    """How long the relay may take for one answer; ten times as long for the one to the data (RFC 5321, 4.5.3.2.6)."""
    mail_from: Annotated[str, AfterValidator(_checked_sender)] = "Stammkunde <stammkunde@localhost>"
    """The From of every mail."""

    dkim_selector: str | None = Field(default=None, pattern=r"^[A-Za-z0-9._-]{1,63}$")
    dkim_domain: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.-]{1,180}$")
    """That of `mail_from` unless set."""
    dkim_private_key: str | None = Field(default=None, repr=False)
    dkim_private_key_file: Path | None = None
    """The same in a file. Without a key no mail is signed."""

    public_url: str = Field(default="http://localhost:8080", pattern=r"^https?://[!$-.0-;=@-~]{1,200}$")
    """Where people reach the gateway: the links in newsletters begin with it. Of a domain with umlauts the ASCII form:
    it stands in a header."""

    bounce_domain: str = Field(default="localhost", pattern=r"^[A-Za-z0-9.-]{1,180}$")
    """Return paths are `bounce+<token>@` this domain; its mail must reach the bounce intake."""
    bounce_intake_host: str = "127.0.0.1"
    bounce_intake_port: int | None = Field(default=None, ge=0, le=65535)
    """Delivery reports come in here by SMTP. Not set: no SMTP intake."""
    bounce_lmtp_port: int | None = Field(default=None, ge=0, le=65535)
    """Delivery reports come in here by LMTP. Not set: no LMTP intake."""
    bounce_imap_url: Annotated[str, AfterValidator(checked_imap_url)] | None = Field(default=None, repr=False)
    """Delivery reports are fetched from this mailbox. Not set: none is."""
    bounce_imap_every_seconds: float = Field(default=60.0, gt=0, le=86_400)
    """How often the mailbox is looked into."""

    @model_validator(mode="after")
    def _checked_dkim(self) -> "Settings":
        self.dkim  # noqa: B018 - raises when it cannot be had
        return self

    @functools.cached_property
    def dkim(self) -> Dkim | None:
        """None when mails are not signed. Raises PydanticCustomError when something is missing or does not fit."""
        text = self.dkim_private_key
        if self.dkim_private_key_file is not None:
            try:
                text = self.dkim_private_key_file.read_text("ascii")
            except (OSError, ValueError):
                raise _bad_dkim("DKIM_PRIVATE_KEY_FILE cannot be read") from None
        if text is None and self.dkim_selector is None:
            return None
        if text is None or self.dkim_selector is None:
            raise _bad_dkim("DKIM_SELECTOR and DKIM_PRIVATE_KEY (or _FILE) belong together")
        ours = sender_address(self.mail_from).domain.lower()
        domain = (self.dkim_domain or ours).lower()
        if not f".{ours}".endswith(f".{domain}"):
            raise _bad_dkim("DKIM_DOMAIN is not the domain of MAIL_FROM, nor above it")
        return Dkim(self.dkim_selector, domain, dkim_key(text))


def _bad_dkim(what: str) -> PydanticCustomError:
    return PydanticCustomError("dkim", "{what}", {"what": what})


@functools.cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.model_validate({})

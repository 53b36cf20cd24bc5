"""From a message to the bytes that go over the wire."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from messaging.adapters.dkim import Signer
from messaging.adapters.headers import address_header, one_line, text_header
from messaging.adapters.mime import Attachment, multipart, text_part
from messaging.domain.attempt import Attempt, Unsendable
from messaging.domain.message import Kind, Message
from messaging.domain.recipient import Recipient
from messaging.settings import Settings, sender_address

_URL = re.compile(r"https?://[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_LEAVE = {
    "de": "Sie möchten diesen Newsletter nicht mehr bekommen? Hier abmelden:",
    "en": "No longer want this newsletter? Unsubscribe here:",
}


@dataclass(frozen=True)
class Envelope:
    """A mail ready for SMTP. The return path's token and the envelope id carry no address."""

    return_path: str
    recipient: str
    envelope_id: str
    write: Callable[[], bytes]
    takes_time: bool = False
    """Whether `data` is the work of seconds: files of megabytes are in it. MAIL FROM need not wait for that."""
    report_success: bool = True
    """Whether a report is wanted when it arrives; when it does not, one is always wanted."""

    @property
    def data(self) -> bytes:
        """What follows the DATA command. With files it is written anew each time: of megabytes no copy is kept."""
        return self.write()


@dataclass(frozen=True)
class Content:
    """What a mail says. `html` says the same as `body` and is sanitised before it comes here."""

    subject: str
    body: str
    html: str | None = None
    attachments: Sequence[Attachment] = ()
    unsubscribe_url: str | None = None
    """Takes the one click of RFC 8058, a POST without any page."""
    unsubscribe_page_url: str | None = None
    """The page to unsubscribe on, named below the text."""
    automatic: bool = False
    """Written by no person for this recipient, so nobody's out-of-office note should answer it (RFC 3834)."""
    language: str = "de"
    """Of what is added below the text."""


class Composer:
    """Writes this installation's mails, signed where a key is set."""

    def __init__(self, settings: Settings) -> None:
        self._sender = sender_address(settings.mail_from)
        self._bounce_domain = settings.bounce_domain
        self._signer = Signer.of(settings)

    def compose(
        self, message: Message, attempt: Attempt, recipient: Recipient, content: Content
    ) -> Envelope | Unsendable:
        """The mail of this attempt; Unsendable when its address cannot be put into plain SMTP."""
        return compose(message, attempt, recipient, self._sender, self._bounce_domain, content, self._signer)

    def compose_mail(
        self, mail_id: UUID, written_at: datetime, content: Content, to: str, name: str, token: str
    ) -> Envelope | Unsendable:
        """The same for a mail that is no customer's message."""
        return compose_mail(
            mail_id, written_at, content, to, name, token, self._sender, self._bounce_domain, self._signer
        )


def compose(
    message: Message,
    attempt: Attempt,
    recipient: Recipient,
    sender: Address,
    bounce_domain: str,
    content: Content | None = None,
    signer: Signer | None = None,
) -> Envelope | Unsendable:
    """The mail of this attempt; Unsendable when its address cannot be put into plain SMTP.

    Message-ID, Date and envelope id are those of the message, the same in each attempt; the return path
    is the attempt's own. Headers are built from encoded parts, so no text of a clerk or a customer can add one.

    A report of arrival is wanted of what a person waits for: it also resolves what a crash left uncertain. Not
    of notices and newsletters: there it would be one mail back for each that goes out, and the relay's word suffices.
    """
    return compose_mail(
        message.id,
        message.due_since,
        content or Content(message.subject, message.body, message.html),
        attempt.address,
        recipient.display_name,
        attempt.token,
        sender,
        bounce_domain,
        signer,
        report_success=message.kind not in (Kind.NOTICE, Kind.NEWSLETTER),
    )


def compose_mail(
    mail_id: UUID,
    written_at: datetime,
    content: Content,
    to: str,
    name: str,
    token: str,
    sender: Address,
    bounce_domain: str,
    signer: Signer | None = None,
    *,
    report_success: bool = True,
) -> Envelope | Unsendable:
    """The same for a mail that is no customer's message."""
    try:
        address = validate_email(to, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return Unsendable("address_invalid")
    if address.ascii_email is None:
        return Unsendable("address_not_ascii")
    headers = [
        address_header("From", one_line(sender.display_name), sender.addr_spec),
        address_header("To", one_line(name), address.ascii_email),
        text_header("Subject", one_line(content.subject)),
        f"Date: {format_datetime(written_at)}\r\n".encode(),
        f"Message-ID: <{mail_id}@{sender.domain}>\r\n".encode(),
    ]
    if content.automatic:
        headers.append(b"Auto-Submitted: auto-generated\r\n")
    if content.unsubscribe_url is not None:
        headers.append(f"List-Unsubscribe: <{_checked_url(content.unsubscribe_url)}>\r\n".encode())
        headers.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    headers.append(b"MIME-Version: 1.0\r\n")
    return Envelope(
        return_path=f"bounce+{token}@{bounce_domain}",
        recipient=address.ascii_email,
        envelope_id=str(mail_id),
        write=_writer(b"".join(headers), _texts(content), content.attachments, signer),
        takes_time=bool(content.attachments),
        report_success=report_success,
    )


def _writer(
    headers: bytes, texts: bytes, files: Sequence[Attachment], signer: Signer | None
) -> Callable[[], bytes]:
    def signed(data: bytes) -> bytes:
        return signer.signed(data) if signer else data

    if files:
        return lambda: signed(headers + multipart("mixed", (texts, *(file.part for file in files))))
    small = signed(headers + texts)
    return lambda: small


def _texts(content: Content) -> bytes:
    """Plain text; with HTML both as alternatives."""
    body, html = content.body, content.html
    if content.unsubscribe_page_url is not None:
        body, html = with_way_out(body, html, content.language, _checked_url(content.unsubscribe_page_url))
    if html is None:
        return text_part(body)
    return multipart("alternative", (text_part(body), text_part(html, "html")))


def with_way_out(body: str, html: str | None, language: str, url: str) -> tuple[str, str | None]:
    """Both texts of a newsletter with what stands below them: how to get none any more."""
    leave = _LEAVE.get(language, _LEAVE["de"])
    if html is not None:
        link = url.replace("&", "&amp;").replace("'", "&#39;")
        html = f"{html}<hr><p><small>{leave} <a href='{link}'>{link}</a></small></p>"
    return f"{body.rstrip()}\n\n-- \n{leave}\n{url}\n", html


def _checked_url(url: str) -> str:
    """Raises ValueError when it would not stand between angle brackets as one word."""
    if not _URL.fullmatch(url):
        raise ValueError("not a URL that a header can carry")
    return url

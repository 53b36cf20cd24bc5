"""From a message to the bytes that go over the wire."""

import binascii
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from messaging.adapters.dkim import Signer
from messaging.domain.attempt import Attempt, Unsendable
from messaging.domain.message import Kind, Message
from messaging.domain.recipient import Recipient
from messaging.settings import Settings, sender_address

_POLICY = SMTP.clone(cte_type="7bit")
_PLAIN = (
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}")
_URL = re.compile(r"https?://[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_NAME_LENGTH = 150
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
    data: bytes
    report_success: bool = True
    """Whether a report is wanted when it arrives; when it does not, one is always wanted."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail. Its type was found out by us, not claimed by whoever uploaded it."""

    name: str
    media_type: str
    content: bytes


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
    is the attempt's own. Headers are built by the email package from checked parts, so no text of a clerk
    or a customer can add one.

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
        _folded("From", sender.display_name, sender.addr_spec),
        _folded("To", _one_line(name), address.ascii_email),
        _folded("Subject", _one_line(content.subject)),
        f"Date: {format_datetime(written_at)}\r\n".encode(),
        f"Message-ID: <{mail_id}@{sender.domain}>\r\n".encode(),
    ]
    if content.automatic:
        headers.append(b"Auto-Submitted: auto-generated\r\n")
    if content.unsubscribe_url is not None:
        headers.append(f"List-Unsubscribe: <{_checked_url(content.unsubscribe_url)}>\r\n".encode())
        headers.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    data = b"".join(headers) + _parts(content)
    return Envelope(
        return_path=f"bounce+{token}@{bounce_domain}",
        recipient=address.ascii_email,
        envelope_id=str(mail_id),
        data=signer.signed(data) if signer else data,
        report_success=report_success,
    )


@functools.lru_cache(maxsize=64)
def _folded(name: str, text: str, address: str | None = None) -> bytes:
    """The header as it goes over the wire, encoded and folded by the email package. Kept: many mails share most."""
    value = text if address is None else Address(text, addr_spec=address)
    return bytes(_POLICY.fold_binary(name, _POLICY.header_factory(name, value)))


def _parts(content: Content) -> bytes:
    """Plain text; with HTML both as alternatives; with attachments these after it. Begins with the MIME headers."""
    body, html = content.body, content.html
    if content.unsubscribe_page_url is not None:
        leave, url = _LEAVE.get(content.language, _LEAVE["de"]), _checked_url(content.unsubscribe_page_url)
        body = f"{body.rstrip()}\n\n-- \n{leave}\n{url}\n"
        if html is not None:
            link = url.replace("&", "&amp;").replace("'", "&#39;")
            html = f"{html}<hr><p><small>{leave} <a href='{link}'>{link}</a></small></p>"
    if html is None and not content.attachments:
        return _PLAIN + _quoted_printable(body)
    mail = EmailMessage(policy=_POLICY)
    mail.set_content(body, charset="utf-8", cte="quoted-printable")
    if html is not None:
        mail.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in content.attachments:
        main, _, sub = _media_type(attachment.media_type).partition("/")
        mail.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=_file_name(attachment.name), cte="base64"
        )
    return mail.as_bytes()


def _quoted_printable(text: str) -> bytes:
    lines = b"\n".join(text.encode().splitlines()) + b"\n"
    return binascii.b2a_qp(lines).replace(b"\n", b"\r\n")


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _file_name(name: str) -> str:
    """One name without a path, as RFC 2231 encodes it; no quote or line break can end it."""
    last = re.split(r"[/\\]", _one_line(name))[-1].replace('"', "'")
    stem, dot, ending = last.rpartition(".")
    if len(last) > _NAME_LENGTH:
        last = (stem or ending)[: _NAME_LENGTH - 20] + dot + ending[:19] if stem else last[:_NAME_LENGTH]
    return last.strip(". ") or "Anhang"


def _media_type(text: str) -> str:
    """The type, or the one that says nothing; a multipart or a message would change how the mail is read."""
    text = text.strip().lower()
    if not _MEDIA_TYPE.fullmatch(text) or text.startswith(("multipart/", "message/")):
        return "application/octet-stream"
    return text


def _checked_url(url: str) -> str:
    """Raises ValueError when it would not stand between angle brackets as one word."""
    if not _URL.fullmatch(url):
        raise ValueError("not a URL that a header can carry")
    return url

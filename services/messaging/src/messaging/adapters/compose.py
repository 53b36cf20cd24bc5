"""From a message to the bytes that go over the wire."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from email_validator import EmailNotValidError, validate_email

from messaging.domain.attempt import Attempt, Unsendable
from messaging.domain.message import Message
from messaging.domain.recipient import Recipient

_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Envelope:
    """A mail ready for SMTP. The return path's token and the envelope id carry no address."""

    return_path: str
    recipient: str
    envelope_id: str
    data: bytes


@dataclass(frozen=True)
class Content:
    """What a mail says."""

    subject: str
    body: str
    unsubscribe_url: str | None = None


def compose(
    message: Message,
    attempt: Attempt,
    recipient: Recipient,
    sender: Address,
    bounce_domain: str,
    unsubscribe_url: str | None = None,
) -> Envelope | Unsendable:
    """The mail of this attempt; Unsendable when its address cannot be put into plain SMTP.

    Message-ID, Date and envelope id are those of the message, the same in each attempt; the return path
    is the attempt's own. Headers are built by the email package from checked parts, so no text of a clerk
    or a customer can add one.
    """
    return compose_mail(
        message.id,
        message.due_since,
        Content(message.subject, message.body, unsubscribe_url),
        attempt.address,
        recipient.display_name,
        attempt.token,
        sender,
        bounce_domain,
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
) -> Envelope | Unsendable:
    """The same for a mail that is no customer's message."""
    try:
        address = validate_email(to, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return Unsendable("address_invalid")
    if address.ascii_email is None:
        return Unsendable("address_not_ascii")
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = sender
    mail["To"] = Address(_one_line(name), addr_spec=address.ascii_email)
    mail["Subject"] = _one_line(content.subject)
    mail["Date"] = format_datetime(written_at)
    mail["Message-ID"] = f"<{mail_id}@{sender.domain}>"
    if content.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{content.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(content.body, charset="utf-8", cte="quoted-printable")
    return Envelope(
        return_path=f"bounce+{token}@{bounce_domain}",
        recipient=address.ascii_email,
        envelope_id=str(mail_id),
        data=mail.as_bytes(),
    )


def _one_line(text: str) -> str:
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())

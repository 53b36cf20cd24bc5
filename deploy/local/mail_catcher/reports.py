"""Delivery reports (RFC 3464) as mail servers send them, for addresses that cannot be reached on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import format_datetime, make_msgid

REPORTING_HOST = "mx.mailfang.example"


@dataclass(frozen=True)
class Failure:
    """One report: when after the mail (seconds), and what it says."""

    after: float
    action: str
    status: str
    diagnostic: str
    text: str


UNKNOWN_ADDRESS = Failure(
    0.2,
    "failed",
    "5.1.1",
    "550 5.1.1 <{recipient}>: Recipient address rejected: User unknown",
    "Diese Adresse gibt es nicht.",
)
MAILBOX_FULL = Failure(
    0.5, "failed", "5.2.2", "552 5.2.2 <{recipient}>: Mailbox full", "Das Postfach des Empfängers ist voll."
)
GREYLISTED = Failure(
    1.0,
    "delayed",
    "4.7.1",
    "450 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, try again later",
    "Noch nicht zugestellt; es wird weiter versucht.",
)
EXPIRED = Failure(
    20.0,
    "failed",
    "4.4.7",
    "450 4.7.1 <{recipient}>: Recipient address rejected: Greylisted, try again later",
    "Die Zustellung wurde nach vielen Versuchen aufgegeben.",
)

# Mail to it is kept, but the connection breaks before anybody hears so: a sender cannot know.
BREAKS_OFF = "abbruch.example"

# Everybody else's mail is simply kept.
REPORTS_BY_DOMAIN: dict[str, tuple[Failure, ...]] = {
    "unbekannt.example": (UNKNOWN_ADDRESS,),
    "voll.example": (MAILBOX_FULL,),
    "verzoegert.example": (GREYLISTED, EXPIRED),
}


def breaks_off(recipient: str) -> bool:
    """Whether the connection breaks instead of the answer to a mail to this address."""
    return recipient.rpartition("@")[2].lower() == BREAKS_OFF


def failures_for(recipient: str) -> tuple[Failure, ...]:
    """What a mail to this address gets reported, oldest first; nothing for an address that works."""
    return REPORTS_BY_DOMAIN.get(recipient.rpartition("@")[2].lower(), ())


def delivery_report(
    failure: Failure, *, mail: bytes, recipient: str, return_path: str, arrived: datetime
) -> bytes:
    """The report on one recipient of `mail`, with the original's header as its third part, never its body."""
    diagnostic = failure.diagnostic.format(recipient=recipient)
    failed = failure.action == "failed"
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = f"Mail Delivery System <MAILER-DAEMON@{REPORTING_HOST}>"
    report["To"] = return_path
    report["Subject"] = (
        "Undelivered Mail Returned to Sender" if failed else "Delayed Mail (still being retried)"
    )
    report["Date"] = format_datetime(datetime.now(UTC))
    report["Message-ID"] = make_msgid(domain=REPORTING_HOST)
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText(f"{failure.text}\n\n<{recipient}>: {diagnostic}\n", _charset="utf-8"))
    report.attach(_machine_part(failure, diagnostic, recipient, arrived))
    original = MIMEText(_header_of(mail), _subtype="rfc822-headers", _charset="utf-8")
    report.attach(original)
    return report.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _machine_part(failure: Failure, diagnostic: str, recipient: str, arrived: datetime) -> MIMENonMultipart:
    per_message, per_recipient = Message(), Message()
    per_message["Reporting-MTA"] = f"dns; {REPORTING_HOST}"
    per_message["Arrival-Date"] = format_datetime(arrived)
    per_recipient["Final-Recipient"] = f"rfc822; {recipient}"
    per_recipient["Original-Recipient"] = f"rfc822; {recipient}"
    per_recipient["Action"] = failure.action
    per_recipient["Status"] = failure.status
    per_recipient["Remote-MTA"] = f"dns; mx.{recipient.rpartition('@')[2]}"
    per_recipient["Diagnostic-Code"] = f"smtp; {diagnostic}"
    per_recipient["Last-Attempt-Date"] = format_datetime(datetime.now(UTC))
    part = MIMENonMultipart("message", "delivery-status")
    part.set_payload([per_message, per_recipient])
    return part


def _header_of(mail: bytes) -> str:
    header = BytesHeaderParser().parsebytes(mail)
    return "".join(f"{name}: {value}\n" for name, value in header.items())

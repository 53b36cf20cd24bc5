"""Delivery reports as mail servers send them (RFC 3464)."""

from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.utils import parseaddr


def delivery_report(mail: Message, *, action: str, status: str, diagnostic: str) -> MIMEMultipart:
    """The report of a server that could not deliver `mail`; the original's headers are its third part."""
    recipient = str(mail["To"])
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.net>"
    report["To"] = str(mail["Return-Path"])
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(MIMEText(f"I could not deliver your message to {recipient}.\n\n{diagnostic}\n"))
    per_message, per_recipient = EmailMessage(), EmailMessage()
    per_message["Reporting-MTA"] = "dns; mx.example.net"
    per_recipient["Final-Recipient"] = f"rfc822; {recipient}"
    per_recipient["Action"] = action
    per_recipient["Status"] = status
    per_recipient["Diagnostic-Code"] = f"smtp; {diagnostic}"
    delivery_status = MIMENonMultipart("message", "delivery-status")
    delivery_status.set_payload([per_message, per_recipient])
    report.attach(delivery_status)
    report.attach(_headers_of(mail))
    return report


def complaint(mail: Message) -> MIMEMultipart:
    """The report of a provider whose user called `mail` spam (RFC 5965)."""
    report = MIMEMultipart("report", report_type="feedback-report")
    report["From"] = "<feedback@mx.example.net>"
    report["To"] = str(mail["Return-Path"])
    report["Subject"] = f"FW: {mail['Subject']}"
    report.attach(MIMEText("This is an email abuse report for an email message.\n"))
    feedback = MIMENonMultipart("message", "feedback-report")
    feedback.set_payload(
        "Feedback-Type: abuse\nUser-Agent: Example/1.0\nVersion: 1\n"
        f"Original-Mail-From: <{mail['Return-Path']}>\nOriginal-Rcpt-To: <{parseaddr(str(mail['To']))[1]}>\n"
    )
    report.attach(feedback)
    report.attach(_headers_of(mail))
    return report


def _headers_of(mail: Message) -> MIMEMessage:
    headers = EmailMessage()
    for name in ("From", "To", "Subject", "Message-ID"):
        if mail[name]:
            headers[name] = str(mail[name])
    return MIMEMessage(headers, "rfc822")

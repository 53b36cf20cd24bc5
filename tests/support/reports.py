"""Delivery reports as mail servers send them (RFC 3464)."""

from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText


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
    headers = EmailMessage()
    for name in ("From", "To", "Subject", "Message-ID"):
        if mail[name]:
            headers[name] = str(mail[name])
    report.attach(MIMEMessage(headers, "rfc822"))
    return report

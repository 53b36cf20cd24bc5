"""From a mail that came back to a fact about the mail that caused it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.facts import publish, publish_bounced
from messaging.application.ports import Messages, Recipients, Reports, ReturnPath, Suppressions
from messaging.application.suppressions.follow_complaint import follow_complaint
from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from messaging.events.published import MailDeferred, MailDelivered


async def take_report(
    recipients: Recipients,
    messages: Messages,
    reports: Reports,
    suppressions: Suppressions,
    outbox: Outbox,
    report_id: UUID,
    path: ReturnPath,
    raw: bytes,
    identity: str,
    at: datetime,
) -> ReportKind | None:
    """Publishes what the report says, then forgets the report itself.

    Whose mail it was is known by the return path alone. The event's id follows from message and report: the
    same report, however often it comes, is one event. Feedback (a complaint) says nothing of delivery and ends the
    newsletter; automatic answers say nothing. Hold the customer of the path, and their survivor, exclusively. Returns
    what kind of report it was; None when its message has gone.
    """
    report = classify(raw)
    if report.bounce is not None:
        report = replace(report, bounce=report.bounce.as_final)
    message = await messages.lock(path.message_id)
    if message is None:
        return None
    source = f"report:{identity}"
    match report.kind:
        case ReportKind.FAILED:
            assert report.bounce is not None
            await publish_bounced(outbox, message, path, at, source, report.bounce)
        case ReportKind.DELAYED:
            await publish(outbox, MailDeferred, message, path, at, source)
        case ReportKind.DELIVERED:
            await publish(outbox, MailDelivered, message, path, at, source)
        case ReportKind.FEEDBACK:
            await follow_complaint(recipients, suppressions, path.customer_id, at, message.id)
        case ReportKind.AUTOMATIC | ReportKind.OTHER | ReportKind.UNREADABLE:
            pass
    await reports.reduce(report_id, report)
    return report.kind

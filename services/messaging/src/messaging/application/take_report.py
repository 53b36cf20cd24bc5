"""From a mail that came back to a fact about the mail that caused it."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from messaging.application.facts import publish, publish_bounced
from messaging.application.ports import Messages, Reports, ReturnPath
from messaging.domain.bounces import classify
from messaging.domain.report import ReportKind
from messaging.events.published import MailDeferred, MailDelivered


async def take_report(
    messages: Messages,
    reports: Reports,
    outbox: Outbox,
    report_id: UUID,
    path: ReturnPath,
    raw: bytes,
    identity: str,
    at: datetime,
) -> None:
    """Publishes what the report says, then forgets the report itself.

    Whose mail it was is known by the return path alone. The event's id follows from message and report: the
    same report, however often it comes, is one event. Feedback and automatic answers say nothing of delivery.
    """
    report = classify(raw)
    message = await messages.lock(path.message_id)
    if message is None:
        return
    source = f"report:{identity}"
    match report.kind:
        case ReportKind.FAILED:
            assert report.bounce is not None
            await publish_bounced(outbox, message, path, at, source, report.bounce)
        case ReportKind.DELAYED:
            await publish(outbox, MailDeferred, message, path, at, source)
        case ReportKind.DELIVERED:
            await publish(outbox, MailDelivered, message, path, at, source)
        case ReportKind.FEEDBACK | ReportKind.AUTOMATIC | ReportKind.OTHER | ReportKind.UNREADABLE:
            pass
    await reports.reduce(report_id, report)

"""What this service reacts to."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.events.consumed import InvalidMessage, NotYet, Outcome, Received, on
from chassis.events.outbox import Outbox
from messaging.adapters.account_mails import SqlAccountMails
from messaging.adapters.course_dates import SqlCourseDates
from messaging.adapters.messages import SqlMessages
from messaging.adapters.purges import SqlPurges
from messaging.adapters.recipients import SqlRecipients
from messaging.adapters.suppressions import SqlSuppressions
from messaging.application.apply_report import apply_report
from messaging.application.follow_merge import keep_one_of_each
from messaging.application.keep_course_date import keep_course_date
from messaging.application.keep_recipient import keep_recipient
from messaging.application.purge_customer import purge_customer
from messaging.application.queue_requested_mail import Request, queue_account_mail, queue_customers_mail
from messaging.application.suppressions.follow_address import follow_address
from messaging.application.suppressions.follow_bounce import follow_bounce, follow_delivery
from messaging.domain import course_date as domain
from messaging.domain.bounce import Bounce
from messaging.domain.errors import CopyBehind
from messaging.domain.message import NOT_SENT, Happening, Message
from messaging.domain.recipient import Recipient
from messaging.domain.requested_mail import TEMPLATES
from messaging.events.consumed import (
    BouncedMail,
    CourseDate,
    Customer,
    DeletedCustomer,
    DeliveredMail,
    FailedMail,
    MailReport,
    MailRequested,
    MergedCustomer,
)


async def keep_copy(session: AsyncSession, event: Received[Customer]) -> Outcome:
    """The recipient is as the snapshot says; a blocked one's waiting mails are suppressed."""
    customer = event.data
    recipient = Recipient(
        customer_id=customer.customer_id,
        status=customer.status,
        number=customer.number,
        first_name=customer.first_name,
        last_name=customer.last_name,
        company_name=customer.company_name,
        email=customer.email,
        email_version=customer.email_version,
        email_is_placeholder=customer.email_is_placeholder,
        language=customer.language,
        newsletter_state=customer.newsletter_state,
        customer_group_ids=customer.customer_group_ids,
        recipient_group_ids=customer.recipient_group_ids,
    )
    recipients, now = SqlRecipients(session), datetime.now(UTC)
    kept = await keep_recipient(recipients, SqlMessages(session), Outbox(session), recipient, now)
    if kept:
        await follow_address(recipients, SqlSuppressions(session), customer.customer_id, now)
    return Outcome.APPLIED if kept else Outcome.STALE


async def follow_merge(session: AsyncSession, event: Received[MergedCustomer]) -> Outcome:
    """Whatever is written to the customer goes to the survivor, once; what was written is listed with theirs."""
    recipients, suppressions = SqlRecipients(session), SqlSuppressions(session)
    # Both in the order of all locks: the survivor's new address and the merge must see each other.
    for customer_id in sorted((event.data.customer_id, event.data.into)):
        await recipients.hold_for_change(customer_id)
    merged = await recipients.merge(event.data.customer_id, event.data.into)
    if merged:
        now = datetime.now(UTC)
        await follow_address(recipients, suppressions, event.data.into, now)
        await keep_one_of_each(recipients, SqlMessages(session), Outbox(session), event.data.into, now)
    return Outcome.APPLIED if merged else Outcome.STALE


async def forget_customer(session: AsyncSession, event: Received[DeletedCustomer]) -> None:
    """Nothing of the customer is left here, and the ledger learns what there was."""
    await purge_customer(SqlRecipients(session), SqlPurges(session), Outbox(session), event.data.customer_id)


async def queue_mail(session: AsyncSession, event: Received[MailRequested]) -> Outcome:
    """The mail waits for the sender; for a customer whose copy is behind, the request waits."""
    asked = event.data
    request = Request(asked.request_id, asked.template, asked.customer_version)
    if asked.template not in TEMPLATES:
        raise InvalidMessage("there is no such template")
    now = datetime.now(UTC)
    if asked.customer_id is not None:
        try:
            queued = await queue_customers_mail(
                SqlRecipients(session), SqlMessages(session), Outbox(session), request, asked.customer_id, now
            )
        except CopyBehind:
            raise NotYet("the copy of the customer is behind") from None
    elif asked.account_id is not None:
        queued = await queue_account_mail(SqlAccountMails(session), request, asked.account_id, now)
    else:
        raise InvalidMessage("names neither customer nor account")
    return Outcome.APPLIED if queued else Outcome.STALE


async def note_delivery(session: AsyncSession, event: Received[DeliveredMail]) -> Outcome:
    """The recipient's system has the mail; the mailbox is not full."""
    report = event.data
    if await SqlMessages(session).is_anothers(report.message_id, report.customer_id):
        return Outcome.STALE
    await follow_delivery(
        SqlRecipients(session), SqlSuppressions(session), report.customer_id, report.email_version
    )
    return await _apply(
        session, report, Happening.DELIVERED, lambda message, tried_at: message.report_delivered(tried_at)
    )


async def note_deferral(session: AsyncSession, event: Received[MailReport]) -> Outcome:
    """The mail is kept back, and tried again."""
    at = event.data.at
    return await _apply(
        session,
        event.data,
        Happening.DEFERRED,
        lambda message, tried_at: message.report_deferred(at, tried_at),
    )


async def note_bounce(session: AsyncSession, event: Received[BouncedMail]) -> Outcome:
    """The mail failed for good; its address may be suppressed from now on.

    The message may be another system's own, which is not known here; but not another customer's.
    """
    report = event.data
    if await SqlMessages(session).is_anothers(report.message_id, report.customer_id):
        return Outcome.STALE
    bounce = Bounce(report.bounce_class, report.reason, report.status)
    suppressed = await follow_bounce(
        SqlRecipients(session),
        SqlSuppressions(session),
        report.customer_id,
        report.email_version,
        bounce,
        report.at,
        report.message_id,
    )
    outcome = await _apply(
        session,
        report,
        Happening.BOUNCED,
        lambda message, _: message.report_bounced(bounce),
        bounce=bounce,
    )
    return Outcome.APPLIED if suppressed else outcome


async def note_failure(session: AsyncSession, event: Received[FailedMail]) -> Outcome:
    """The mail could not be handed over. Who found that out for an uncertain one has written it down already."""
    reason = event.data.reason
    if reason == NOT_SENT:
        return Outcome.STALE
    return await _apply(
        session, event.data, Happening.FAILED, lambda message, _: message.report_failed(reason), reason=reason
    )


async def keep_participation(session: AsyncSession, event: Received[CourseDate]) -> None:
    """One can write to the customers of the course date's participants."""
    told = event.data
    course_date = domain.CourseDate(
        id=told.course_date_id,
        title=told.title,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        status=told.status,
        customer_ids=told.customer_ids,
    )
    await keep_course_date(SqlRecipients(session), SqlCourseDates(session), course_date)


async def _apply(
    session: AsyncSession,
    report: MailReport,
    happening: Happening,
    change: Callable[[Message, datetime], bool],
    *,
    reason: str | None = None,
    bounce: Bounce | None = None,
) -> Outcome:
    known = await apply_report(
        SqlRecipients(session),
        SqlMessages(session),
        report.customer_id,
        report.message_id,
        happening,
        report.at,
        change,
        reason=reason,
        bounce=bounce,
    )
    return Outcome.APPLIED if known else Outcome.STALE


SUBSCRIPTIONS = (
    on("customers", "customer.created", Customer, keep_copy),
    on("customers", "customer.updated", Customer, keep_copy),
    on("customers", "customer.blocked", Customer, keep_copy),
    on("customers", "customer.unblocked", Customer, keep_copy),
    on("customers", "customer.merged", MergedCustomer, follow_merge),
    on("customers", "customer.deleted", DeletedCustomer, forget_customer, terminal=True),
    on("course-dates", "course_date.changed", CourseDate, keep_participation),
    on("mail-requests", "mail.requested", MailRequested, queue_mail, ordered=False),
    on("mail", "mail.delivered", DeliveredMail, note_delivery, ordered=False),
    on("mail", "mail.deferred", MailReport, note_deferral, ordered=False),
    on("mail", "mail.bounced", BouncedMail, note_bounce, ordered=False),
    on("mail", "mail.failed", FailedMail, note_failure, ordered=False),
)

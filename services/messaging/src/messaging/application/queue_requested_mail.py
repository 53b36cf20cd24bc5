"""A mail that another service asks for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from chassis.ids import new_id
from messaging.application.ports import AccountMails, Messages, Recipients
from messaging.application.queue_messages import dispatch
from messaging.domain.account_mail import AccountMail
from messaging.domain.errors import CopyBehind
from messaging.domain.message import Channel, Kind, Message
from messaging.domain.newsletter import NEWSLETTER_CONFIRMATION
from messaging.domain.recipient import RecipientStatus
from messaging.domain.requested_mail import written


@dataclass(frozen=True)
class Request:
    """What is asked for; to a customer as of this version at least."""

    request_id: UUID
    template: str
    customer_version: int | None


async def queue_customers_mail(
    recipients: Recipients,
    messages: Messages,
    outbox: Outbox,
    request: Request,
    customer_id: UUID,
    now: datetime,
) -> bool:
    """The mail waits for the sender, or is suppressed (M4); False when the customer is deleted, or it is there.

    Raises CopyBehind while this service has not heard of that version of the customer: the mail waits for it.
    """
    held = (await recipients.hold([customer_id])).get(customer_id)
    if held is not None and held.status is RecipientStatus.DELETED:
        return False
    if held is None or await recipients.version_of(customer_id) < (request.customer_version or 0):
        raise CopyBehind(customer_id)
    if await messages.of_submission(request.request_id):
        return False
    confirms_newsletter = request.template == NEWSLETTER_CONFIRMATION
    if confirms_newsletter and await _is_on_its_way(messages, customer_id):
        return False
    subject, body = written(request.template, held.language)
    message = Message(
        id=new_id(),
        customer_id=customer_id,
        submission_id=request.request_id,
        channel=Channel.EMAIL,
        kind=Kind.SYSTEM,
        subject=subject,
        body=body,
        confirm_blocked=False,
        created_at=now,
        created_by=None,
        next_attempt_at=now,
        # The link to confirm a newsletter is this service's own: nothing is fetched for that mail.
        request_id=None if confirms_newsletter else request.request_id,
        template=request.template,
    )
    await dispatch(messages, outbox, message, held, now)
    return True


async def _is_on_its_way(messages: Messages, customer_id: UUID) -> bool:
    """One that waits goes to the present address: another one would be the same mail twice."""
    waiting = await messages.lock_waiting(customer_id)
    return any(message.template == NEWSLETTER_CONFIRMATION for message in waiting)


async def queue_account_mail(mails: AccountMails, request: Request, account_id: UUID, now: datetime) -> bool:
    """The mail waits for the sender; False when it is there already."""
    return await mails.add(AccountMail(request.request_id, account_id, request.template, now, now))

"""A clerk writes to an audience."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from messaging.application.ports import Attachments, Broadcasts, CourseDates, Recipients
from messaging.domain.broadcast import Audience, Broadcast, BroadcastStatus
from messaging.domain.errors import UnknownCourseDates, UnknownCustomers
from messaging.domain.recipient import RecipientStatus


async def start_broadcast(
    recipients: Recipients,
    broadcasts: Broadcasts,
    course_dates: CourseDates,
    attachments: Attachments,
    broadcast: Broadcast,
    files: Sequence[UUID],
) -> None:
    """Stores the broadcast with its files; the worker plans it as soon as it is due.

    Raises UnknownCustomers, UnknownCourseDates, UnknownAttachments and AttachmentsTooLarge. Picked customers
    who are deleted are none of its audience, and nothing is kept of them.
    """
    broadcast.audience = await without_deleted(recipients, course_dates, broadcast.audience)
    if broadcast.send_at is not None:
        broadcast.status = BroadcastStatus.SCHEDULED
    broadcast.attachments = len(files)
    await broadcasts.add(broadcast)
    await attachments.attach(files, broadcast.id)


async def without_deleted(recipients: Recipients, course_dates: CourseDates, asked: Audience) -> Audience:
    """The audience, its picked customers held. Raises UnknownCustomers and UnknownCourseDates."""
    await check_course_dates(course_dates, asked)
    held = await recipients.hold(asked.customer_ids)
    if unknown := [id_ for id_ in asked.customer_ids if id_ not in held]:
        raise UnknownCustomers(unknown)
    alive = tuple(id_ for id_ in held if held[id_].status is not RecipientStatus.DELETED)
    return replace(asked, customer_ids=alive)


async def check_course_dates(course_dates: CourseDates, audience: Audience) -> None:
    """Raises UnknownCourseDates."""
    known = await course_dates.known(audience.course_date_ids)
    if unknown := [id_ for id_ in audience.course_date_ids if id_ not in known]:
        raise UnknownCourseDates(unknown)

"""A clerk finds a mistake in what is planned for later."""

from collections.abc import Sequence
from uuid import UUID

from messaging.application.ports import Attachments, Broadcasts, CourseDates, Recipients
from messaging.application.start_broadcast import without_deleted
from messaging.domain.broadcast import Audience, Broadcast, BroadcastStatus
from messaging.domain.errors import BroadcastNotScheduled


def check_scheduled(broadcast: Broadcast) -> None:
    """Raises BroadcastNotScheduled unless the locked broadcast waits for its time: nobody has a word of it yet."""
    if broadcast.status is not BroadcastStatus.SCHEDULED:
        raise BroadcastNotScheduled(broadcast.id)


async def change_broadcast(
    recipients: Recipients,
    broadcasts: Broadcasts,
    course_dates: CourseDates,
    attachments: Attachments,
    changed: Broadcast,
    audience: Audience | None,
    files: Sequence[UUID] | None,
) -> None:
    """The locked broadcast, scheduled until now, is what `changed` says, with this audience and these files if given.

    Whoever plans it next sees all of the change or none: they need the same lock. Raises UnknownCustomers,
    UnknownCourseDates, UnknownAttachments and AttachmentsTooLarge.
    """
    if audience is not None:
        changed.audience = await without_deleted(recipients, course_dates, audience)
        await broadcasts.pick(changed)
    if files is not None:
        changed.attachments = len(files)
        await attachments.replace(files, changed.id)
    changed.forget_failures()
    await broadcasts.rewrite(changed)

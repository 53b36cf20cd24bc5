"""Keeping the copy of a course date."""

from messaging.application.ports import CourseDates, Recipients
from messaging.domain.course_date import CourseDate
from messaging.domain.recipient import RecipientStatus


async def keep_course_date(
    recipients: Recipients, course_dates: CourseDates, course_date: CourseDate
) -> None:
    """Stores the copy with its customers; nobody who is deleted is brought back by a late one (G6)."""
    held = await recipients.hold(course_date.customer_ids)
    alive = [
        customer_id
        for customer_id in dict.fromkeys(course_date.customer_ids)
        if customer_id not in held or held[customer_id].status is not RecipientStatus.DELETED
    ]
    await course_dates.keep(course_date, alive)

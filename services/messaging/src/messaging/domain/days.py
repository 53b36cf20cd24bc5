"""Days as the people at the desk count them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BUSINESS_ZONE = ZoneInfo("Europe/Berlin")


def day_of(moment: datetime) -> date:
    """On which day it was."""
    return moment.astimezone(BUSINESS_ZONE).date()


def begin_of(day: date) -> datetime:
    """Its first moment."""
    return datetime.combine(day, time(), BUSINESS_ZONE)


def end_of(day: date) -> datetime:
    """The first moment of the next one."""
    return begin_of(day + timedelta(days=1))

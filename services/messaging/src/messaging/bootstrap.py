"""The composition of messaging."""

from datetime import timedelta
from pathlib import Path

from chassis.events.topics import Topic
from chassis.http.personal_data import personal_data_router
from chassis.service import MEBIBYTE, Service
from messaging.adapters.alarms import alarms
from messaging.adapters.data_map import DATA_MAP
from messaging.entrypoints.consumer import SUBSCRIPTIONS
from messaging.entrypoints.http import (
    attachments,
    broadcast_changes,
    broadcasts,
    course_dates,
    history,
    messages,
    newsletter,
    portal,
    previews,
    suppressions,
    templates,
)
from messaging.entrypoints.http.problems import PROBLEMS
from messaging.entrypoints.worker import (
    forget_leftovers,
    plan_broadcasts,
    send_account_mails,
    send_mails,
    shelve_portal_messages,
    take_reports,
    watch_alarms,
)
from messaging.settings import settings

TOPICS = (Topic("mail", cleanup="delete", retention_ms=int(timedelta(days=30).total_seconds() * 1000)),)

SERVICE = Service(
    name="messaging",
    settings=settings,
    routers=[
        messages.router,
        history.router,
        suppressions.router,
        newsletter.router,
        attachments.router,
        broadcasts.router,
        broadcast_changes.router,
        templates.router,
        previews.router,
        course_dates.router,
        portal.router,
    ],
    private_routers=[personal_data_router(DATA_MAP)],
    max_body_bytes=11 * MEBIBYTE,  # a file of 10 MiB in its multipart envelope
    migrations=Path(__file__).parents[2] / "migrations",
    topics=TOPICS,
    subscriptions=SUBSCRIPTIONS,
    background=[
        send_mails,
        send_account_mails,
        take_reports,
        plan_broadcasts,
        shelve_portal_messages,
        forget_leftovers,
        watch_alarms,
    ],
    problems=PROBLEMS,
    alarms=alarms,
)

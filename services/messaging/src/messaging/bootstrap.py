"""The composition of messaging."""

from datetime import timedelta
from pathlib import Path

from chassis.events.topics import Topic
from chassis.http.personal_data import personal_data_router
from chassis.service import Service
from messaging.adapters.data_map import DATA_MAP
from messaging.entrypoints.consumer import SUBSCRIPTIONS
from messaging.entrypoints.http import history, messages, newsletter, suppressions
from messaging.entrypoints.http.problems import PROBLEMS
from messaging.entrypoints.worker import send_account_mails, send_mails, take_reports
from messaging.settings import settings

TOPICS = (Topic("mail", cleanup="delete", retention_ms=int(timedelta(days=30).total_seconds() * 1000)),)

SERVICE = Service(
    name="messaging",
    settings=settings,
    routers=[messages.router, history.router, suppressions.router, newsletter.router],
    private_routers=[personal_data_router(DATA_MAP)],
    migrations=Path(__file__).parents[2] / "migrations",
    topics=TOPICS,
    subscriptions=SUBSCRIPTIONS,
    background=[send_mails, send_account_mails, take_reports],
    problems=PROBLEMS,
)

"""Billing, put together."""

from pathlib import Path

from billing.adapters.data_map import DATA_MAP
from billing.entrypoints.consumer import SUBSCRIPTIONS
from billing.entrypoints.http import invoices
from billing.entrypoints.http.problems import PROBLEMS
from billing.entrypoints.worker import erase_after_retention, tell_overdue_accounts
from billing.settings import settings
from chassis.events.topics import Topic
from chassis.http.personal_data import personal_data_router
from chassis.service import Service

SERVICE = Service(
    name="billing",
    settings=settings,
    routers=[invoices.router],
    private_routers=[personal_data_router(DATA_MAP)],
    topics=[
        Topic("customer-accounts", cleanup="compact"),
        Topic("course-dates", cleanup="compact"),
        Topic("billing", cleanup="delete", retention_ms=30 * 24 * 60 * 60 * 1000),
    ],
    subscriptions=SUBSCRIPTIONS,
    background=[tell_overdue_accounts, erase_after_retention],
    problems=PROBLEMS,
    migrations=Path(__file__).parents[2] / "migrations",
)

"""Billing, put together."""

from pathlib import Path

from billing.entrypoints.consumer import SUBSCRIPTIONS
from billing.entrypoints.http import invoices
from billing.entrypoints.http.problems import PROBLEMS
from billing.entrypoints.worker import tell_overdue_accounts
from billing.settings import settings
from chassis.events.topics import Topic
from chassis.service import Service

SERVICE = Service(
    name="billing",
    settings=settings,
    routers=[invoices.router],
    topics=[
        Topic("customer-accounts", cleanup="compact"),
        Topic("billing", cleanup="delete", retention_ms=30 * 24 * 60 * 60 * 1000),
    ],
    subscriptions=SUBSCRIPTIONS,
    background=[tell_overdue_accounts],
    problems=PROBLEMS,
    migrations=Path(__file__).parents[2] / "migrations",
)

"""The composition of customers: what it offers, what it reacts to, what it owns."""

from datetime import UTC, datetime
from pathlib import Path

from chassis.events.topics import Topic
from chassis.ids import new_id
from chassis.service import Runtime, Service
from customers.adapters.accounts import StoredAccounts
from customers.adapters.passwords import Argon2Passwords
from customers.adapters.sessions import StoredSessions
from customers.adapters.signing_keys import rotate_signing_keys
from customers.application.accounts.keep_owner import keep_owner
from customers.entrypoints.consumer import SUBSCRIPTIONS
from customers.entrypoints.http import (
    audit,
    bank_details,
    customer_lists,
    customers,
    duplicates,
    erasures,
    mail_requests,
    merges,
    notes,
    participants,
    portal,
    private,
)
from customers.entrypoints.http.accounts import auth, passwords, portal_access, sessions, staff, without_login
from customers.entrypoints.http.groups import group_router
from customers.entrypoints.http.personal_data import router as personal_data
from customers.entrypoints.http.problems import PROBLEMS
from customers.entrypoints.merge_upkeep import follow_up_merges, keep_name_keys
from customers.entrypoints.worker import (
    forget_what_is_old,
    keep_bank_details_sealed,
    keep_signing_keys,
    prove_erasures,
)
from customers.settings import Settings, settings

_DAY_MS = 24 * 3600 * 1000

TOPICS = (
    Topic("customers", cleanup="compact"),
    Topic("erasures", cleanup="compact"),
    Topic("import-results", retention_ms=30 * _DAY_MS),
    Topic("mail-requests", retention_ms=7 * _DAY_MS),
)


async def prepare(runtime: Runtime) -> None:
    """There is a key to sign with, and the owner of OWNER_EMAIL can log in with OWNER_PASSWORD."""
    environment = runtime.settings
    assert isinstance(environment, Settings)
    async with runtime.database.transaction() as session:
        await rotate_signing_keys(session, datetime.now(UTC))
        if environment.owner_email and environment.owner_password:
            await keep_owner(
                StoredAccounts(session),
                StoredSessions(session),
                Argon2Passwords(),
                new_id(),
                environment.owner_email,
                environment.owner_password,
            )


SERVICE = Service(
    name="customers",
    settings=settings,
    routers=(
        auth.router,
        sessions.router,
        passwords.router,
        staff.router,
        audit.router,
        portal.router,
        bank_details.router,
        portal_access.router,
        without_login.router,
        customer_lists.router,
        customers.router,
        personal_data.router,
        duplicates.router,
        merges.router,
        participants.router,
        notes.router,
        group_router("customer"),
        group_router("recipient"),
        erasures.router,
    ),
    private_routers=(private.router, mail_requests.router),
    topics=TOPICS,
    subscriptions=SUBSCRIPTIONS,
    background=(
        prove_erasures,
        keep_signing_keys,
        keep_bank_details_sealed,
        forget_what_is_old,
        follow_up_merges,
        keep_name_keys,
    ),
    problems=PROBLEMS,
    migrations=Path(__file__).parents[2] / "migrations",
    prepare=prepare,
)

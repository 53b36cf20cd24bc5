"""What the worker does besides publishing and consuming."""

from typing import cast

from chassis.repeating import again_and_again
from chassis.service import Runtime
from messaging.adapters.alarms import measure_alarms
from messaging.entrypoints.account_mails import AccountMailSender
from messaging.entrypoints.audiences import BroadcastPlanner, forget_unused, shelve_due
from messaging.entrypoints.bounces import BounceIntake
from messaging.entrypoints.sender import Sender
from messaging.settings import Settings

SHELVE_EVERY = 1.0
FORGET_EVERY = 600.0
MEASURE_EVERY = 15.0


async def send_mails(runtime: Runtime) -> None:
    """Hands over what is due, until cancelled."""
    await Sender(runtime.database, cast(Settings, runtime.settings), runtime.stopping).run()


async def send_account_mails(runtime: Runtime) -> None:
    """Hands over the mails to staff accounts, until cancelled."""
    await AccountMailSender(runtime.database, cast(Settings, runtime.settings), runtime.stopping).run()


async def take_reports(runtime: Runtime) -> None:
    """Takes in delivery reports, until cancelled."""
    await BounceIntake(runtime.database, cast(Settings, runtime.settings)).run()


async def plan_broadcasts(runtime: Runtime) -> None:
    """Writes the messages of broadcasts that are due, and takes back those of cancelled ones, until cancelled."""
    await BroadcastPlanner(runtime.database).run()


async def shelve_portal_messages(runtime: Runtime) -> None:
    """Puts what was written for a later time into the portal, until cancelled."""
    await again_and_again(lambda: shelve_due(runtime.database), SHELVE_EVERY)


async def forget_leftovers(runtime: Runtime) -> None:
    """Deletes uploads that no message carries, and the counts of test mails, until cancelled."""
    await again_and_again(lambda: forget_unused(runtime.database), FORGET_EVERY)


async def watch_alarms(runtime: Runtime) -> None:
    """Keeps the metrics of what operators should see to up to date, until cancelled."""

    async def measure() -> None:
        async with runtime.database.reading() as session:
            await measure_alarms(session)

    await again_and_again(measure, MEASURE_EVERY)

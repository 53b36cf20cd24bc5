"""What the worker does besides publishing and consuming."""

from typing import cast

from chassis.service import Runtime
from messaging.entrypoints.account_mails import AccountMailSender
from messaging.entrypoints.bounces import BounceIntake
from messaging.entrypoints.sender import Sender
from messaging.settings import Settings


async def send_mails(runtime: Runtime) -> None:
    """Hands over what is due, until cancelled."""
    await Sender(runtime.database, cast(Settings, runtime.settings), runtime.stopping).run()


async def send_account_mails(runtime: Runtime) -> None:
    """Hands over the mails to staff accounts, until cancelled."""
    await AccountMailSender(runtime.database, cast(Settings, runtime.settings), runtime.stopping).run()


async def take_reports(runtime: Runtime) -> None:
    """Takes in delivery reports, until cancelled."""
    await BounceIntake(runtime.database, cast(Settings, runtime.settings)).run()

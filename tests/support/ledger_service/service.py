"""The ledger: topic `deposits` in, table `history` and topic `receipts` out."""

import functools
from pathlib import Path

from pydantic import Field
from sqlalchemy import BigInteger, Identity, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from chassis.events.consumed import InvalidMessage, NotYet, ReaderModel, Received, on
from chassis.events.outbox import Outbox
from chassis.events.published import PublishedEvent
from chassis.events.topics import Topic
from chassis.service import Service
from chassis.settings import PostgresUrl, ServiceSettings
from chassis.tables import Base


class Settings(ServiceSettings):
    database_url: PostgresUrl = Field(validation_alias="DATABASE_URL_LEDGER")


@functools.cache
def settings() -> Settings:
    return Settings.model_validate({})


class History(Base):
    """One row for each effect, in the order of the effects."""

    __tablename__ = "history"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    account: Mapped[str]
    version: Mapped[int]
    amount: Mapped[str]


class Deposit(ReaderModel):
    amount: str


class DepositMade(PublishedEvent, topic="deposits", type="deposit.made"):
    amount: str


class DepositNoted(PublishedEvent, topic="deposits", type="deposit.noted"):
    """A fact: its version says nothing, only the inbox keeps it from having its effect twice."""

    amount: str


class AccountClosed(PublishedEvent, topic="deposits", type="account.closed"):
    amount: str = ""


class ReceiptWritten(PublishedEvent, topic="receipts", type="receipt.written"):
    amount: str


async def write_down(session: AsyncSession, event: Received[Deposit]) -> None:
    """`fail` and `timeout` never work, `invalid` says so itself, a NUL character is refused by PostgreSQL.

    `after berta` comes too early until there is something of berta's.
    """
    if event.data.amount.startswith("after "):
        followed = event.data.amount.removeprefix("after ")
        if await session.scalar(select(History.id).where(History.account == followed).limit(1)) is None:
            raise NotYet("what it follows is not there")
    if event.data.amount == "invalid":
        raise InvalidMessage("an amount nobody can pay")
    if event.data.amount == "timeout":
        raise TimeoutError
    if event.data.amount == "fail":
        raise RuntimeError("this text must not be logged")
    await session.execute(
        insert(History.__table__).values(
            account=event.subject, version=event.sequence, amount=event.data.amount
        )
    )
    receipt = ReceiptWritten(amount=event.data.amount)
    await Outbox(session).publish(receipt, subject=event.subject, sequence=event.sequence)


async def close(session: AsyncSession, event: Received[Deposit]) -> None:
    await session.execute(delete(History).where(History.account == event.subject))


SERVICE = Service(
    name="ledger",
    settings=settings,
    routers=[],
    migrations=Path(__file__).parent / "migrations",
    topics=[Topic("deposits", cleanup="compact"), Topic("receipts")],
    subscriptions=(
        on("deposits", "deposit.made", Deposit, write_down),
        on("deposits", "deposit.noted", Deposit, write_down, ordered=False),
        on("deposits", "account.closed", Deposit, close, terminal=True),
    ),
)

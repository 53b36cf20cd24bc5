"""What a service reads of others' events, and what it does about each."""

import builtins
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession


class ReaderModel(BaseModel):
    """Base of the narrow models of a consumer: only the fields it needs; all others are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


def _not_after_now(moment: datetime) -> datetime:
    return min(moment, datetime.now(UTC))


PastMoment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC)), AfterValidator(_not_after_now)
]
"""When something happened that a fact tells of. Whoever publishes facts may have a clock that is fast: what is told
to be in the future happened now, or nothing that follows would ever be newer."""

ModelT = TypeVar("ModelT", bound=ReaderModel)


@dataclass(frozen=True)
class Received(Generic[ModelT]):
    """One event as it arrived, read with the consumer's own model."""

    data: ModelT
    id: str
    source: str
    type: str
    subject: str
    sequence: int
    time: datetime
    topic: str
    """Without the prefix."""
    partition: int
    offset: int
    key: str


class Outcome(StrEnum):
    """What a handler did. STALE: it saw that something newer was there already."""

    APPLIED = "applied"
    STALE = "stale"


class InvalidMessage(Exception):
    """This message can never work: it becomes a dead letter at once. The text is shown; no personal data in it."""


class NotYet(Exception):
    """What this message follows has not arrived: it is parked and tried again, and costs the batch nothing.

    Raise it before anything was written. Of ordered subscriptions it is a failure like any other.
    """


Handler = Callable[[AsyncSession, Received[ModelT]], Awaitable[Outcome | None]]


@dataclass(frozen=True)
class Subscription(Generic[ModelT]):
    """One line of a service's table of contents: on this event, that effect."""

    topic: str
    type: str
    model: "builtins.type[ModelT]"
    handler: Handler[ModelT]
    ordered: bool
    terminal: bool
    after_purge: bool


def on(
    topic: str,
    type: str,
    model: type[ModelT],
    handler: Handler[ModelT],
    *,
    ordered: bool = True,
    terminal: bool = False,
    after_purge: bool = False,
) -> Subscription[Any]:
    """Calls `handler` for each event of that type, in the transaction that records it.

    ordered: what is not newer (`ce_sequence`) than the last one applied to the subject is stale (G3); facts say
    False. terminal: never parked, applied past parked records of its key, which go with it, as does all that the
    chassis holds of that customer. after_purge: set aside like any other even when the customer was purged here,
    because it is about the purge.
    """
    return Subscription(topic, type, model, handler, ordered, terminal, after_purge)

"""`/api/ops/{service}`: what the people who run it need to see, and the replay of what was set aside."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from chassis.alarms import Alarms
from chassis.backlog import backlog, consumption, lag_seen
from chassis.events.retrying import replay_dead_letter, replay_parked
from chassis.http.actors import Staff
from chassis.http.dependencies import Db
from chassis.http.problems import Problem, not_found, problem_responses
from chassis.logs import get_logger
from chassis.tables import DeadLetterRow, ParkedRow

_LISTED = 200
_MISSING = problem_responses(404)
_log = get_logger(__name__)

MessageId = Annotated[int, Path(ge=1, lt=2**63)]


class OutboxState(BaseModel):
    """Events that are committed and not yet in Kafka."""

    size: int
    oldest_seconds: float


class Consumption(BaseModel):
    """What became of a topic's messages: consumed = applied + duplicate + stale + parked + dead_lettered."""

    topic: str
    consumed: int = 0
    applied: int = 0
    duplicate: int = 0
    stale: int = 0
    parked: int = 0
    dead_lettered: int = 0
    lag: int | None = None
    """Records that are published and not finished here; null until the worker has looked."""
    lag_measured_at: datetime | None = None


class SetAside(BaseModel):
    """Where a message came from, and why it was set aside. What it said is not shown."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    topic: str
    partition: int
    offset: int
    type: str | None
    reason: str


class Parked(SetAside):
    """A message that is tried again by itself; later ones of its key wait behind it."""

    attempts: int
    parked_at: datetime
    next_attempt_at: datetime


class DeadLetter(SetAside):
    """A message that waits for a person."""

    dead_at: datetime
    replay_requested: bool


class RaisedAlarm(BaseModel):
    """Something of the service's own that its operators should mend; its card explains the names."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    count: int
    latest_at: datetime


class ServiceState(BaseModel):
    """A service seen by the people who run it. The lists hold the oldest 200; the counts are of all."""

    service: str
    outbox: OutboxState
    consumption: list[Consumption]
    parked_count: int
    parked: list[Parked]
    dead_letter_count: int
    dead_letters: list[DeadLetter]
    alarms: list[RaisedAlarm]


def ops_router(service: str, alarms: Alarms | None = None) -> APIRouter:
    """The routes for operators. Staff only."""
    path = f"/api/ops/{service}"
    router = APIRouter(tags=["ops"], responses=problem_responses(401, 403))

    @router.get(path)
    async def state(_: Staff, db: Db) -> ServiceState:
        """What is waiting, what was consumed, and what was set aside."""
        async with db.reading() as session:
            now = await backlog(session)
            counts = await consumption(session)
            lags = await lag_seen(session)
            parked = await session.scalars(select(ParkedRow).order_by(ParkedRow.id).limit(_LISTED))
            dead = await session.scalars(select(DeadLetterRow).order_by(DeadLetterRow.id).limit(_LISTED))
            raised = await alarms(session) if alarms else []
            return ServiceState(
                service=service,
                outbox=OutboxState(size=now.outbox, oldest_seconds=now.outbox_age_seconds),
                consumption=[
                    _consumption(topic, counts.get(topic, {}), lags.get(topic))
                    for topic in sorted({*counts, *lags})
                ],
                parked_count=now.parked,
                parked=[Parked.model_validate(row) for row in parked],
                dead_letter_count=now.dead_letters,
                dead_letters=[DeadLetter.model_validate(row) for row in dead],
                alarms=[RaisedAlarm.model_validate(alarm) for alarm in raised],
            )

    @router.post(f"{path}/dead-letters/{{dead_letter_id}}/replay", status_code=202, responses=_MISSING)
    async def replay_dead(dead_letter_id: MessageId, actor: Staff, db: Db) -> None:
        """Has the worker try a dead letter once more."""
        async with db.transaction() as session:
            if not await replay_dead_letter(session, dead_letter_id):
                raise _no_such_message()
        _log.info("dead letter replayed", id=dead_letter_id, account_id=actor.account_id)

    @router.post(f"{path}/parked/{{parked_id}}/replay", status_code=202, responses=_MISSING)
    async def replay_waiting(parked_id: MessageId, actor: Staff, db: Db) -> None:
        """Has the worker try a parked message at once."""
        async with db.transaction() as session:
            if not await replay_parked(session, parked_id):
                raise _no_such_message()
        _log.info("parked message replayed", id=parked_id, account_id=actor.account_id)

    return router


def _consumption(topic: str, counts: dict[str, int], seen: tuple[int, datetime] | None) -> Consumption:
    lag, at = seen or (None, None)
    return Consumption.model_validate({"topic": topic, **counts, "lag": lag, "lag_measured_at": at})


def _no_such_message() -> Problem:
    return not_found("Diese Nachricht gibt es nicht (mehr)", "There is no such message (any more)")

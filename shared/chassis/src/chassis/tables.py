"""The tables that every service has, and the base that its own are declared on."""

import functools
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Index, MetaData, func
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@functools.cache
def tables_of(package: str) -> MetaData:
    """The tables that a package declares; constraints are named alike everywhere, so that a migration can name them.

    Each package has its own: two services may both have a table `customers`.
    """
    return MetaData(naming_convention=_NAMES)


class Base(DeclarativeBase):
    """Base of all tables; those of a package share its metadata."""

    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - as SQLAlchemy wants it

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "metadata" not in vars(cls):
            cls.metadata = tables_of(cls.__module__.partition(".")[0])
        super().__init_subclass__(**kwargs)


class OutboxRow(Base):
    """An event that is committed and not yet acknowledged by Kafka."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str]
    partition: Mapped[int | None]
    key: Mapped[str]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    value: Mapped[bytes] = mapped_column(BYTEA)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class RelayState(Base):
    """Whether the last relay stopped in order; a successor of one that did not waits before it sends."""

    __tablename__ = "relay_state"
    service: Mapped[str] = mapped_column(primary_key=True)
    released: Mapped[bool]


class InboxRow(Base):
    """An event that has had its effect, is parked, or is dead: it is not taken a second time (G2)."""

    __tablename__ = "inbox"
    __table_args__ = (Index(None, "received_at"),)
    source: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())


class AggregateVersion(Base):
    """The newest version of an aggregate that was applied (G3)."""

    __tablename__ = "aggregate_versions"
    topic: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class ParkedRow(Base):
    """A message that failed, or one that came behind it with the same key."""

    __tablename__ = "parked"
    __table_args__ = (Index(None, "topic", "key", "id"), Index(None, "customer_id"))
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str]
    partition: Mapped[int]
    offset: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    type: Mapped[str]
    customer_id: Mapped[str | None]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    value: Mapped[bytes] = mapped_column(BYTEA)
    reason: Mapped[str]
    attempts: Mapped[int]
    parked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    next_attempt_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DeadLetterRow(Base):
    """A message that can never work, with its bytes, until a person replays it or a purge takes it."""

    __tablename__ = "dead_letters"
    __table_args__ = (Index(None, "customer_id"),)
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str]
    partition: Mapped[int]
    offset: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str | None]
    type: Mapped[str | None]
    customer_id: Mapped[str | None]
    headers: Mapped[dict[str, str]] = mapped_column(JSONB)
    value: Mapped[bytes | None] = mapped_column(BYTEA)
    reason: Mapped[str]
    dead_at: Mapped[datetime] = mapped_column(server_default=func.now())
    replay_requested: Mapped[bool] = mapped_column(server_default="false")


class ConsumptionRow(Base):
    """What became of the messages (G5). A lane counts for itself, so that lanes do not wait for each other."""

    __tablename__ = "consumption"
    topic: Mapped[str] = mapped_column(primary_key=True)
    lane: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class ConsumerLagRow(Base):
    """How many records of a topic the service had not finished when the worker looked last."""

    __tablename__ = "consumer_lag"
    topic: Mapped[str] = mapped_column(primary_key=True)
    lag: Mapped[int] = mapped_column(BigInteger)
    measured_at: Mapped[datetime]


class GoneCustomerRow(Base):
    """A customer who was purged here: no message of theirs is parked or buried any more."""

    __tablename__ = "gone_customers"
    customer_id: Mapped[str] = mapped_column(primary_key=True)


class IdempotencyEntry(Base):
    """A POST that was answered: enough to answer it again, nothing of what it said."""

    __tablename__ = "idempotency_entries"
    __table_args__ = (Index(None, "customer_id"), Index(None, "created_at"))
    actor_id: Mapped[UUID] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[bytes] = mapped_column(BYTEA)
    status: Mapped[int | None]
    resource_id: Mapped[UUID | None]
    customer_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

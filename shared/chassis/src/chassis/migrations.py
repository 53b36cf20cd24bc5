"""Bringing a service's database up to date, and the chassis' part of its first revision."""

from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.config import Config
from alembic.operations import Operations
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from chassis.tables import tables_of

_LOCK = 0x5354414D4D  # one migration at a time in a database, whichever process comes first

_CHASSIS_TABLES = (
    """CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_outbox PRIMARY KEY,
        topic varchar NOT NULL, partition integer, key varchar NOT NULL,
        headers jsonb NOT NULL, value bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now())""",
    """CREATE TABLE relay_state (
        service varchar NOT NULL CONSTRAINT pk_relay_state PRIMARY KEY, released boolean NOT NULL)""",
    """CREATE TABLE inbox (
        source varchar NOT NULL, event_id varchar NOT NULL, received_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_inbox PRIMARY KEY (source, event_id))""",
    "CREATE INDEX ix_inbox_received_at ON inbox (received_at)",
    """CREATE TABLE aggregate_versions (
        topic varchar NOT NULL, subject varchar NOT NULL, version bigint NOT NULL,
        CONSTRAINT pk_aggregate_versions PRIMARY KEY (topic, subject))""",
    """CREATE TABLE parked (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_parked PRIMARY KEY,
        topic varchar NOT NULL, partition integer NOT NULL, "offset" bigint NOT NULL, key varchar NOT NULL,
        type varchar NOT NULL, customer_id varchar, headers jsonb NOT NULL, value bytea NOT NULL,
        reason varchar NOT NULL, attempts integer NOT NULL, parked_at timestamptz NOT NULL DEFAULT now(),
        next_attempt_at timestamptz NOT NULL DEFAULT now())""",
    "CREATE INDEX ix_parked_topic_key_id ON parked (topic, key, id)",
    "CREATE INDEX ix_parked_customer_id ON parked (customer_id)",
    """CREATE TABLE dead_letters (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_dead_letters PRIMARY KEY,
        topic varchar NOT NULL, partition integer NOT NULL, "offset" bigint NOT NULL, key varchar,
        type varchar, customer_id varchar, headers jsonb NOT NULL, value bytea, reason varchar NOT NULL,
        dead_at timestamptz NOT NULL DEFAULT now(), replay_requested boolean NOT NULL DEFAULT false)""",
    "CREATE INDEX ix_dead_letters_customer_id ON dead_letters (customer_id)",
    """CREATE TABLE consumption (
        topic varchar NOT NULL, lane integer NOT NULL, outcome varchar NOT NULL, count bigint NOT NULL,
        CONSTRAINT pk_consumption PRIMARY KEY (topic, lane, outcome))""",
    """CREATE TABLE idempotency_entries (
        actor_id uuid NOT NULL, route varchar NOT NULL, key varchar NOT NULL, request_hash bytea NOT NULL,
        status integer, resource_id uuid, customer_id uuid, created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_idempotency_entries PRIMARY KEY (actor_id, route, key))""",
    "CREATE INDEX ix_idempotency_entries_customer_id ON idempotency_entries (customer_id)",
    "CREATE INDEX ix_idempotency_entries_created_at ON idempotency_entries (created_at)",
)


_LAG_AND_GONE_CUSTOMERS = (
    """CREATE TABLE consumer_lag (
        topic varchar NOT NULL CONSTRAINT pk_consumer_lag PRIMARY KEY,
        lag bigint NOT NULL, measured_at timestamptz NOT NULL)""",
    "CREATE TABLE gone_customers (customer_id varchar NOT NULL CONSTRAINT pk_gone_customers PRIMARY KEY)",
)


def create_chassis_tables(op: Any) -> None:
    """The chassis' tables as they were first released; for the first revision of a service.

    `op` is `alembic.op`. Later changes to these tables are functions of their own.
    """
    operations: Operations = op
    for statement in _CHASSIS_TABLES:
        operations.execute(statement)


def add_lag_and_gone_customers(op: Any, gone: str | None = None) -> None:
    """Adds what came with the second release. `gone`: a query for the ids of those who were purged until then."""
    operations: Operations = op
    for statement in _LAG_AND_GONE_CUSTOMERS:
        operations.execute(statement)
    if gone is not None:
        operations.execute(f"INSERT INTO gone_customers (customer_id) {gone}")


def run_env(package: str) -> None:
    """The whole of a service's `migrations/env.py`, once its tables are imported."""
    tables = [tables_of("chassis"), tables_of(package)]
    context.configure(connection=context.config.attributes["connection"], target_metadata=tables)
    with context.begin_transaction():
        context.run_migrations()


async def upgrade(database_url: str, directory: Path) -> None:
    """Runs the revisions in `directory` that the database does not have yet; waits for another that does so."""
    engine = create_async_engine(database_url, poolclass=NullPool, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
            await connection.commit()
            await connection.run_sync(_upgrade, directory)
            await connection.commit()
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, directory: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(directory).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""The chassis' tables and the history."""

from alembic import op

from chassis.migrations import add_lag_and_gone_customers, create_chassis_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    add_lag_and_gone_customers(op)
    op.execute(
        "CREATE TABLE history (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " account varchar NOT NULL, version bigint NOT NULL, amount varchar NOT NULL)"
    )

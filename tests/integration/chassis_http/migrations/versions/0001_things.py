"""The tables of the chassis, and things."""

import sqlalchemy as sa
from alembic import op

from chassis.migrations import add_lag_and_gone_customers, create_chassis_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    add_lag_and_gone_customers(op)
    op.create_table(
        "things",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError

"""The chassis' tables."""

from alembic import op

from chassis.migrations import create_chassis_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Creates them."""
    create_chassis_tables(op)

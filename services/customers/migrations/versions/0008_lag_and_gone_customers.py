"""How far behind the service is, and whose late messages are not kept."""

from alembic import op

from chassis.migrations import add_lag_and_gone_customers

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    add_lag_and_gone_customers(op, "SELECT id FROM customers WHERE status = 'deleted'")

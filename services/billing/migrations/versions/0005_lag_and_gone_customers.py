"""How far behind the service is, and whose late messages are not kept."""

from alembic import op

from chassis.migrations import add_lag_and_gone_customers

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    add_lag_and_gone_customers(op, "SELECT customer_id FROM customers WHERE status = 'deleted'")

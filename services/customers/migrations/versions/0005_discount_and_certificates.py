"""A permanent discount; certificates that follow what a service goes on keeping."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    """ALTER TABLE customers
        ADD COLUMN discount_percent numeric(5, 2) NOT NULL DEFAULT 0,
        ADD CONSTRAINT ck_customers_discount_percent CHECK (discount_percent BETWEEN 0 AND 100)""",
    """ALTER TABLE erasure_purges
        ADD COLUMN sequence bigint NOT NULL DEFAULT 0,
        ADD COLUMN kept jsonb""",
    "CREATE INDEX ix_erasures_deleted_at ON erasures (deleted_at, customer_id)",
)


def upgrade() -> None:
    """Adds columns with defaults and an index."""
    for statement in STATEMENTS:
        op.execute(statement)

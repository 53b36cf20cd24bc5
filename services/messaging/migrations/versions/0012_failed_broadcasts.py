"""How often planning a broadcast failed in a row, why the last time, and when it is tried again."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Adds the columns, and the index by which failed ones are counted."""
    op.execute(
        """ALTER TABLE broadcasts ADD failures integer NOT NULL DEFAULT 0, ADD failure text,
            ADD plan_again_at timestamptz"""
    )
    op.execute("CREATE INDEX ix_broadcasts_failed ON broadcasts (finished_at) WHERE status = 'failed'")

"""What keeps this service from sending, or from reading reports, for its operators."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Adds the table."""
    op.execute(
        """CREATE TABLE troubles (
            name text CONSTRAINT pk_troubles PRIMARY KEY,
            count integer NOT NULL,
            latest_at timestamptz NOT NULL)"""
    )

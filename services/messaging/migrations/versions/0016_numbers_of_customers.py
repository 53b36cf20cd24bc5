"""The numbers of customers."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """A customer's number comes with their next snapshot."""
    op.execute("ALTER TABLE recipients ADD number bigint")

"""The refusals of the last day are counted by an index."""

from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    """Adds the index."""
    op.execute("CREATE INDEX ix_message_events_bounced ON message_events (at) WHERE type = 'bounced'")

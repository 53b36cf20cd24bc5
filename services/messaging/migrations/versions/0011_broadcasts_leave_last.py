"""What waits for the sender, in its order: mails of broadcasts after all others."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Puts the index into that order."""
    op.execute("DROP INDEX ix_messages_waiting")
    op.execute(
        """CREATE INDEX ix_messages_waiting ON messages ((broadcast_id IS NOT NULL), next_attempt_at, id)
            WHERE next_attempt_at IS NOT NULL"""
    )

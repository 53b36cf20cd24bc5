"""A message's HTML, the broadcast it belongs to, and when it was read in the portal."""

from alembic import op

revision = "0006"
down_revision = "0005"

_STATEMENTS = (
    "ALTER TABLE messages ADD html text, ADD broadcast_id uuid, ADD read_at timestamptz",
    "CREATE INDEX ix_messages_broadcast ON messages (broadcast_id) WHERE broadcast_id IS NOT NULL",
)


def upgrade() -> None:
    """Adds them."""
    for statement in _STATEMENTS:
        op.execute(statement)

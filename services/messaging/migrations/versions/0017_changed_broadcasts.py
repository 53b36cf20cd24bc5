"""Who changed a planned broadcast last, and when."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Of those before nobody knows, and none was changed."""
    op.execute("ALTER TABLE broadcasts ADD changed_at timestamptz, ADD changed_by uuid")

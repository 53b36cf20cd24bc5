"""A merge is appended twice again: the first time may close no segment."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    "DROP INDEX ix_merges_appended_once",
    "CREATE INDEX ix_merges_to_append ON merges (appended_at) WHERE appends < 3",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)

"""What a search looks through, with its trigrams."""

from alembic import op

revision = "0013"
down_revision = "0012"

_STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE TABLE message_texts (
        message_id uuid CONSTRAINT pk_message_texts PRIMARY KEY
            CONSTRAINT fk_message_texts_message_id REFERENCES messages ON DELETE CASCADE,
        text text NOT NULL)""",
    r"""INSERT INTO message_texts (message_id, text)
        SELECT id, lower(subject || E'\n' || body) FROM messages WHERE broadcast_id IS NULL""",
    "CREATE INDEX ix_message_texts_trigrams ON message_texts USING gin (text gin_trgm_ops)",
)


def upgrade() -> None:
    """Fills it with what there is; pg_trgm is a trusted extension, so the owner of the database may."""
    for statement in _STATEMENTS:
        op.execute(statement)

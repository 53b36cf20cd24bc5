"""Merged customers are aliases: their messages are listed with the survivor's and go to the survivor's address."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE recipients ADD merged_into UUID",
    "CREATE INDEX ix_recipients_merged_into ON recipients (merged_into) WHERE merged_into IS NOT NULL",
    # Null where it cannot be said yet: between the events of an undo two may seem to be each other's alias.
    """CREATE FUNCTION survivor_of(asked uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE chain (id, next) AS (
            SELECT asked, (SELECT merged_into FROM recipients WHERE customer_id = asked)
            UNION SELECT chain.next, (SELECT merged_into FROM recipients WHERE customer_id = chain.next)
                FROM chain WHERE chain.next IS NOT NULL)
        SELECT id FROM chain WHERE next IS NULL $$""",
    """CREATE FUNCTION united_with(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE united (id) AS (
            SELECT coalesce(survivor_of(asked), asked)
            UNION SELECT recipients.customer_id FROM recipients JOIN united ON recipients.merged_into = united.id)
        SELECT id FROM united $$""",
)


def upgrade() -> None:
    """Adds the column, and how to follow it."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Mails that other services ask for: to customers, and to staff accounts."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE messages ADD request_id uuid",
    """CREATE TABLE account_mails (
        request_id uuid CONSTRAINT pk_account_mails PRIMARY KEY,
        account_id uuid NOT NULL,
        template text NOT NULL,
        created_at timestamptz NOT NULL,
        status text NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz)""",
    """CREATE INDEX ix_account_mails_waiting ON account_mails (next_attempt_at)
        WHERE next_attempt_at IS NOT NULL""",
)


def upgrade() -> None:
    """Creates them."""
    for statement in STATEMENTS:
        op.execute(statement)

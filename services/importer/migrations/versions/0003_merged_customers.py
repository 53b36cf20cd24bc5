"""Merged customers are aliases: their e-mail is free."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("ALTER TABLE customer_emails ADD merged_into uuid")

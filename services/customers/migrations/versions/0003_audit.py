"""The audit trail."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    """CREATE TABLE audit_entries (
        id UUID NOT NULL,
        at TIMESTAMP WITH TIME ZONE NOT NULL,
        account_id UUID,
        account_name TEXT,
        action TEXT NOT NULL,
        subject_type TEXT NOT NULL,
        subject_id UUID,
        customer_id UUID,
        detail JSONB NOT NULL,
        CONSTRAINT pk_audit_entries PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_audit_entries_at ON audit_entries (at, id)",
    "CREATE INDEX ix_audit_entries_customer_id ON audit_entries (customer_id, at, id)",
    "CREATE INDEX ix_audit_entries_account_id ON audit_entries (account_id, at, id)",
    "CREATE INDEX ix_audit_entries_subject_id ON audit_entries (subject_id, at, id)",
    "CREATE INDEX ix_audit_entries_action ON audit_entries (action, at, id)",
)


def upgrade() -> None:
    """Creates it."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Broadcasts, course dates, templates, attachments and scheduled messages."""

from alembic import op

revision = "0008"
down_revision = "0007"

_STATEMENTS = (
    "ALTER TABLE messages ADD send_at timestamptz, ADD attachments integer NOT NULL DEFAULT 0",
    """CREATE INDEX ix_messages_scheduled_portal ON messages (send_at)
        WHERE channel = 'portal' AND status = 'queued'""",
    """CREATE INDEX ix_messages_broadcast_status ON messages (broadcast_id, status)
        WHERE broadcast_id IS NOT NULL""",
    """CREATE UNIQUE INDEX uq_messages_broadcast_customer ON messages (broadcast_id, customer_id)
        WHERE broadcast_id IS NOT NULL""",
    "CREATE INDEX ix_recipients_customer_groups ON recipients USING gin (customer_group_ids)",
    "CREATE INDEX ix_recipients_recipient_groups ON recipients USING gin (recipient_group_ids)",
    """CREATE TABLE broadcasts (
        id uuid CONSTRAINT pk_broadcasts PRIMARY KEY,
        kind text NOT NULL, channel text NOT NULL, subject text NOT NULL, body text NOT NULL, html text,
        customer_group_ids uuid[] NOT NULL, recipient_group_ids uuid[] NOT NULL, course_date_ids uuid[] NOT NULL,
        attachments integer NOT NULL DEFAULT 0,
        status text NOT NULL, send_at timestamptz,
        created_at timestamptz NOT NULL, created_by uuid NOT NULL,
        started_at timestamptz, finished_at timestamptz,
        position uuid, recipients integer NOT NULL DEFAULT 0, excluded jsonb NOT NULL DEFAULT '{}',
        version integer NOT NULL DEFAULT 1)""",
    "CREATE INDEX ix_broadcasts_newest ON broadcasts (created_at, id)",
    """CREATE INDEX ix_broadcasts_open ON broadcasts (send_at, id)
        WHERE status IN ('scheduled', 'running')""",
    """CREATE TABLE broadcast_customers (
        broadcast_id uuid NOT NULL CONSTRAINT fk_broadcast_customers_broadcast_id REFERENCES broadcasts,
        customer_id uuid NOT NULL,
        CONSTRAINT pk_broadcast_customers PRIMARY KEY (broadcast_id, customer_id))""",
    "CREATE INDEX ix_broadcast_customers_customer ON broadcast_customers (customer_id)",
    """CREATE TABLE course_dates (
        id uuid CONSTRAINT pk_course_dates PRIMARY KEY,
        title text NOT NULL, starts_at timestamptz, ends_at timestamptz, status text NOT NULL)""",
    """CREATE TABLE course_date_customers (
        course_date_id uuid NOT NULL CONSTRAINT fk_course_date_customers_course_date_id REFERENCES course_dates,
        customer_id uuid NOT NULL,
        CONSTRAINT pk_course_date_customers PRIMARY KEY (course_date_id, customer_id))""",
    "CREATE INDEX ix_course_date_customers_customer ON course_date_customers (customer_id)",
    """CREATE TABLE templates (
        id uuid CONSTRAINT pk_templates PRIMARY KEY,
        name text NOT NULL, language text NOT NULL, subject text NOT NULL, body text NOT NULL, html text,
        created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, version integer NOT NULL DEFAULT 1,
        CONSTRAINT uq_templates_name_language UNIQUE (name, language))""",
    """CREATE TABLE attachments (
        id uuid CONSTRAINT pk_attachments PRIMARY KEY,
        name text NOT NULL, media_type text NOT NULL, size integer NOT NULL, content bytea NOT NULL,
        created_at timestamptz NOT NULL, created_by uuid NOT NULL,
        submission_id uuid, position integer)""",
    "CREATE INDEX ix_attachments_submission ON attachments (submission_id)",
    "CREATE INDEX ix_attachments_unused ON attachments (created_at) WHERE submission_id IS NULL",
    """CREATE TABLE test_mails (
        id uuid CONSTRAINT pk_test_mails PRIMARY KEY,
        account_id uuid NOT NULL, sent_at timestamptz NOT NULL)""",
    "CREATE INDEX ix_test_mails_account ON test_mails (account_id, sent_at)",
)


def upgrade() -> None:
    """Creates them."""
    for statement in _STATEMENTS:
        op.execute(statement)

"""Recipients, messages, attempts, history, reports and purges."""

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLES = (
    """CREATE TABLE recipients (
        customer_id uuid CONSTRAINT pk_recipients PRIMARY KEY,
        status text NOT NULL,
        first_name text, last_name text, company_name text,
        email text, email_version integer NOT NULL DEFAULT 0,
        email_is_placeholder boolean NOT NULL DEFAULT false,
        language text, newsletter_state text NOT NULL DEFAULT 'none',
        customer_group_ids uuid[] NOT NULL DEFAULT '{}',
        recipient_group_ids uuid[] NOT NULL DEFAULT '{}')""",
    """CREATE TABLE messages (
        id uuid CONSTRAINT pk_messages PRIMARY KEY,
        customer_id uuid NOT NULL CONSTRAINT fk_messages_customer_id REFERENCES recipients,
        submission_id uuid NOT NULL,
        channel text NOT NULL, kind text NOT NULL, subject text NOT NULL, body text NOT NULL,
        confirm_blocked boolean NOT NULL,
        created_at timestamptz NOT NULL, created_by uuid,
        status text NOT NULL, attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz, sent_at timestamptz,
        suppressed_reason text, bounce_class text, bounce_reason text, bounce_status text, failure text,
        version integer NOT NULL DEFAULT 1)""",
    "CREATE INDEX ix_messages_waiting ON messages (next_attempt_at) WHERE next_attempt_at IS NOT NULL",
    "CREATE INDEX ix_messages_newest ON messages (created_at, id)",
    "CREATE INDEX ix_messages_customer ON messages (customer_id, created_at, id)",
    "CREATE INDEX ix_messages_submission ON messages (submission_id)",
    """CREATE TABLE attempts (
        id uuid CONSTRAINT pk_attempts PRIMARY KEY,
        message_id uuid NOT NULL CONSTRAINT fk_attempts_message_id REFERENCES messages,
        customer_id uuid NOT NULL, number integer NOT NULL, owner integer NOT NULL,
        token text NOT NULL CONSTRAINT uq_attempts_token UNIQUE,
        address text NOT NULL, email_version integer NOT NULL,
        started_at timestamptz NOT NULL, finished_at timestamptz, result text NOT NULL,
        reply_stage text, reply_code integer, reply_text text)""",
    "CREATE INDEX ix_attempts_message ON attempts (message_id)",
    "CREATE INDEX ix_attempts_customer ON attempts (customer_id)",
    "CREATE INDEX ix_attempts_sending ON attempts (owner) WHERE result = 'sending'",
    """CREATE TABLE message_events (
        id uuid CONSTRAINT pk_message_events PRIMARY KEY,
        message_id uuid NOT NULL CONSTRAINT fk_message_events_message_id REFERENCES messages,
        type text NOT NULL, at timestamptz NOT NULL, reason text, bounce_class text, bounce_status text)""",
    "CREATE INDEX ix_message_events_message ON message_events (message_id)",
    """CREATE TABLE reports (
        id uuid CONSTRAINT pk_reports PRIMARY KEY,
        message_id uuid NOT NULL CONSTRAINT fk_reports_message_id REFERENCES messages,
        customer_id uuid NOT NULL, email_version integer NOT NULL, identity text NOT NULL,
        received_at timestamptz NOT NULL, raw bytea, kind text,
        bounce_class text, bounce_reason text, bounce_status text,
        CONSTRAINT uq_reports_message_id_identity UNIQUE (message_id, identity))""",
    "CREATE INDEX ix_reports_raw ON reports (received_at) WHERE raw IS NOT NULL",
    "CREATE INDEX ix_reports_customer ON reports (customer_id)",
    """CREATE TABLE purges (
        customer_id uuid CONSTRAINT pk_purges PRIMARY KEY,
        counts jsonb NOT NULL, purged_at timestamptz NOT NULL DEFAULT now())""",
)


def upgrade() -> None:
    """Creates them."""
    for statement in _TABLES:
        op.execute(statement)

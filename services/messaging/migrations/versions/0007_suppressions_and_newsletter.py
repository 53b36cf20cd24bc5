"""Who is not mailed, the links of newsletters, and what the filters of the history are answered from."""

from alembic import op

revision = "0007"
down_revision = "0006"

_STATEMENTS = (
    """ALTER TABLE recipients
        ADD mail_suppressed boolean NOT NULL DEFAULT false,
        ADD newsletter_suppressed boolean NOT NULL DEFAULT false,
        ADD mailbox_full_on date[] NOT NULL DEFAULT '{}'""",
    """CREATE TABLE suppressions (
        id uuid CONSTRAINT pk_suppressions PRIMARY KEY,
        customer_id uuid NOT NULL CONSTRAINT fk_suppressions_customer_id REFERENCES recipients,
        scope text NOT NULL, reason text NOT NULL,
        address text, email_version integer NOT NULL,
        created_at timestamptz NOT NULL, created_by uuid, message_id uuid,
        lifted_at timestamptz, lifted_by uuid)""",
    """CREATE UNIQUE INDEX uq_suppressions_active ON suppressions (customer_id, scope, reason)
        WHERE lifted_at IS NULL""",
    "CREATE INDEX ix_suppressions_customer ON suppressions (customer_id)",
    "CREATE INDEX ix_suppressions_newest ON suppressions (created_at, id)",
    """CREATE TABLE newsletter_links (
        token_hash bytea CONSTRAINT pk_newsletter_links PRIMARY KEY,
        customer_id uuid NOT NULL CONSTRAINT fk_newsletter_links_customer_id REFERENCES recipients,
        purpose text NOT NULL, email_version integer NOT NULL, message_id uuid NOT NULL,
        created_at timestamptz NOT NULL, expires_at timestamptz, used_at timestamptz, wording text)""",
    "CREATE INDEX ix_newsletter_links_customer ON newsletter_links (customer_id)",
    "ALTER TABLE messages ADD template text",
    "ALTER TABLE message_events ADD by_account uuid",
    "CREATE INDEX ix_messages_status ON messages (status, created_at, id)",
    "CREATE INDEX ix_messages_portal ON messages (created_at, id) WHERE channel = 'portal'",
    "DROP INDEX ix_messages_broadcast",
    """CREATE INDEX ix_messages_broadcast ON messages (broadcast_id, created_at, id)
        WHERE broadcast_id IS NOT NULL""",
    """CREATE INDEX ix_messages_bounce_reason ON messages (bounce_reason, created_at, id)
        WHERE bounce_reason IS NOT NULL""",
    """CREATE INDEX ix_messages_suppressed_reason ON messages (suppressed_reason, created_at, id)
        WHERE suppressed_reason IS NOT NULL""",
)


def upgrade() -> None:
    """Adds them."""
    for statement in _STATEMENTS:
        op.execute(statement)

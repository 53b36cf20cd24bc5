"""Accounts that are invited, switched off and listed; sessions that can be listed; mails to accounts."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """ALTER TABLE accounts
        ALTER email DROP NOT NULL,
        ALTER email_key DROP NOT NULL,
        ALTER name DROP NOT NULL,
        ALTER password_hash DROP NOT NULL,
        ADD language TEXT,
        ADD active BOOLEAN DEFAULT true NOT NULL,
        ADD version INTEGER DEFAULT '1' NOT NULL,
        ADD created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        ADD last_login_at TIMESTAMP WITH TIME ZONE""",
    "UPDATE accounts SET email = NULL, email_key = NULL, name = NULL WHERE role = 'customer'",
    "UPDATE accounts SET language = 'de' WHERE role <> 'customer'",
    """ALTER TABLE accounts ADD CONSTRAINT ck_accounts_only_staff_has_address CHECK (
        num_nonnulls(email, email_key, name, language) = case when role = 'customer' then 0 else 4 end)""",
    "CREATE INDEX ix_accounts_name ON accounts (name, id) WHERE role <> 'customer'",
    """ALTER TABLE sessions
        ADD id UUID DEFAULT gen_random_uuid() NOT NULL,
        ADD client TEXT DEFAULT '' NOT NULL,
        ADD last_seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        ADD CONSTRAINT uq_sessions_id UNIQUE (id)""",
    """ALTER TABLE sessions
        ALTER id DROP DEFAULT,
        ALTER client DROP DEFAULT,
        ALTER last_seen_at DROP DEFAULT""",
    """CREATE TABLE mail_requests (
        id UUID NOT NULL,
        account_id UUID NOT NULL,
        mail TEXT NOT NULL,
        requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
        token_hash BYTEA,
        expires_at TIMESTAMP WITH TIME ZONE,
        email_version INTEGER,
        CONSTRAINT pk_mail_requests PRIMARY KEY (id),
        CONSTRAINT fk_mail_requests_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE,
        CONSTRAINT uq_mail_requests_token_hash UNIQUE (token_hash)
)""",
    "CREATE INDEX ix_mail_requests_account_id ON mail_requests (account_id)",
    "CREATE INDEX ix_mail_requests_requested_at ON mail_requests (requested_at)",
)


def upgrade() -> None:
    """A portal account that exists already takes address and name from its customer from now on."""
    for statement in STATEMENTS:
        op.execute(statement)

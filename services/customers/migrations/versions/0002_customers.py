"""Customers with what belongs to them, the erasure ledger, accounts."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE SEQUENCE customer_number START 10001",
    """CREATE TABLE groups (
        id UUID NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        name_key TEXT NOT NULL,
        CONSTRAINT pk_groups PRIMARY KEY (id),
        CONSTRAINT ck_groups_kind CHECK (kind in ('customer', 'recipient'))
)""",
    "CREATE UNIQUE INDEX uq_groups_kind_name_key ON groups (kind, name_key)",
    """CREATE TABLE customers (
        id UUID NOT NULL,
        number BIGINT NOT NULL,
        status TEXT NOT NULL,
        version BIGINT NOT NULL,
        salutation TEXT,
        first_name TEXT,
        last_name TEXT,
        company_name TEXT,
        is_company BOOLEAN DEFAULT false NOT NULL,
        email TEXT,
        email_key TEXT,
        email_version BIGINT NOT NULL,
        email_is_placeholder BOOLEAN DEFAULT false NOT NULL,
        email_health TEXT DEFAULT 'unknown' NOT NULL,
        email_health_at TIMESTAMP WITH TIME ZONE,
        phone TEXT,
        further_phones TEXT[],
        street TEXT,
        postal_code TEXT,
        city TEXT,
        country TEXT,
        language TEXT,
        customer_group_ids UUID[] DEFAULT '{}' NOT NULL,
        recipient_group_ids UUID[] DEFAULT '{}' NOT NULL,
        newsletter_state TEXT DEFAULT 'none' NOT NULL,
        newsletter_evidence JSONB,
        bank_details BYTEA,
        iban_last_four TEXT,
        block_reason TEXT,
        blocked_by UUID,
        blocked_at TIMESTAMP WITH TIME ZONE,
        credit_cents BIGINT DEFAULT '0' NOT NULL,
        search_text TEXT,
        order_key TEXT COLLATE "C",
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_customers PRIMARY KEY (id),
        CONSTRAINT ck_customers_status CHECK (status in ('active', 'blocked', 'deleted')),
        CONSTRAINT ck_customers_deleted_is_empty CHECK (status <> 'deleted' or
            num_nonnulls(salutation, first_name, last_name, company_name, email, email_key,
            phone, further_phones, street, postal_code, city, country, language,
            newsletter_evidence, bank_details, iban_last_four, block_reason, search_text,
            order_key) = 0),
        CONSTRAINT ck_customers_live_is_complete CHECK (status = 'deleted' or (num_nulls(email,
            search_text, order_key, further_phones, language) = 0)),
        CONSTRAINT uq_customers_number UNIQUE (number),
        CONSTRAINT uq_customers_email_key UNIQUE (email_key)
)""",
    "CREATE INDEX ix_customers_created_at ON customers (created_at, id)",
    "CREATE INDEX ix_customers_credit_cents ON customers (credit_cents) WHERE credit_cents <> 0",
    "CREATE INDEX ix_customers_customer_group_ids ON customers USING gin (customer_group_ids)",
    "CREATE INDEX ix_customers_order_key ON customers (order_key, id)",
    "CREATE INDEX ix_customers_postal_code ON customers (postal_code text_pattern_ops)",
    "CREATE INDEX ix_customers_recipient_group_ids ON customers USING gin (recipient_group_ids)",
    "CREATE INDEX ix_customers_search_text ON customers USING gin (search_text gin_trgm_ops)",
    "CREATE INDEX ix_customers_updated_at ON customers (updated_at, id)",
    """CREATE TABLE participants (
        id UUID NOT NULL,
        customer_id UUID NOT NULL,
        first_name TEXT NOT NULL,
        last_name TEXT NOT NULL,
        birth_date DATE,
        version BIGINT NOT NULL,
        CONSTRAINT pk_participants PRIMARY KEY (id),
        CONSTRAINT fk_participants_customer_id FOREIGN KEY(customer_id) REFERENCES customers (id)
)""",
    "CREATE INDEX ix_participants_customer_id ON participants (customer_id)",
    """CREATE TABLE notes (
        id UUID NOT NULL,
        customer_id UUID NOT NULL,
        participant_id UUID,
        text TEXT NOT NULL,
        author_id UUID NOT NULL,
        author TEXT NOT NULL,
        version BIGINT NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_notes PRIMARY KEY (id),
        CONSTRAINT fk_notes_customer_id FOREIGN KEY(customer_id) REFERENCES customers (id),
        CONSTRAINT fk_notes_participant_id FOREIGN KEY(participant_id) REFERENCES participants (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_notes_customer_id ON notes (customer_id, id)",
    "CREATE INDEX ix_notes_participant_id ON notes (participant_id)",
    """CREATE TABLE imported_rows (
        job_id UUID NOT NULL,
        row BIGINT NOT NULL,
        outcome TEXT NOT NULL,
        customer_id UUID,
        number BIGINT,
        reason TEXT,
        field TEXT,
        CONSTRAINT pk_imported_rows PRIMARY KEY (job_id, row)
)""",
    "CREATE INDEX ix_imported_rows_customer_id ON imported_rows (customer_id)",
    """CREATE TABLE erasures (
        customer_id UUID NOT NULL,
        deleted_at TIMESTAMP WITH TIME ZONE NOT NULL,
        deleted_by UUID NOT NULL,
        terminal_sequence BIGINT NOT NULL,
        terminal_id UUID NOT NULL,
        appends INTEGER NOT NULL,
        appended_at TIMESTAMP WITH TIME ZONE NOT NULL,
        asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
        answered BOOLEAN DEFAULT false NOT NULL,
        kafka_by TIMESTAMP WITH TIME ZONE NOT NULL,
        next_check_at TIMESTAMP WITH TIME ZONE NOT NULL,
        kafka_clean_at TIMESTAMP WITH TIME ZONE,
        kafka_verified_at TIMESTAMP WITH TIME ZONE,
        CONSTRAINT pk_erasures PRIMARY KEY (customer_id)
)""",
    "CREATE INDEX ix_erasures_unanswered ON erasures (asked_at) WHERE not answered",
    "CREATE INDEX ix_erasures_unverified ON erasures (next_check_at) WHERE kafka_verified_at is null",
    """CREATE TABLE erasure_purges (
        customer_id UUID NOT NULL,
        service TEXT NOT NULL,
        purged_at TIMESTAMP WITH TIME ZONE NOT NULL,
        counts JSONB NOT NULL,
        CONSTRAINT pk_erasure_purges PRIMARY KEY (customer_id, service),
        CONSTRAINT fk_erasure_purges_customer_id FOREIGN KEY(customer_id) REFERENCES erasures (customer_id)
)""",
    """CREATE TABLE accounts (
        id UUID NOT NULL,
        email TEXT NOT NULL,
        email_key TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        password_hash TEXT NOT NULL,
        customer_id UUID,
        CONSTRAINT pk_accounts PRIMARY KEY (id),
        CONSTRAINT ck_accounts_role CHECK (role in ('owner', 'staff', 'customer')),
        CONSTRAINT ck_accounts_portal_has_customer CHECK ((role = 'customer') = (customer_id is not null)),
        CONSTRAINT uq_accounts_email_key UNIQUE (email_key),
        CONSTRAINT uq_accounts_customer_id UNIQUE (customer_id),
        CONSTRAINT fk_accounts_customer_id FOREIGN KEY(customer_id) REFERENCES customers (id)
)""",
    """CREATE TABLE sessions (
        token_hash BYTEA NOT NULL,
        account_id UUID NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE NOT NULL,
        expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_sessions PRIMARY KEY (token_hash),
        CONSTRAINT fk_sessions_account_id FOREIGN KEY(account_id) REFERENCES accounts (id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_sessions_account_id ON sessions (account_id)",
    "CREATE INDEX ix_sessions_expires_at ON sessions (expires_at)",
    """CREATE TABLE failed_logins (
        key BYTEA NOT NULL,
        failures INTEGER NOT NULL,
        last_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_failed_logins PRIMARY KEY (key)
)""",
    "CREATE INDEX ix_failed_logins_last_at ON failed_logins (last_at)",
    """CREATE TABLE signing_keys (
        kid TEXT NOT NULL,
        private_pem TEXT NOT NULL,
        signs_from TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_signing_keys PRIMARY KEY (kid)
)""",
)


def upgrade() -> None:
    """Creates the tables; pg_trgm is a trusted extension, so the owner of the database may."""
    for statement in STATEMENTS:
        op.execute(statement)

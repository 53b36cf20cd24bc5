"""What look-alikes are found by, merged customers, and what an undo of a merge needs."""

from alembic import op

revision = "0006"
down_revision = "0005"

_PERSONAL = """salutation, first_name, last_name, company_name, email, email_key, phone, further_phones,
            street, postal_code, city, country, language, newsletter_evidence, bank_details, iban_last_four,
            iban_fingerprint, block_reason, search_text, order_key, name_key"""

STATEMENTS = (
    """ALTER TABLE customers
        ADD iban_fingerprint BYTEA,
        ADD name_key TEXT,
        ADD open_invoices INTEGER DEFAULT '0' NOT NULL,
        ADD bookings_ever INTEGER DEFAULT '0' NOT NULL,
        ADD invoices_ever INTEGER DEFAULT '0' NOT NULL,
        ADD account_includes UUID[] DEFAULT '{}' NOT NULL,
        ADD merged_into UUID CONSTRAINT fk_customers_merged_into REFERENCES customers (id),
        ADD former_numbers BIGINT[] DEFAULT '{}' NOT NULL,
        DROP CONSTRAINT ck_customers_status,
        DROP CONSTRAINT ck_customers_deleted_is_empty,
        DROP CONSTRAINT ck_customers_live_is_complete""",
    f"""ALTER TABLE customers
        ADD CONSTRAINT ck_customers_status CHECK (status in ('active', 'blocked', 'deleted', 'merged')),
        ADD CONSTRAINT ck_customers_merged_into_somebody CHECK (
            (status = 'merged') = (merged_into is not null)),
        ADD CONSTRAINT ck_customers_deleted_is_empty CHECK (status not in ('deleted', 'merged') or
            num_nonnulls({_PERSONAL}) = 0),
        ADD CONSTRAINT ck_customers_live_is_complete CHECK (status in ('deleted', 'merged') or
            (num_nulls(email, search_text, order_key, further_phones, language) = 0))""",
    "CREATE INDEX ix_customers_merged_into ON customers (merged_into) WHERE merged_into is not null",
    "CREATE INDEX ix_customers_phone ON customers (phone)",
    """CREATE INDEX ix_customers_further_phones ON customers USING gin (further_phones)
        WHERE cardinality(further_phones) > 0""",
    "CREATE INDEX ix_customers_postal_code_name_key ON customers (postal_code, name_key text_pattern_ops)",
    """CREATE INDEX ix_customers_iban_fingerprint ON customers (iban_fingerprint)
        WHERE iban_fingerprint is not null""",
    "ALTER TABLE participants ADD name_key TEXT",
    """CREATE INDEX ix_participants_birth_date_name_key ON participants (birth_date, name_key text_pattern_ops)
        WHERE birth_date is not null""",
    """CREATE TABLE merges (
        merged_id UUID NOT NULL,
        survivor_id UUID NOT NULL,
        merged_at TIMESTAMP WITH TIME ZONE NOT NULL,
        merged_by UUID NOT NULL,
        undo_until TIMESTAMP WITH TIME ZONE NOT NULL,
        used_before BIGINT NOT NULL,
        event_id UUID NOT NULL,
        sequence BIGINT NOT NULL,
        appends INTEGER NOT NULL,
        appended_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_merges PRIMARY KEY (merged_id),
        CONSTRAINT fk_merges_merged_id FOREIGN KEY(merged_id) REFERENCES customers (id),
        CONSTRAINT fk_merges_survivor_id FOREIGN KEY(survivor_id) REFERENCES customers (id)
)""",
    "CREATE INDEX ix_merges_survivor_id ON merges (survivor_id)",
    "CREATE INDEX ix_merges_appended_once ON merges (appended_at) WHERE appends = 1",
    """CREATE TABLE merge_memories (
        merged_id UUID NOT NULL,
        memory JSONB NOT NULL,
        source_bank_details BYTEA,
        survivor_bank_details BYTEA,
        forget_at TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT pk_merge_memories PRIMARY KEY (merged_id),
        CONSTRAINT fk_merge_memories_merged_id FOREIGN KEY(merged_id) REFERENCES merges (merged_id) ON DELETE CASCADE
)""",
    "CREATE INDEX ix_merge_memories_forget_at ON merge_memories (forget_at)",
    "ALTER TABLE erasures ADD part_of UUID CONSTRAINT fk_erasures_part_of REFERENCES erasures (customer_id)",
    "CREATE INDEX ix_erasures_part_of ON erasures (part_of) WHERE part_of is not null",
)


def upgrade() -> None:
    """Name keys and fingerprints of what is there already are made by the worker."""
    for statement in STATEMENTS:
        op.execute(statement)

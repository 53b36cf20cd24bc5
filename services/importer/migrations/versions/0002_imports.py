"""Jobs, their files and rows, the hashes of customers' e-mails, and the answers to deletions."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """CREATE TABLE import_jobs (
        id uuid NOT NULL CONSTRAINT pk_import_jobs PRIMARY KEY,
        file_name varchar NOT NULL, status varchar NOT NULL, version integer NOT NULL, dialect jsonb,
        failure_code varchar, failure_message varchar,
        rows_total integer NOT NULL, rows_valid integer NOT NULL, rows_rejected integer NOT NULL,
        rows_requested integer NOT NULL, rows_done integer NOT NULL, rows_failed integer NOT NULL,
        created_by uuid NOT NULL, created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz,
        counted_at timestamptz, read_attempts integer NOT NULL, start_offsets jsonb, closed_at timestamptz,
        cut_targets jsonb, cut_at timestamptz, rows_dropped_at timestamptz,
        CONSTRAINT ck_import_jobs_status_known CHECK (
            status IN ('reading', 'checked', 'running', 'done', 'cancelled', 'failed')))""",
    "CREATE INDEX ix_import_jobs_created_at ON import_jobs (created_at, id)",
    "CREATE INDEX ix_import_jobs_open ON import_jobs (status) WHERE cut_at IS NULL",
    """CREATE TABLE import_files (
        job_id uuid NOT NULL CONSTRAINT pk_import_files PRIMARY KEY
            CONSTRAINT fk_import_files_job_id REFERENCES import_jobs (id),
        content bytea NOT NULL)""",
    """CREATE TABLE import_rows (
        job_id uuid NOT NULL CONSTRAINT fk_import_rows_job_id REFERENCES import_jobs (id),
        "row" integer NOT NULL, outcome varchar NOT NULL, email_hash bytea, customer jsonb,
        findings jsonb NOT NULL, customer_id uuid, number integer,
        CONSTRAINT pk_import_rows PRIMARY KEY (job_id, "row"))""",
    'CREATE INDEX ix_import_rows_outcome ON import_rows (job_id, outcome, "row")',
    "CREATE INDEX ix_import_rows_email_hash ON import_rows (email_hash)",
    "CREATE INDEX ix_import_rows_customer_id ON import_rows (customer_id)",
    """CREATE TABLE customer_emails (
        customer_id uuid NOT NULL CONSTRAINT pk_customer_emails PRIMARY KEY,
        email_hash bytea, deleted boolean NOT NULL,
        CONSTRAINT ck_customer_emails_deleted_is_empty CHECK (NOT deleted OR email_hash IS NULL))""",
    "CREATE INDEX ix_customer_emails_email_hash ON customer_emails (email_hash)",
    """CREATE TABLE purges (
        customer_id uuid NOT NULL CONSTRAINT pk_purges PRIMARY KEY,
        counts jsonb NOT NULL, answers integer NOT NULL, purged_at timestamptz NOT NULL)""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)

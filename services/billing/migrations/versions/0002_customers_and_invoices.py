"""Customer copies, invoices with their numbers, accounts, and the answers to deletions."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """CREATE TABLE customers (
        customer_id uuid NOT NULL CONSTRAINT pk_customers PRIMARY KEY,
        status varchar NOT NULL, version bigint NOT NULL, number bigint,
        salutation varchar, first_name varchar, last_name varchar, company_name varchar, email varchar,
        address jsonb, participants jsonb,
        CONSTRAINT ck_customers_status_known CHECK (status IN ('active', 'blocked', 'deleted')),
        CONSTRAINT ck_customers_deleted_is_empty CHECK (status <> 'deleted' OR num_nonnulls(
            number, salutation, first_name, last_name, company_name, email, address, participants) = 0),
        CONSTRAINT ck_customers_living_has_number CHECK (status = 'deleted' OR number IS NOT NULL))""",
    """CREATE TABLE invoices (
        id uuid NOT NULL CONSTRAINT pk_invoices PRIMARY KEY,
        customer_id uuid NOT NULL CONSTRAINT fk_invoices_customer_id REFERENCES customers (customer_id),
        status varchar NOT NULL, version bigint NOT NULL,
        number varchar CONSTRAINT uq_invoices_number UNIQUE,
        number_order bigint CONSTRAINT uq_invoices_number_order UNIQUE,
        due_on date, recipient jsonb, total_cents bigint NOT NULL, issued_at timestamptz,
        created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
        CONSTRAINT ck_invoices_status_known CHECK (status IN ('draft', 'open', 'paid', 'cancelled')),
        CONSTRAINT ck_invoices_numbered_when_issued CHECK (
            num_nulls(number, number_order, recipient, issued_at)
            = CASE WHEN status = 'draft' THEN 4 ELSE 0 END),
        CONSTRAINT ck_invoices_due_when_issued CHECK (status = 'draft' OR due_on IS NOT NULL))""",
    "CREATE INDEX ix_invoices_customer_id_created_at ON invoices (customer_id, created_at, id)",
    "CREATE INDEX ix_invoices_created_at ON invoices (created_at, id)",
    "CREATE INDEX ix_invoices_open_due_on ON invoices (due_on, customer_id) WHERE status = 'open'",
    """CREATE TABLE invoice_lines (
        invoice_id uuid NOT NULL
            CONSTRAINT fk_invoice_lines_invoice_id REFERENCES invoices (id) ON DELETE CASCADE,
        position integer NOT NULL, description varchar NOT NULL, quantity numeric(10, 3) NOT NULL,
        unit_price_cents bigint NOT NULL, vat_percent numeric(5, 2) NOT NULL, exemption_reason varchar,
        CONSTRAINT pk_invoice_lines PRIMARY KEY (invoice_id, position))""",
    """CREATE TABLE invoice_counters (
        year integer NOT NULL CONSTRAINT pk_invoice_counters PRIMARY KEY, last_position integer NOT NULL)""",
    """CREATE TABLE accounts (
        customer_id uuid NOT NULL CONSTRAINT pk_accounts PRIMARY KEY, sequence bigint NOT NULL,
        open_cents bigint NOT NULL DEFAULT 0, open_invoices integer NOT NULL DEFAULT 0,
        overdue_invoices integer NOT NULL DEFAULT 0, invoices_ever integer NOT NULL DEFAULT 0)""",
    """CREATE TABLE purges (
        customer_id uuid NOT NULL CONSTRAINT pk_purges PRIMARY KEY,
        counts jsonb NOT NULL, answers integer NOT NULL, purged_at timestamptz NOT NULL)""",
    # What was issued is a document: only its status and version may move on (§ 14 UStG, § 146 (4) AO).
    """CREATE FUNCTION refuse_change_of_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.number IS NOT NULL AND (TG_OP = 'DELETE' OR
            (OLD.number, OLD.number_order, OLD.customer_id, OLD.due_on,
             OLD.recipient, OLD.total_cents, OLD.issued_at) IS DISTINCT FROM
            (NEW.number, NEW.number_order, NEW.customer_id, NEW.due_on,
             NEW.recipient, NEW.total_cents, NEW.issued_at))
        THEN
            RAISE EXCEPTION 'invoice % is issued and never changes', OLD.id;
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$""",
    """CREATE TRIGGER issued_invoice_never_changes BEFORE UPDATE OR DELETE ON invoices
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_invoice()""",
    """CREATE FUNCTION refuse_change_of_issued_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM invoices WHERE number IS NOT NULL
                   AND id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.invoice_id END,
                              CASE WHEN TG_OP <> 'DELETE' THEN NEW.invoice_id END))
        THEN
            RAISE EXCEPTION 'the lines of an issued invoice never change';
        END IF;
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END $$""",
    """CREATE TRIGGER issued_lines_never_change BEFORE INSERT OR UPDATE OR DELETE ON invoice_lines
        FOR EACH ROW EXECUTE FUNCTION refuse_change_of_issued_lines()""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)

"""Merged customers are aliases: whatever is theirs is listed with, and counts for, the survivor."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """ALTER TABLE customers
        ADD merged_into uuid,
        DROP CONSTRAINT ck_customers_status_known,
        DROP CONSTRAINT ck_customers_deleted_is_empty,
        DROP CONSTRAINT ck_customers_living_has_number""",
    """ALTER TABLE customers
        ADD CONSTRAINT ck_customers_status_known CHECK (status IN ('active', 'blocked', 'deleted', 'merged')),
        ADD CONSTRAINT ck_customers_deleted_is_empty CHECK (status NOT IN ('deleted', 'merged') OR
            num_nonnulls(number, salutation, first_name, last_name, company_name, email, address,
                participants) = 0),
        ADD CONSTRAINT ck_customers_living_has_number CHECK (status IN ('deleted', 'merged') OR number IS NOT NULL),
        ADD CONSTRAINT ck_customers_merged_into_somebody CHECK (status <> 'merged' OR merged_into IS NOT NULL)""",
    "CREATE INDEX ix_customers_merged_into ON customers (merged_into) WHERE merged_into IS NOT NULL",
    # Null where it cannot be said yet: between the events of an undo two may seem to be each other's alias.
    """CREATE FUNCTION survivor_of(asked uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE chain (id, next) AS (
            SELECT asked, (SELECT merged_into FROM customers WHERE customer_id = asked)
            UNION SELECT chain.next, (SELECT merged_into FROM customers WHERE customer_id = chain.next)
                FROM chain WHERE chain.next IS NOT NULL)
        SELECT id FROM chain WHERE next IS NULL $$""",
    """CREATE FUNCTION united_with(asked uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
        WITH RECURSIVE united (id) AS (
            SELECT coalesce(survivor_of(asked), asked)
            UNION SELECT customers.customer_id FROM customers JOIN united ON customers.merged_into = united.id)
        SELECT id FROM united $$""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)

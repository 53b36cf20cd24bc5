"""Indexes for each order of the list and for searches by one or two letters; a version for groups."""

from alembic import op

revision = "0007"
down_revision = "0006"

LIVE = "WHERE status in ('active', 'blocked')"

# The characters of a text, and each together with the one behind it. As numbers, because GIN compares them faster.
GRAMS = """CREATE FUNCTION search_grams(search_text TEXT) RETURNS BIGINT[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
    RETURN (SELECT array_agg(ascii(one)::bigint) || array_agg(ascii(one)::bigint << 21 | ascii(two))
        FROM unnest(string_to_array(search_text, NULL), (string_to_array(search_text, NULL))[2:]) AS pair (one, two))"""

STATEMENTS = (
    GRAMS,
    "ALTER TABLE groups ADD COLUMN version BIGINT DEFAULT '1' NOT NULL",
    "DROP INDEX ix_customers_created_at, ix_customers_credit_cents, ix_customers_order_key, "
    "ix_customers_postal_code, ix_customers_updated_at",
    f"CREATE INDEX ix_customers_created_at ON customers (created_at, id) {LIVE}",
    f"CREATE INDEX ix_customers_updated_at ON customers (updated_at, id) {LIVE}",
    f"CREATE INDEX ix_customers_order_key ON customers (order_key, id) {LIVE}",
    f"CREATE INDEX ix_customers_credit_cents ON customers (credit_cents, id) {LIVE}",
    f"""CREATE INDEX ix_customers_email ON customers ((lower(email) COLLATE "C"), id) {LIVE}""",
    f"""CREATE INDEX ix_customers_postal_code ON customers ((coalesce(postal_code, '') COLLATE "C"), id) {LIVE}""",
    f"""CREATE INDEX ix_customers_city ON customers
        ((translate(lower(coalesce(city, '')), 'äöüß', 'aous') COLLATE "C"), id) {LIVE}""",
    "CREATE INDEX ix_customers_blocked ON customers (order_key, id) WHERE status = 'blocked'",
    # Whether hits need to be counted at all is read from the statistics, which must not be old for that.
    "ALTER TABLE customers ALTER search_text SET STATISTICS 300",
    "ALTER TABLE customers SET (autovacuum_analyze_scale_factor = 0.01)",
    "CREATE INDEX ix_customers_search_grams ON customers USING gin (search_grams(search_text))",
)


def upgrade() -> None:
    """Builds the indexes: some minutes for a million customers."""
    for statement in STATEMENTS:
        op.execute(statement)

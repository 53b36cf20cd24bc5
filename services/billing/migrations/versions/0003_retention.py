"""Issued invoices of deleted customers may go when the law demands them no longer."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Whoever deletes says by which day it counts; without that no issued invoice ever goes (§ 147 (3) AO)."""
    op.execute(
        """CREATE OR REPLACE FUNCTION refuse_change_of_issued_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            day date := nullif(current_setting('billing.retention_day', true), '')::date;
        BEGIN
            IF OLD.number IS NULL THEN
                RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
            END IF;
            IF TG_OP = 'DELETE' THEN
                IF day IS NOT NULL
                    AND date_part('year', OLD.issued_at AT TIME ZONE 'Europe/Berlin') + 8 < date_part('year', day)
                    AND EXISTS (SELECT FROM customers
                                WHERE customer_id = OLD.customer_id AND status = 'deleted')
                THEN
                    RETURN OLD;
                END IF;
            ELSIF (OLD.number, OLD.number_order, OLD.customer_id, OLD.due_on,
                   OLD.recipient, OLD.total_cents, OLD.issued_at) IS NOT DISTINCT FROM
                  (NEW.number, NEW.number_order, NEW.customer_id, NEW.due_on,
                   NEW.recipient, NEW.total_cents, NEW.issued_at)
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'invoice % is issued and never changes', OLD.id;
        END $$"""
    )

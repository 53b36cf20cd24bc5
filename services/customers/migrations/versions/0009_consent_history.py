"""How consent to the newsletter was given and withdrawn."""

from alembic import op

revision = "0009"
down_revision = "0008"

_PERSONAL = """salutation, first_name, last_name, company_name, email, email_key, phone, further_phones,
            street, postal_code, city, country, language, newsletter_evidence, newsletter_history, bank_details,
            iban_last_four, iban_fingerprint, block_reason, search_text, order_key, name_key"""

STATEMENTS = (
    """ALTER TABLE customers
        ADD newsletter_history JSONB,
        DROP CONSTRAINT ck_customers_deleted_is_empty""",
    f"""ALTER TABLE customers
        ADD CONSTRAINT ck_customers_deleted_is_empty CHECK (status not in ('deleted', 'merged') or
            num_nonnulls({_PERSONAL}) = 0)""",
    """UPDATE customers SET newsletter_history = jsonb_build_array(newsletter_evidence || '{"step": "given"}'::jsonb)
        WHERE newsletter_evidence IS NOT NULL""",
    # When and how somebody unsubscribed is in the audit trail alone, for a year; no account did what a link did. Of
    # older ones it was not later than the last change, and they are asked by mail: the stricter of the two.
    """UPDATE customers AS c SET newsletter_history = coalesce(newsletter_history, '[]'::jsonb) ||
        coalesce(
            (SELECT jsonb_build_object(
                'step', 'withdrawn',
                'how', CASE WHEN a.account_id IS NULL THEN 'link' ELSE 'desk' END,
                'when', a.at,
                'wording', NULL)
            FROM audit_entries AS a
            WHERE a.customer_id = c.id AND a.action = 'customer.changed' AND a.detail -> 'fields' ? 'newsletter'
            ORDER BY a.at DESC LIMIT 1),
            jsonb_build_object('step', 'withdrawn', 'how', 'link', 'when', c.updated_at, 'wording', NULL))
        WHERE newsletter_state = 'unsubscribed'""",
)


def upgrade() -> None:
    """The history begins with what is known."""
    for statement in STATEMENTS:
        op.execute(statement)

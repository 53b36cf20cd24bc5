"""A broadcast can be for everyone; who was left out of one, and why."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Of those that are there none is for everyone, and who was left out is not known."""
    op.execute("ALTER TABLE broadcasts ADD everyone boolean NOT NULL DEFAULT false")
    op.execute(
        """CREATE TABLE broadcast_left_out (
            broadcast_id uuid NOT NULL,
            customer_id uuid NOT NULL,
            reason text NOT NULL,
            CONSTRAINT pk_broadcast_left_out PRIMARY KEY (broadcast_id, customer_id),
            CONSTRAINT fk_broadcast_left_out_broadcast_id FOREIGN KEY (broadcast_id)
                REFERENCES broadcasts (id) ON DELETE CASCADE
        )"""
    )
    op.execute("CREATE INDEX ix_broadcast_left_out_customer ON broadcast_left_out (customer_id)")

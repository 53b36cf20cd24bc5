"""What the importer holds of a customer: what Art. 15 is answered with, and what a deletion does to it (C10)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from chassis.personal_data import CHASSIS_MAP, CHASSIS_WITHOUT, DataMap, Emptied, Held
from importer.adapters.rows import ERASED
from importer.adapters.tables import CustomerEmailRow, ImportRowRow


def _their_email_hash(customer_id: UUID) -> ColumnElement[bool]:
    return (CustomerEmailRow.customer_id == customer_id) & CustomerEmailRow.email_hash.is_not(None)


def _their_rows(customer_id: UUID) -> ColumnElement[bool]:
    """Rows that became this customer, or carry the e-mail."""
    email_hash = select(CustomerEmailRow.email_hash).where(_their_email_hash(customer_id)).scalar_subquery()
    return or_(ImportRowRow.customer_id == customer_id, ImportRowRow.email_hash == email_hash)


DATA_MAP: DataMap = (
    Held(
        "rows",
        ImportRowRow,
        _their_rows,
        Emptied(ERASED, stays=frozenset({"job_id", "row", "customer_id", "number"})),
        counted="rows",
        untold={"email_hash": "a digest", "customer_id": "said by the answer as a whole"},
    ),
    Held(
        "email_hash",
        CustomerEmailRow,
        _their_email_hash,
        Emptied({"email_hash": None, "deleted": True}, stays=frozenset({"customer_id", "merged_into"})),
        counted="email_hash",
        untold={
            "email_hash": "a digest: nobody can read the e-mail from it",
            "deleted": "false for all told",
        },
    ),
    *CHASSIS_MAP,
)

WITHOUT_PERSONAL_DATA: Mapping[str, str] = {
    **CHASSIS_WITHOUT,
    "import_jobs": "the operator's file name, counts and times",
    "import_files": "a file until it is read, within moments; then its rows are here",
    "purges": "ids and counts",
}
"""The tables that hold nothing of a customer, or only in passing, and why."""

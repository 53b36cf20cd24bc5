"""What customers holds of a customer: what Art. 15 is answered with, and what a deletion does to it (C10)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from chassis.personal_data import CHASSIS_MAP, CHASSIS_WITHOUT, By, DataMap, Deleted, Emptied, Follows, Held
from customers.adapters.account_tables import AccountRow, MailRequestRow, SessionRow
from customers.adapters.audit import reduce_audit
from customers.adapters.audit_tables import AuditEntryRow
from customers.adapters.merge_tables import MergeMemoryRow, MergeRow
from customers.adapters.tables import EMPTIED, CustomerRow, NoteRow, ParticipantRow
from customers.domain.customer import CustomerStatus
from customers.domain.email_health import EmailHealth

_IN_ANSWER = "said by the answer as a whole"

_DELETED: Mapping[str, Any] = {
    **EMPTIED,
    "status": CustomerStatus.DELETED.value,
    "version": CustomerRow.version + 1,
    "email_health": EmailHealth.UNKNOWN.value,
    "email_health_at": None,
    "credit_cents": 0,
    "open_invoices": 0,
    "bookings_ever": 0,
    "invoices_ever": 0,
    "account_includes": [],
    "merged_into": None,
    "updated_at": func.now(),
}


def _account_of(customer_id: UUID) -> ColumnElement[bool]:
    return AccountRow.customer_id == customer_id


def _merges_of(customer_id: UUID) -> ColumnElement[bool]:
    return (MergeRow.merged_id == customer_id) | (MergeRow.survivor_id == customer_id)


DATA_MAP: DataMap = (
    Held(
        "merges",
        MergeRow,
        _merges_of,
        Deleted(),
        untold={"merged_by": "somebody else: who merged", "event_id": "technical", "sequence": "technical"}
        | {"appends": "technical", "appended_at": "technical"},
    ),
    Held(
        "merge_memories",
        MergeMemoryRow,
        lambda customer_id: MergeMemoryRow.merged_id.in_(
            select(MergeRow.merged_id).where(_merges_of(customer_id))
        ),
        Follows("merges"),
        untold={
            "source_bank_details": "encrypted; those that are used are with the customer",
            "survivor_bank_details": "encrypted; those that are used are with the customer",
        },
    ),
    Held(
        "notes",
        NoteRow,
        lambda customer_id: NoteRow.customer_id == customer_id,
        Deleted(),
        counted="notes",
        untold={
            "customer_id": _IN_ANSWER,
            "author": "somebody else: who wrote it",
            "author_id": "somebody else: who wrote it",
        },
    ),
    Held(
        "participants",
        ParticipantRow,
        lambda customer_id: ParticipantRow.customer_id == customer_id,
        Deleted(),
        counted="participants",
        untold={"customer_id": _IN_ANSWER, "name_key": "derived from the names"},
    ),
    Held(
        "portal_account",
        AccountRow,
        _account_of,
        Deleted(),
        counted="portal_account",
        untold={
            "customer_id": _IN_ANSWER,
            "email_key": "derived from the e-mail",
            "password_hash": "a secret; nobody can read the password from it",
        },
    ),
    Held(
        "sessions",
        SessionRow,
        lambda customer_id: SessionRow.account_id.in_(select(AccountRow.id).where(_account_of(customer_id))),
        Follows("portal_account"),
        untold={"token_hash": "a digest of a secret", "account_id": "is with the portal account"},
    ),
    Held(
        "mail_requests",
        MailRequestRow,
        lambda customer_id: MailRequestRow.account_id.in_(
            select(AccountRow.id).where(_account_of(customer_id))
        ),
        Follows("portal_account"),
        untold={"token_hash": "a digest of a secret", "account_id": "is with the portal account"},
    ),
    Held(
        "audit_trail",
        AuditEntryRow,
        lambda customer_id: AuditEntryRow.customer_id == customer_id,
        By(reduce_audit),
        untold={
            "customer_id": _IN_ANSWER,
            "account_id": "somebody else: who did it",
            "account_name": "somebody else: who did it",
        },
    ),
    Held(
        "customer",
        CustomerRow,
        lambda customer_id: CustomerRow.id == customer_id,
        Emptied(_DELETED, stays=frozenset({"id", "number", "email_version", "created_at"})),
        counted="customer",
        untold={
            "email_key": "derived from the e-mail",
            "search_text": "derived from names, number, e-mail and phones",
            "order_key": "derived from the names",
            "name_key": "derived from the names",
            "iban_fingerprint": "derived from the IBAN",
            "iban_last_four": "derived from the IBAN",
            "blocked_by": "somebody else: who blocked",
        },
    ),
    *CHASSIS_MAP,
)

WITHOUT_PERSONAL_DATA: Mapping[str, str] = {
    **CHASSIS_WITHOUT,
    "groups": "names of groups; who is in them is with the customer",
    "imported_rows": "ids and codes",
    "erasures": "the ledger: ids and times",
    "erasure_purges": "the ledger: ids and counts",
    "failed_logins": "keyed hashes",
    "signing_keys": "keys",
}
"""The tables that hold nothing of a customer, and why."""

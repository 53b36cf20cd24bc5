"""What messaging holds of a customer: what Art. 15 is answered with, and what a deletion does to it (C10)."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from chassis.personal_data import CHASSIS_MAP, CHASSIS_WITHOUT, By, DataMap, Deleted, Emptied, Held
from messaging.adapters.attachments import purge_attachments, written_to
from messaging.adapters.composing_tables import (
    AttachmentRow,
    BroadcastCustomerRow,
    BroadcastLeftOutRow,
    CourseDateCustomerRow,
)
from messaging.adapters.picked import purge_picked
from messaging.adapters.recipients import DELETED
from messaging.adapters.tables import (
    AttemptRow,
    HistoryRow,
    MessageRow,
    NewsletterLinkRow,
    RecipientRow,
    ReportRow,
    SuppressionRow,
)
from messaging.domain.recipient import RecipientStatus

_IN_ANSWER = {"customer_id": "said by the answer as a whole"}
_TECHNICAL = "technical"


def messages_of(customer_id: UUID) -> ColumnElement[bool]:
    """The messages to the customer."""
    return MessageRow.customer_id == customer_id


def message_ids_of(customer_id: UUID) -> Select[UUID]:
    """Their ids."""
    return select(MessageRow.id).where(messages_of(customer_id))


def _of(table: type[AttemptRow] | type[ReportRow], customer_id: UUID) -> ColumnElement[bool]:
    """What went to the customer, and what belongs to messages written to them, wherever these went."""
    return or_(table.customer_id == customer_id, table.message_id.in_(message_ids_of(customer_id)))


DATA_MAP: DataMap = (
    Held(
        "reports",
        ReportRow,
        lambda customer_id: _of(ReportRow, customer_id),
        Deleted(),
        counted="reports",
        untold=_IN_ANSWER
        | {
            "identity": "a digest",
            "raw": "there for moments only, until what it says is in the other columns",
        },
    ),
    Held(
        "events",
        HistoryRow,
        lambda customer_id: HistoryRow.message_id.in_(message_ids_of(customer_id)),
        Deleted(),
        counted="events",
        untold={"by_account": "somebody else: who said so"},
    ),
    Held(
        "attempts",
        AttemptRow,
        lambda customer_id: _of(AttemptRow, customer_id),
        Deleted(),
        counted="attempts",
        untold=_IN_ANSWER | {"owner": _TECHNICAL, "token": "a secret of the return path"},
    ),
    Held(
        "attachments",
        AttachmentRow,
        written_to,
        By(purge_attachments),
        counted="attachments",
        untold={
            "content": "the file itself, which the message in the portal or in their mail carries",
            "created_by": "somebody else: who uploaded it",
            "submission_id": _TECHNICAL,
            "position": _TECHNICAL,
        },
    ),
    Held(
        "suppressions",
        SuppressionRow,
        lambda customer_id: SuppressionRow.customer_id == customer_id,
        Deleted(),
        counted="suppressions",
        untold=_IN_ANSWER
        | {
            "created_by": "somebody else: who stopped the mails",
            "lifted_by": "somebody else: who lifted it",
            "message_id": _TECHNICAL,
        },
    ),
    Held(
        "newsletter_links",
        NewsletterLinkRow,
        lambda customer_id: NewsletterLinkRow.customer_id == customer_id,
        Deleted(),
        untold=_IN_ANSWER | {"token_hash": "a digest of a secret", "message_id": _TECHNICAL},
    ),
    Held(
        "picked_for_broadcasts",
        BroadcastCustomerRow,
        lambda customer_id: BroadcastCustomerRow.customer_id == customer_id,
        By(purge_picked),
        counted="picked_for_broadcasts",
        untold=_IN_ANSWER,
    ),
    Held(
        "left_out_of_broadcasts",
        BroadcastLeftOutRow,
        lambda customer_id: BroadcastLeftOutRow.customer_id == customer_id,
        Deleted(),
        untold=_IN_ANSWER | {"broadcast_id": _TECHNICAL},
    ),
    Held(
        "messages",
        MessageRow,
        messages_of,
        Deleted(),
        counted="messages",
        untold=_IN_ANSWER
        | {
            "created_by": "somebody else: who wrote it",
            "submission_id": _TECHNICAL,
            "broadcast_id": _TECHNICAL,
        },
    ),
    Held(
        "course_dates",
        CourseDateCustomerRow,
        lambda customer_id: CourseDateCustomerRow.customer_id == customer_id,
        Deleted(),
        counted="course_dates",
        untold=_IN_ANSWER,
    ),
    Held(
        "recipient_copy",
        RecipientRow,
        lambda customer_id: (
            (RecipientRow.customer_id == customer_id) & (RecipientRow.status != RecipientStatus.DELETED.value)
        ),
        Emptied(DELETED, stays=frozenset({"customer_id", "merged_into"})),
        counted="recipient_copy",
        untold=_IN_ANSWER,
    ),
    *CHASSIS_MAP,
)

WITHOUT_PERSONAL_DATA: Mapping[str, str] = {
    **CHASSIS_WITHOUT,
    "purges": "ids and counts",
    "account_mails": "ids of mails to staff accounts, no customer's",
    "broadcasts": "what went to an audience, before it was filled in for anybody; goes with the last picked one",
    "course_dates": "courses",
    "message_texts": "subject and text once more, for the search; they go with the message (ON DELETE CASCADE)",
    "templates": "texts, before they are filled in for anybody",
    "test_mails": "ids of staff accounts, and when",
    "troubles": "words for what keeps this service from its work",
}
"""The tables that hold nothing of a customer, or nothing that is not told and purged elsewhere, and why."""

"""The copies of the customers in PostgreSQL."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, cast, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.tables import AggregateVersion
from messaging.adapters.tables import RecipientRow
from messaging.domain.recipient import Recipient, RecipientStatus

NOTHING_PERSONAL: dict[str, object] = {
    "number": None,
    "first_name": None,
    "last_name": None,
    "company_name": None,
    "email": None,
    "email_version": 0,
    "email_is_placeholder": False,
    "language": None,
    "newsletter_state": "none",
    "customer_group_ids": [],
    "recipient_group_ids": [],
}
"""What is left of a deleted or merged customer besides id and status."""
DELETED: dict[str, object] = NOTHING_PERSONAL | {
    "status": RecipientStatus.DELETED.value,
    "mail_suppressed": False,
    "newsletter_suppressed": False,
    "mailbox_full_on": [],
}

_FULL_OF_SAME_ADDRESS = text(
    "CASE WHEN recipients.email_version = excluded.email_version THEN recipients.mailbox_full_on ELSE '{}' END"
)


class SqlRecipients:
    """Implements the port `Recipients`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, customer_ids: Collection[UUID]) -> dict[UUID, Recipient]:
        """The known ones under FOR SHARE, locked in the order of their ids."""
        rows = await self._session.scalars(
            select(RecipientRow)
            .where(RecipientRow.customer_id.in_(customer_ids))
            .order_by(RecipientRow.customer_id)
            .with_for_update(read=True)
            .execution_options(populate_existing=True)
        )
        return {row.customer_id: recipient_of(row) for row in rows}

    async def read(self, customer_id: UUID) -> Recipient | None:
        """Without a lock."""
        row = await self._session.get(RecipientRow, customer_id, populate_existing=True)
        return recipient_of(row) if row else None

    async def hold_for_change(self, customer_id: UUID) -> Recipient | None:
        """The row FOR NO KEY UPDATE: whoever holds it FOR SHARE is waited for, and waits."""
        row = await self._session.get(
            RecipientRow, customer_id, with_for_update={"key_share": True}, populate_existing=True
        )
        return recipient_of(row) if row else None

    async def keep(self, recipient: Recipient) -> bool:
        """Inserts or updates, which holds the row exclusively; a deleted one stays deleted."""
        values = {
            "status": recipient.status.value,
            "number": recipient.number,
            "first_name": recipient.first_name,
            "last_name": recipient.last_name,
            "company_name": recipient.company_name,
            "email": recipient.email,
            "email_version": recipient.email_version,
            "email_is_placeholder": recipient.email_is_placeholder,
            "language": recipient.language,
            "newsletter_state": recipient.newsletter_state,
            "customer_group_ids": list(recipient.customer_group_ids),
            "recipient_group_ids": list(recipient.recipient_group_ids),
            "merged_into": None,
        }
        return await self._store(recipient.customer_id, values, {"mailbox_full_on": _FULL_OF_SAME_ADDRESS})

    async def merge(self, customer_id: UUID, into: UUID) -> bool:
        """Leaves id, `merged` and the survivor; a deleted one stays deleted."""
        merged = {"status": RecipientStatus.MERGED.value, "merged_into": into}
        return await self._store(customer_id, NOTHING_PERSONAL | merged)

    async def survivors(self, customer_ids: Collection[UUID]) -> dict[UUID, UUID | None]:
        """By recursion, so that the events of a chain of merges may come in any order."""
        asked = func.unnest(cast(list(customer_ids), ARRAY(Uuid()))).column_valued("asked")
        found = await self._session.execute(select(asked, func.survivor_of(asked).label("survivor")))
        return {row.asked: row.survivor for row in found}

    async def _store(
        self, customer_id: UUID, values: Mapping[str, object], changed: Mapping[str, object] | None = None
    ) -> bool:
        kept = await self._session.scalar(
            insert(RecipientRow)
            .values(customer_id=customer_id, **values)
            .on_conflict_do_update(
                index_elements=[RecipientRow.customer_id],
                set_={**values, **(changed or {})},
                where=RecipientRow.status != RecipientStatus.DELETED.value,
            )
            .returning(RecipientRow.customer_id)
        )
        return kept is not None

    async def version_of(self, customer_id: UUID) -> int:
        """What the consumer has noted when it applied the last snapshot."""
        version = await self._session.scalar(
            select(AggregateVersion.version).where(
                AggregateVersion.topic == "customers", AggregateVersion.subject == str(customer_id)
            )
        )
        return version or 0

    async def bury(self, customer_id: UUID) -> None:
        """Takes the row FOR UPDATE, so all who hold it are waited for; of one never heard of the id is kept."""
        await self._session.execute(
            insert(RecipientRow).values(customer_id=customer_id, **DELETED).on_conflict_do_nothing()
        )
        await self._session.execute(
            select(RecipientRow.customer_id).where(RecipientRow.customer_id == customer_id).with_for_update()
        )


def recipient_of(row: Any) -> Recipient:
    """The row as the domain sees it."""
    return Recipient(
        customer_id=row.customer_id,
        status=RecipientStatus(row.status),
        number=row.number,
        first_name=row.first_name,
        last_name=row.last_name,
        company_name=row.company_name,
        email=row.email,
        email_version=row.email_version,
        email_is_placeholder=row.email_is_placeholder,
        language=row.language,
        newsletter_state=row.newsletter_state,
        mail_suppressed=row.mail_suppressed,
        mailbox_full_on=frozenset(row.mailbox_full_on),
        newsletter_suppressed=row.newsletter_suppressed,
        customer_group_ids=tuple(row.customer_group_ids),
        recipient_group_ids=tuple(row.recipient_group_ids),
    )

"""What speaks against mailing customers, in PostgreSQL."""

from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from chassis.changes import announce
from messaging.adapters.tables import RecipientRow, SuppressionRow
from messaging.domain.recipient import Recipient
from messaging.domain.suppression import (
    FOLLOWS_A_MERGE,
    Scope,
    Standing,
    Suppression,
    SuppressionReason,
)

_IN_FORCE: ColumnElement[bool] = SuppressionRow.lifted_at.is_(None)


def _may_change_with_address() -> Select[tuple[bool]]:
    asked: BindParameter[UUID] = bindparam("customer_id")
    alias = aliased(RecipientRow)
    of_former = (
        select(SuppressionRow.id)
        .join(RecipientRow, RecipientRow.customer_id == SuppressionRow.customer_id)
        .where(
            SuppressionRow.customer_id == asked,
            SuppressionRow.email_version < RecipientRow.email_version,
        )
    )
    of_merged = (
        select(SuppressionRow.id)
        .join(alias, alias.customer_id == SuppressionRow.customer_id)
        .join(RecipientRow, RecipientRow.customer_id == alias.merged_into)
        .where(
            alias.merged_into == asked,
            or_(
                func.lower(SuppressionRow.address) == func.lower(RecipientRow.email),
                SuppressionRow.reason.in_([reason.value for reason in FOLLOWS_A_MERGE]),
            ),
        )
    )
    is_mail = SuppressionRow.scope == Scope.MAIL.value
    return select(or_(exists(of_former.where(is_mail, _IN_FORCE)), exists(of_merged.where(_IN_FORCE))))


# Asked for each snapshot of each customer: built once.
_MAY_CHANGE = _may_change_with_address()


class SqlSuppressions:
    """Implements the port `Suppressions`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def standing_of(self, recipient: Recipient) -> Standing:
        """The customer's suppressions, lifted ones too, oldest first."""
        rows = await self._session.scalars(
            select(SuppressionRow)
            .where(SuppressionRow.customer_id == recipient.customer_id)
            .order_by(SuppressionRow.created_at, SuppressionRow.id)
            .execution_options(populate_existing=True)
        )
        return Standing(
            recipient.customer_id,
            recipient.email_version,
            recipient.email,
            [_suppression_of(row) for row in rows],
            set(recipient.mailbox_full_on),
        )

    async def save(self, standing: Standing) -> None:
        """Inserts what is new, ends what is lifted, and brings the recipient's row up to it."""
        for suppression in standing.suppressions:
            changed = await self._session.scalar(
                insert(SuppressionRow)
                .values(_columns_of(suppression))
                .on_conflict_do_update(
                    index_elements=[SuppressionRow.id],
                    set_={"lifted_at": suppression.lifted_at, "lifted_by": suppression.lifted_by},
                    where=SuppressionRow.lifted_at.is_distinct_from(suppression.lifted_at),
                )
                .returning(SuppressionRow.id)
            )
            if changed is not None:
                announce(self._session, "suppression", suppression.id, customer_id=suppression.customer_id)
        await self._session.execute(
            update(RecipientRow)
            .where(RecipientRow.customer_id == standing.customer_id)
            .values(
                mail_suppressed=standing.mail_suppressed,
                newsletter_suppressed=standing.newsletter_suppressed,
                mailbox_full_on=sorted(standing.full_on),
            )
        )

    async def customer_of(self, suppression_id: UUID) -> UUID | None:
        """Reads it."""
        found: UUID | None = await self._session.scalar(
            select(SuppressionRow.customer_id).where(SuppressionRow.id == suppression_id)
        )
        return found

    async def may_change_with_address(self, customer_id: UUID) -> bool:
        """Asks for both at once."""
        return bool(await self._session.scalar(_MAY_CHANGE, {"customer_id": customer_id}))

    async def of_merged_into(self, customer_id: UUID) -> list[Suppression]:
        """By their aliases."""
        rows = await self._session.scalars(
            select(SuppressionRow)
            .join(RecipientRow, RecipientRow.customer_id == SuppressionRow.customer_id)
            .where(RecipientRow.merged_into == customer_id, _IN_FORCE)
            .order_by(SuppressionRow.created_at, SuppressionRow.id)
        )
        return [_suppression_of(row) for row in rows]


def _columns_of(suppression: Suppression) -> dict[str, object]:
    return vars(suppression) | {"scope": suppression.scope.value, "reason": suppression.reason.value}


def _suppression_of(row: SuppressionRow) -> Suppression:
    return Suppression(
        id=row.id,
        customer_id=row.customer_id,
        scope=Scope(row.scope),
        reason=SuppressionReason(row.reason),
        address=row.address,
        email_version=row.email_version,
        created_at=row.created_at,
        created_by=row.created_by,
        message_id=row.message_id,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by,
    )

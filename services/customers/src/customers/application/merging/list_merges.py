"""What was merged into a customer, and what of it can be taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from customers.application.ports import Customers, Merges
from customers.domain.errors import EmailAlreadyUsed


@dataclass(frozen=True)
class PastMerge:
    """One merge; the name is known as long as what an undo needs."""

    merged_id: UUID
    number: int
    name: str | None
    merged_at: datetime
    undo_until: datetime
    undoable: bool


async def list_merges(
    customers: Customers, merges: Merges, survivor_id: UUID, now: datetime
) -> list[PastMerge]:
    """All merges that ended in this customer, the last first."""
    found = []
    for merge, number in await merges.of_survivor(survivor_id):
        memory = await merges.recall(merge.merged_id)
        undoable = memory is not None and await merges.reason_against_undo(merge, now) is None
        if memory and undoable and not memory.source.email_is_placeholder:
            try:
                await customers.refuse_used_email(memory.source.data.email, but_not=survivor_id)
            except EmailAlreadyUsed:
                undoable = False
        found.append(
            PastMerge(
                merged_id=merge.merged_id,
                number=number,
                name=memory.source.name if memory else None,
                merged_at=merge.merged_at,
                undo_until=merge.undo_until,
                undoable=undoable,
            )
        )
    return found

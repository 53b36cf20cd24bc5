"""A merge is taken back (C11)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.groups import without_gone_groups
from customers.application.customers.tell import tell
from customers.application.ports import Customers, Merges
from customers.domain.customer import Customer
from customers.domain.errors import CustomerMerged, EmailAlreadyUsed, FieldRejected, MergeCannotBeUndone
from customers.domain.merge import take_back
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import CustomerUpdated


async def undo_merge(
    customers: Customers,
    merges: Merges,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    merged_id: UUID,
    now: datetime,
    *,
    check: Callable[[Customer], None],
) -> Customer:
    """Both customers are there again, each with what was theirs; what was changed since stays changed.

    `check` sees the locked survivor before anything changes and may refuse.
    Raises MergeCannotBeUndone, and CustomerDeleted when the survivor is no more.
    """
    found = await merges.find(merged_id)
    if found is None:
        await customers.hold_alive(merged_id)
        raise MergeCannotBeUndone(merged_id, "not_merged")
    try:
        survivor = await customers.for_change(found.survivor_id)
    except CustomerMerged:
        raise MergeCannotBeUndone(merged_id, "merged_since") from None
    check(survivor)
    await merges.lock(merged_id)
    memory = await merges.recall(merged_id)
    if await merges.find(merged_id) != found:
        raise MergeCannotBeUndone(merged_id, "not_merged")
    reason = await merges.reason_against_undo(found, now)
    if reason or memory is None:
        raise MergeCannotBeUndone(merged_id, reason or "expired")
    try:
        restored = take_back(memory, survivor, found.sequence + 1, placeholders, now)
    except FieldRejected:
        raise MergeCannotBeUndone(merged_id, "changed_since") from None
    restored.data = await without_gone_groups(customers, restored.data)
    await _refuse_taken_emails(customers, restored, survivor)
    await merges.return_participants(found, memory)
    await customers.save(survivor)
    await customers.save(restored)
    await merges.close(found, memory)
    await tell(outbox, restored, CustomerUpdated)
    await tell(outbox, survivor, CustomerUpdated)
    return restored


async def _refuse_taken_emails(customers: Customers, restored: Customer, survivor: Customer) -> None:
    """What the survivor has now is going to be given up, unless it is the same."""
    one, other = restored.data.email.casefold(), survivor.data.email.casefold()
    if one == other and not restored.email_is_placeholder:
        raise MergeCannotBeUndone(restored.id, "email_taken")
    for customer in (restored, survivor):
        if not customer.email_is_placeholder:
            try:
                await customers.refuse_used_email(customer.data.email, but_not=survivor.id)
            except EmailAlreadyUsed:
                raise MergeCannotBeUndone(restored.id, "email_taken") from None

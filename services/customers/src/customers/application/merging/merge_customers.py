"""Two customers become one (C11)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.ask_to_confirm import ask_to_confirm
from customers.application.customers.tell import tell
from customers.application.ports import Customers, Merge, Merges
from customers.domain.customer import Customer
from customers.domain.merge import Side, merge, plan_merge
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import CustomerMerged, CustomerUpdated

UNDO_WITHIN = timedelta(days=30)


async def merge_customers(
    customers: Customers,
    merges: Merges,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    source: Customer,
    survivor: Customer,
    chosen: Mapping[str, Side],
    *,
    by: UUID,
    now: datetime,
) -> None:
    """The locked source is an alias of the locked survivor, who has all that was the source's.

    The source's e-mail is free at once unless it was chosen; issued invoices and sent messages stay as they are.
    Raises FieldRejected where the survivor would pass a limit.
    """
    plan = plan_merge(source, survivor, chosen)
    memory = merge(plan, source, survivor, placeholders, now)
    sequence = source.version + 1
    event_id = await outbox.publish(
        CustomerMerged(customer_id=source.id, into=survivor.id), subject=source.id, sequence=sequence
    )
    record = Merge(source.id, survivor.id, now, by, now + UNDO_WITHIN, event_id, sequence)
    await merges.keep(record, memory, plan.joined)
    await customers.save(survivor)
    await tell(outbox, survivor, CustomerUpdated)
    await ask_to_confirm(outbox, survivor, memory.before.to_confirm_at)

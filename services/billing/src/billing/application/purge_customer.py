"""A customer was deleted."""

from datetime import datetime
from uuid import UUID

from billing.application.ports import Customers, PurgeAnswer, Purges
from billing.events.published import CustomerPurged, KeptData
from chassis.events.outbox import Outbox

SERVICE = "billing"


async def purge_customer(
    customers: Customers, purges: Purges, outbox: Outbox, *, customer_id: UUID, at: datetime
) -> None:
    """The copy is an empty mark, drafts are gone, issued invoices stay as they are (§ 147 AO).

    The counts are told, and told again when asked again; so it is for a customer never heard of.
    """
    await customers.bury(customer_id)
    answer = await purges.answer_again(customer_id) or await purges.erase(customer_id, at=at)
    await tell_purge(outbox, customer_id, answer)


async def tell_purge(outbox: Outbox, customer_id: UUID, answer: PurgeAnswer) -> None:
    """The ledger of erasures learns how much went, what stays, why and until when."""
    kept = tuple(KeptData.model_validate(rows, from_attributes=True) for rows in answer.kept)
    await outbox.publish(
        CustomerPurged(customer_id=customer_id, counts=dict(answer.counts), kept=kept),
        subject=f"{customer_id}:{SERVICE}",
        sequence=answer.times,
    )

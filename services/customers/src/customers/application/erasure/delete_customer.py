"""Deleting a customer for good (C10)."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.ports import Customers, Erasures
from customers.domain.customer import Customer
from customers.domain.erasure import OWNER, Erasure, Purge, united
from customers.events.published import CustomerDeleted


async def delete_customer(
    customers: Customers,
    erasures: Erasures,
    outbox: Outbox,
    customer: Customer,
    *,
    by: UUID,
    now: datetime,
    kafka_takes: timedelta,
) -> Erasure:
    """Nothing of the locked customer is left here but id, number and status; the terminal record goes out.

    So it is for everybody who was merged into the customer. The ledger has an entry for each, with our own counts.
    `kafka_takes` is how long the cleaning of the topics takes at most; the certificate says it until it was seen to
    be done. Answers all entries as one.
    """
    everybody = [(customer.id, customer.version), *await customers.aliases_of(customer.id)]
    entries = []
    for customer_id, version in everybody:
        terminal_id = await outbox.publish(
            CustomerDeleted(customer_id=customer_id), subject=customer_id, sequence=version + 1
        )
        purge = Purge(now, await customers.erase(customer_id))
        erasure = Erasure(
            customer_id=customer_id,
            deleted_at=now,
            deleted_by=by,
            terminal_sequence=version + 1,
            terminal_id=terminal_id,
            appended_at=now,
            asked_at=now,
            kafka_by=now + kafka_takes,
            purges={OWNER: purge},
            part_of=None if customer_id == customer.id else customer.id,
        )
        await erasures.add(erasure)
        await erasures.add_purge(customer_id, OWNER, purge)
        entries.append(erasure)
    return united(entries)

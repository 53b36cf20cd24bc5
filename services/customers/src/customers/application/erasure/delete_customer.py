"""Deleting a customer for good (C10)."""

from datetime import datetime, timedelta
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.ports import Customers, Erasures
from customers.domain.customer import Customer
from customers.domain.erasure import OWNER, Erasure, Purge
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

    The ledger has an entry with our own counts. `kafka_takes` is how long the cleaning of the topics takes at
    most; the certificate says it until it was seen to be done.
    """
    counts = await customers.erase(customer.id)
    sequence = customer.version + 1
    terminal_id = await outbox.publish(
        CustomerDeleted(customer_id=customer.id), subject=customer.id, sequence=sequence
    )
    purge = Purge(now, counts)
    erasure = Erasure(
        customer_id=customer.id,
        deleted_at=now,
        deleted_by=by,
        terminal_sequence=sequence,
        terminal_id=terminal_id,
        appended_at=now,
        asked_at=now,
        kafka_by=now + kafka_takes,
        purges={OWNER: purge},
    )
    await erasures.add(erasure)
    await erasures.add_purge(customer.id, OWNER, purge)
    return erasure

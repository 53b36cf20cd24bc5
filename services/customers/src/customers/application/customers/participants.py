"""Adding, changing and removing participants (C2). Each is a new version of the customer."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.tell import tell
from customers.application.ports import Customers
from customers.domain.customer import Customer
from customers.domain.participant import Participant
from customers.events.published import CustomerUpdated


async def add_participant(
    customers: Customers, outbox: Outbox, customer: Customer, participant: Participant, now: datetime
) -> None:
    """The locked customer has one more. Raises FieldRejected past the limit."""
    customer.add_participant(participant, now)
    await customers.save(customer)
    await tell(outbox, customer, CustomerUpdated)


async def change_participant(
    customers: Customers, outbox: Outbox, customer: Customer, changed: Participant, now: datetime
) -> None:
    """The participant of the locked customer is as entered; nothing is told when nothing differs."""
    if customer.change_participant(changed, now):
        await customers.save(customer)
        await tell(outbox, customer, CustomerUpdated)


async def remove_participant(
    customers: Customers, outbox: Outbox, customer: Customer, participant_id: UUID, now: datetime
) -> None:
    """The participant and the notes on them are gone."""
    customer.remove_participant(participant_id, now)
    await customers.save(customer)
    await tell(outbox, customer, CustomerUpdated)

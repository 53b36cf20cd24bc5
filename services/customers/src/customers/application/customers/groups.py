"""Groups that a customer is said to be in, or is taken out of."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from customers.application.customers.tell import tell
from customers.application.ports import Customers
from customers.domain import limits
from customers.domain.customer import CustomerData
from customers.domain.errors import (
    CustomerDeleted,
    CustomerMerged,
    CustomerNotFound,
    FieldRejected,
    GroupNotFound,
)
from customers.domain.placeholder import PlaceholderEmails
from customers.events.published import CustomerUpdated


async def refuse_unknown_groups(customers: Customers, data: CustomerData) -> None:
    """Raises FieldRejected when one of the groups does not exist."""
    for kind, name, ids in (
        ("customer", "customer_group_ids", data.customer_group_ids),
        ("recipient", "recipient_group_ids", data.recipient_group_ids),
    ):
        if ids and await customers.unknown_groups(kind, ids):
            raise FieldRejected("unknown_group", name)


async def without_gone_groups(customers: Customers, data: CustomerData) -> CustomerData:
    """The data without the groups that do not exist (any more)."""
    gone = await customers.unknown_groups("customer", data.customer_group_ids)
    gone |= await customers.unknown_groups("recipient", data.recipient_group_ids)
    return replace(
        data,
        customer_group_ids=tuple(id for id in data.customer_group_ids if id not in gone),
        recipient_group_ids=tuple(id for id in data.recipient_group_ids if id not in gone),
    )


@dataclass
class Admitted:
    """What became of those who were to be in a group."""

    added: list[UUID] = field(default_factory=list)
    already: list[UUID] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    """Unknown, deleted, or merged into somebody else."""
    full: list[UUID] = field(default_factory=list)
    """In as many groups of the kind as one can be."""


async def put_into_group(
    customers: Customers,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    kind: str,
    group_id: UUID,
    customer_ids: Iterable[UUID],
    now: datetime,
) -> Admitted:
    """The customers are in the group, whatever else they are in; who was not, is one version later and told of.

    Raises GroupNotFound.
    """
    if await customers.unknown_groups(kind, [group_id]):
        raise GroupNotFound(group_id)
    result = Admitted()
    # In one order, so that two who do this do not wait for each other.
    for customer_id in sorted(customer_ids):
        try:
            customer = await customers.for_change(customer_id)
        except (CustomerNotFound, CustomerDeleted, CustomerMerged):
            result.gone.append(customer_id)
            continue
        groups = customer.data.customer_group_ids if kind == "customer" else customer.data.recipient_group_ids
        if group_id in groups:
            result.already.append(customer_id)
        elif len(groups) >= limits.GROUPS:
            result.full.append(customer_id)
        else:
            customer.change(_with_groups(customer.data, kind, (*groups, group_id)), placeholders, now)
            await customers.save(customer)
            await tell(outbox, customer, CustomerUpdated)
            result.added.append(customer_id)
    return result


def _with_groups(data: CustomerData, kind: str, ids: tuple[UUID, ...]) -> CustomerData:
    if kind == "customer":
        return replace(data, customer_group_ids=ids)
    return replace(data, recipient_group_ids=ids)


async def take_out_of_group(
    customers: Customers,
    outbox: Outbox,
    placeholders: PlaceholderEmails,
    group_id: UUID,
    customer_ids: Iterable[UUID],
    now: datetime,
) -> None:
    """The customers are not in the group any more, each one version later, and the others are told."""
    # In one order, so that two who do this do not wait for each other.
    for customer_id in sorted(customer_ids):
        try:
            customer = await customers.for_change(customer_id)
        except (CustomerDeleted, CustomerMerged):
            continue
        data = replace(
            customer.data,
            customer_group_ids=tuple(id for id in customer.data.customer_group_ids if id != group_id),
            recipient_group_ids=tuple(id for id in customer.data.recipient_group_ids if id != group_id),
        )
        if customer.change(data, placeholders, now):
            await customers.save(customer)
            await tell(outbox, customer, CustomerUpdated)

"""Groups that a customer is said to be in."""

from customers.application.ports import Customers
from customers.domain.customer import CustomerData
from customers.domain.errors import FieldRejected


async def refuse_unknown_groups(customers: Customers, data: CustomerData) -> None:
    """Raises FieldRejected when one of the groups does not exist."""
    for kind, field, ids in (
        ("customer", "customer_group_ids", data.customer_group_ids),
        ("recipient", "recipient_group_ids", data.recipient_group_ids),
    ):
        if ids and await customers.unknown_groups(kind, ids):
            raise FieldRejected("unknown_group", field)

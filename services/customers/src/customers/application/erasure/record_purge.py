"""The answers of the other services."""

from uuid import UUID

from customers.application.ports import Erasures
from customers.domain.erasure import OTHERS, Purge


async def record_purge(erasures: Erasures, customer_id: UUID, service: str, purge: Purge) -> bool:
    """The certificate shows what the service purged and keeps, by its latest answer; False for any other."""
    if service not in OTHERS or await erasures.for_change(customer_id) is None:
        return False
    return await erasures.add_purge(customer_id, service, purge)

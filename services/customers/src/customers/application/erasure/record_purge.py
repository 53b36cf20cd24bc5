"""The answers of the other services."""

from uuid import UUID

from customers.application.ports import Erasures
from customers.domain.erasure import OTHERS, Erasure, Purge


async def record_purge(erasures: Erasures, customer_id: UUID, service: str, purge: Purge) -> Erasure | None:
    """The certificate shows what the service purged and keeps, by its latest answer; None for any other."""
    erasure = await erasures.for_change(customer_id) if service in OTHERS else None
    if erasure is None or not await erasures.add_purge(customer_id, service, purge):
        return None
    return erasure

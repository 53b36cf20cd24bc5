"""The answers of the other services."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from customers.application.ports import Erasures
from customers.domain.erasure import OTHERS, Purge


async def record_purge(
    erasures: Erasures, customer_id: UUID, service: str, counts: Mapping[str, int], at: datetime
) -> bool:
    """The certificate shows what the service purged. The first answer counts; False for any other."""
    if service not in OTHERS or await erasures.for_change(customer_id) is None:
        return False
    return await erasures.add_purge(customer_id, service, Purge(at, counts))

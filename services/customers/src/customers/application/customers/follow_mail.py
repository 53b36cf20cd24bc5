"""What the mails of a customer say about the address (M6)."""

from datetime import datetime
from uuid import UUID

from customers.application.ports import AddressHealth
from customers.domain.email_health import EmailHealth, health_after_acceptance, health_after_bounce


async def follow_acceptance(
    health: AddressHealth, customer_id: UUID, email_version: int, at: datetime
) -> bool:
    """A relay took a mail. True when the fact was about the present address and news."""
    current = await health.current(customer_id, email_version, at)
    if current is None:
        return False
    await health.keep(customer_id, health_after_acceptance(current), at)
    return True


async def follow_delivery(health: AddressHealth, customer_id: UUID, email_version: int, at: datetime) -> bool:
    """A mail arrived: the address works."""
    if await health.current(customer_id, email_version, at) is None:
        return False
    await health.keep(customer_id, EmailHealth.OK, at)
    return True


async def follow_bounce(
    health: AddressHealth, customer_id: UUID, email_version: int, bounce_class: str, at: datetime
) -> bool:
    """A mail came back (`hard`, `soft` or `block`)."""
    current = await health.current(customer_id, email_version, at)
    if current is None:
        return False
    await health.keep(customer_id, health_after_bounce(current, bounce_class), at)
    return True

"""A clerk says that a customer is not to be mailed, or takes it back."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from chassis.ids import new_id
from messaging.application.ports import Recipients, Suppressions
from messaging.domain.errors import CustomersDeleted, SuppressionDoesNotExist, UnknownCustomers
from messaging.domain.recipient import RecipientStatus
from messaging.domain.suppression import Scope, Suppression


async def suppress_by_hand(
    recipients: Recipients,
    suppressions: Suppressions,
    customer_id: UUID,
    scope: Scope,
    by: UUID,
    now: datetime,
) -> Suppression:
    """Of a merged customer the survivor is meant. Raises UnknownCustomers and CustomersDeleted."""
    survivor_id = (await recipients.survivors([customer_id]))[customer_id]
    recipient = await recipients.hold_for_change(survivor_id) if survivor_id else None
    if recipient is None or recipient.status is RecipientStatus.MERGED:
        raise UnknownCustomers([customer_id])
    if recipient.status is RecipientStatus.DELETED:
        raise CustomersDeleted([customer_id])
    standing = await suppressions.standing_of(recipient)
    suppression = standing.stopped(new_id(), scope, by, now)
    await suppressions.save(standing)
    return suppression


async def lift_suppression(
    recipients: Recipients,
    suppressions: Suppressions,
    suppression_id: UUID,
    by: UUID,
    now: datetime,
    require: Callable[[int], None],
) -> Suppression:
    """The customer is mailed again. `require` refuses a version that the clerk has not seen.

    Raises SuppressionDoesNotExist and NeedsConfirmation.
    """
    customer_id = await suppressions.customer_of(suppression_id)
    recipient = await recipients.hold_for_change(customer_id) if customer_id else None
    if recipient is None:
        raise SuppressionDoesNotExist(suppression_id)
    standing = await suppressions.standing_of(recipient)
    require(standing.find(suppression_id).version)
    lifted = standing.lift(suppression_id, by, now)
    await suppressions.save(standing)
    return lifted

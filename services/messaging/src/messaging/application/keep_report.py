"""Taking in a mail that came back, by whichever way it came."""

from datetime import datetime
from enum import StrEnum

from messaging.application.ports import Recipients, Reports
from messaging.domain.bounces import report_identity
from messaging.domain.bounces.parsing import MOST_READ
from messaging.domain.recipient import RecipientStatus

MOST_WAITING = 1_000
"""How many reports wait to be classified, at most: 128 MiB. They take milliseconds each."""
MOST_OF_ONE_MESSAGE = 50
"""How many different reports about one message are kept."""


class Taken(StrEnum):
    """What became of a mail that came back."""

    TAKEN = "taken"
    """It is stored, or was before."""
    UNKNOWN = "unknown"
    """Its return path never was one of ours, or went with its customer."""
    LATER = "later"
    """Too many wait already."""
    ENOUGH = "enough"
    """More about this message than anybody needs."""


async def keep_report(
    recipients: Recipients, reports: Reports, token: str, raw: bytes, at: datetime
) -> Taken:
    """Stores what came to the return path with that token; of a long mail as much as is ever read.

    The rows of its customers are held meanwhile, so that no report outlives a purge (G6).
    """
    path = await reports.return_path(token)
    if path is None:
        return Taken.UNKNOWN
    held = await recipients.hold({path.customer_id, path.written_to})
    if any(recipient.status is RecipientStatus.DELETED for recipient in held.values()):
        return Taken.UNKNOWN
    identity = report_identity(raw)
    kept = await reports.identities(path.message_id)
    if identity in kept:
        return Taken.TAKEN
    if len(kept) >= MOST_OF_ONE_MESSAGE:
        return Taken.ENOUGH
    if await reports.are_waiting(MOST_WAITING):
        return Taken.LATER
    await reports.receive(path, raw[:MOST_READ], identity, at)
    return Taken.TAKEN

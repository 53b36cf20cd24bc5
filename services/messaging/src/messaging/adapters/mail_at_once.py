"""Handing over one mail now, that is kept nowhere."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import Enum, auto

from email_validator import EmailNotValidError, validate_email

from chassis.ids import new_id
from messaging.adapters.attachments import StoredFile
from messaging.adapters.compose import Composer, Content, Envelope
from messaging.adapters.mime import Attachment
from messaging.adapters.relay_connection import MAIL_FROM_WITHIN, RelayConnection, RelayUnreachable
from messaging.domain.attempt import Refused, TakenOver, Unsendable
from messaging.settings import Settings


class Handed(Enum):
    """What the relay said."""

    TAKEN = auto()
    REFUSED = auto()
    UNREACHABLE = auto()


def is_mailable(address: str) -> bool:
    """Whether a mail can be addressed to it."""
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return False
    return found.ascii_email is not None


async def hand_over_at_once(
    settings: Settings, to: str, subject: str, body: str, html: str | None, files: Sequence[StoredFile]
) -> Handed:
    """Over a connection of its own. Its return path leads nowhere: nobody waits for a report."""
    envelope = _composed(settings, to, subject, body, html, files)
    if isinstance(envelope, Unsendable):
        return Handed.REFUSED
    connection = RelayConnection(settings)
    try:
        await connection.make_ready()
        outcome = await connection.hand_over(envelope, asyncio.get_running_loop().time() + MAIL_FROM_WITHIN)
    except RelayUnreachable:
        return Handed.UNREACHABLE
    finally:
        await connection.close()
    match outcome:
        case TakenOver():
            return Handed.TAKEN
        case Refused():
            return Handed.REFUSED
        case _:
            return Handed.UNREACHABLE


def _composed(
    settings: Settings, to: str, subject: str, body: str, html: str | None, files: Sequence[StoredFile]
) -> Envelope | Unsendable:
    attachments = [Attachment(file.name, file.media_type, file.content) for file in files]
    return Composer(settings).compose_mail(
        new_id(),
        datetime.now(UTC),
        Content(subject, body, html, attachments),
        to,
        "",
        secrets.token_hex(16),
    )

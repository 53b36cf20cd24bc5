"""Publishing what happened to a mail. A message's facts have its id as subject, its customer's as key."""

from datetime import datetime
from typing import Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from chassis.events.outbox import Outbox
from messaging.domain.bounce import Bounce
from messaging.domain.message import Message
from messaging.events.published import MailBounced, MailFact

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:stammkunde:mail")


class Addressee(Protocol):
    """Whose address a mail goes to, and which of theirs: the survivor's, when it was written to a merged customer."""

    @property
    def customer_id(self) -> UUID: ...

    @property
    def email_version(self) -> int: ...


def fact_id(message_id: UUID, source: str) -> UUID:
    """The event id of what `source` (an attempt, a report) says of a message, however often it says it."""
    return uuid5(_NAMESPACE, f"{message_id}:{source}")


async def publish(
    outbox: Outbox,
    fact: type[MailFact],
    message: Message,
    to: Addressee,
    at: datetime,
    source: str | None = None,
    **details: str,
) -> None:
    """Publishes that this happened to the mail; with `source`, under the id that any repetition has too.

    Hold the message's row, so that its facts stand in the outbox in the order they happened.
    """
    about = {"message_id": message.id, "customer_id": to.customer_id, "email_version": to.email_version}
    await _publish(outbox, fact.model_validate({**about, "at": at, **details}), source)


async def publish_bounced(
    outbox: Outbox, message: Message, to: Addressee, at: datetime, source: str, bounce: Bounce
) -> None:
    """Publishes that the mail failed for good, whoever found out (M6)."""
    fact = MailBounced(
        message_id=message.id,
        customer_id=to.customer_id,
        email_version=to.email_version,
        at=at,
        bounce_class=bounce.bounce_class.value,
        reason=bounce.reason.value,
        status=bounce.status,
    )
    await _publish(outbox, fact, source)


async def _publish(outbox: Outbox, fact: MailFact, source: str | None) -> None:
    await outbox.publish(
        fact,
        subject=fact.message_id,
        sequence=0,
        key=str(fact.customer_id),
        event_id=fact_id(fact.message_id, source) if source else None,
    )

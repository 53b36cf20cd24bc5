"""A customer follows a link in a newsletter or in the double opt-in mail."""

from datetime import datetime
from uuid import UUID

from chassis.events.outbox import Outbox
from chassis.events.published import PublishedEvent
from chassis.ids import new_id
from messaging.application.ports import NewsletterLinks, Recipients, Suppressions
from messaging.domain.errors import LinkExpired, LinkUnknown
from messaging.domain.newsletter import LinkState, NewsletterLink, Purpose
from messaging.domain.recipient import Recipient, RecipientStatus
from messaging.domain.suppression import Standing
from messaging.events.published import NewsletterConfirmed, NewsletterUnsubscribed


async def state_of_link(
    recipients: Recipients, suppressions: Suppressions, links: NewsletterLinks, token: str, now: datetime
) -> tuple[Purpose, LinkState]:
    """What following it would do. Changes nothing: scanners of mails follow links. Raises LinkUnknown."""
    link = await links.find(token)
    recipient = _alive(await recipients.read(await _survivor_of(recipients, link)))
    return link.purpose, link.state(recipient, await suppressions.standing_of(recipient), now)


async def follow_link(
    recipients: Recipients,
    suppressions: Suppressions,
    links: NewsletterLinks,
    outbox: Outbox,
    token: str,
    now: datetime,
) -> Purpose:
    """The customer has unsubscribed, or has confirmed; told once, however often the link is followed.

    Raises LinkUnknown and LinkExpired.
    """
    found = await links.find(token)
    survivor_id = await _survivor_of(recipients, found)
    # Both in the order of all locks.
    held = {id: await recipients.hold_for_change(id) for id in sorted({found.customer_id, survivor_id})}
    recipient = _alive(held[survivor_id])
    link = await links.find(token)
    merged = held[link.customer_id]
    if link.purpose is Purpose.UNSUBSCRIBE and merged is not None and merged.status is RecipientStatus.MERGED:
        # It stays with them should the merge be taken back.
        of_merged = await suppressions.standing_of(merged)
        of_merged.unsubscribed(new_id(), now, link.message_id)
        await suppressions.save(of_merged)
    standing = await suppressions.standing_of(recipient)
    match link.state(recipient, standing, now):
        case LinkState.EXPIRED:
            raise LinkExpired
        case LinkState.OPEN:
            link.used_at = now
            await links.save(token, link)
            await _tell(outbox, recipient, _followed(link, recipient, standing, now))
            await suppressions.save(standing)
        case LinkState.DONE:
            pass
    return link.purpose


def _followed(
    link: NewsletterLink, recipient: Recipient, standing: Standing, now: datetime
) -> NewsletterConfirmed | NewsletterUnsubscribed:
    about = {
        "message_id": link.message_id,
        "customer_id": recipient.customer_id,
        "email_version": recipient.email_version,
        "at": now,
    }
    if link.purpose is Purpose.UNSUBSCRIBE:
        standing.unsubscribed(new_id(), now, link.message_id)
        return NewsletterUnsubscribed.model_validate(about)
    standing.confirmed(now)
    return NewsletterConfirmed.model_validate(about | {"wording_id": link.wording})


async def _tell(outbox: Outbox, recipient: Recipient, event: PublishedEvent) -> None:
    await outbox.publish(event, subject=recipient.customer_id, sequence=0, key=str(recipient.customer_id))


async def _survivor_of(recipients: Recipients, link: NewsletterLink) -> UUID:
    """The link's customer; of a merged one the survivor."""
    return (await recipients.survivors([link.customer_id]))[link.customer_id] or link.customer_id


def _alive(recipient: Recipient | None) -> Recipient:
    """Raises LinkUnknown when they are deleted."""
    if recipient is None or recipient.status is RecipientStatus.DELETED:
        raise LinkUnknown
    return recipient

"""What following a link of a newsletter would do (M5)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from messaging.domain.message import Channel, Kind, Message
from messaging.domain.newsletter import (
    CONFIRMED_WITHIN,
    NEWSLETTER_CONFIRMATION,
    LinkState,
    NewsletterLink,
    Purpose,
    link_purpose,
)
from messaging.domain.reach import reason_not_to_send
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason
from messaging.domain.suppression import Standing

NOW = datetime(2026, 11, 2, 11, tzinfo=UTC)
JANA = Recipient(
    uuid4(), RecipientStatus.ACTIVE, email="jana@example.net", email_version=2, newsletter_state="requested"
)


def link(purpose: Purpose) -> NewsletterLink:
    expires_at = NOW + CONFIRMED_WITHIN if purpose is Purpose.CONFIRM else None
    return NewsletterLink(JANA.customer_id, purpose, 2, uuid4(), NOW, expires_at)


def state(of: NewsletterLink, recipient: Recipient = JANA, at: datetime = NOW) -> LinkState:
    return of.state(recipient, Standing(recipient.customer_id, recipient.email_version, recipient.email), at)


def test_m5_a_confirmation_is_open_for_thirty_days_at_its_address() -> None:
    confirm = link(Purpose.CONFIRM)
    assert state(confirm, at=NOW + timedelta(days=30) - timedelta(seconds=1)) is LinkState.OPEN
    assert state(confirm, at=NOW + timedelta(days=30)) is LinkState.EXPIRED
    assert state(confirm, replace(JANA, email_version=3)) is LinkState.EXPIRED
    assert state(confirm, replace(JANA, status=RecipientStatus.MERGED)) is LinkState.EXPIRED
    assert state(confirm, replace(JANA, customer_id=uuid4())) is LinkState.EXPIRED


def test_m5_a_confirmation_is_done_until_the_customer_unsubscribes() -> None:
    confirm = link(Purpose.CONFIRM)
    confirm.used_at = NOW
    assert state(confirm, replace(JANA, email_version=3), NOW + timedelta(days=99)) is LinkState.DONE
    standing = Standing(JANA.customer_id, 2, JANA.email)
    standing.unsubscribed(uuid4(), NOW, uuid4())
    assert confirm.state(JANA, standing, NOW) is LinkState.EXPIRED


def test_m5_to_unsubscribe_is_possible_at_any_time_and_again_after_a_confirmation() -> None:
    leave = link(Purpose.UNSUBSCRIBE)
    assert state(leave, replace(JANA, email_version=9), NOW + timedelta(days=3650)) is LinkState.OPEN
    standing = Standing(JANA.customer_id, 2, JANA.email)
    standing.unsubscribed(uuid4(), NOW, uuid4())
    assert leave.state(JANA, standing, NOW) is LinkState.DONE
    standing.confirmed(NOW)
    leave.used_at = NOW
    assert leave.state(JANA, standing, NOW) is LinkState.OPEN


def message(kind: Kind, channel: Channel = Channel.EMAIL, template: str | None = None) -> Message:
    return Message(
        id=uuid4(),
        customer_id=JANA.customer_id,
        submission_id=uuid4(),
        channel=channel,
        kind=kind,
        subject="x",
        body="x",
        confirm_blocked=False,
        created_at=NOW,
        created_by=None,
        template=template,
    )


def test_m5_only_newsletters_and_the_double_opt_in_mail_carry_a_link() -> None:
    assert [link_purpose(message(kind)) for kind in Kind] == [None, None, Purpose.UNSUBSCRIBE, None]
    assert link_purpose(message(Kind.SYSTEM, template=NEWSLETTER_CONFIRMATION)) is Purpose.CONFIRM
    assert link_purpose(message(Kind.NEWSLETTER, Channel.PORTAL)) is None


def test_m5_who_is_not_waited_for_is_not_asked_to_confirm() -> None:
    asks = message(Kind.SYSTEM, template=NEWSLETTER_CONFIRMATION)
    for newsletter_state in ("none", "confirmed", "unsubscribed"):
        recipient = replace(JANA, newsletter_state=newsletter_state)
        assert reason_not_to_send(asks, recipient) is SuppressedReason.OBSOLETE
    assert reason_not_to_send(asks, JANA) is None
    assert reason_not_to_send(message(Kind.SYSTEM), replace(JANA, newsletter_state="none")) is None

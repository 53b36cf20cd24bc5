"""The ladder a message's status climbs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.domain.bounce import Bounce, BounceReason
from messaging.domain.message import TERMINAL, Channel, Kind, Message, Status
from messaging.domain.reach import reason_to_suppress
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
UNKNOWN = Bounce.of(BounceReason.ADDRESS_UNKNOWN, "5.1.1")


def a_message(status: Status = Status.QUEUED) -> Message:
    return Message(
        id=uuid4(),
        customer_id=uuid4(),
        submission_id=uuid4(),
        channel=Channel.EMAIL,
        kind=Kind.PERSONAL,
        subject="Kursbeginn",
        body="Wir beginnen am Montag.",
        confirm_blocked=False,
        created_at=NOW,
        created_by=None,
        status=status,
    )


_REPORTS: dict[str, Callable[[Message, datetime], object]] = {
    "accepted": lambda message, at: message.accept(at),
    "delivered": lambda message, at: message.report_delivered(at),
    "deferred": lambda message, at: message.report_deferred(at, NOW),
    "bounced": lambda message, at: message.report_bounced(UNKNOWN),
    "failed": lambda message, at: message.report_failed("address_invalid"),
    "put off": lambda message, at: message.retry_at(at),
    "doubted": lambda message, at: message.doubt(),
}


@given(
    start=st.sampled_from(sorted(Status)),
    reports=st.lists(st.tuples(st.sampled_from(sorted(_REPORTS)), st.integers(0, 10)), max_size=12),
)
def test_m6_whatever_is_reported_in_whatever_order_an_end_stays(
    start: Status, reports: list[tuple[str, int]]
) -> None:
    message = a_message(start)
    ended: tuple[Status, Bounce | None, str | None] | None = None
    for name, minutes in reports:
        _REPORTS[name](message, NOW + timedelta(minutes=minutes))
        if ended is not None:
            assert (message.status, message.bounce, message.failure) == ended
            assert not message.waits_for_sender
        if message.is_over:
            ended = (message.status, message.bounce, message.failure)


@pytest.mark.parametrize("end", sorted(TERMINAL))
def test_a_message_that_is_over_keeps_its_end(end: Status) -> None:
    message = a_message(end)
    assert not message.report_bounced(UNKNOWN)
    assert not message.report_delivered(NOW)
    assert not message.report_deferred(NOW, NOW)
    assert not message.report_failed("address_invalid")
    assert not message.accept(NOW)
    assert not message.doubt()
    message.retry_at(NOW)
    assert message.status is end
    assert message.next_attempt_at is None


def test_a_deferral_older_than_the_acceptance_changes_nothing() -> None:
    message = a_message(Status.SENDING)
    message.accept(NOW)
    assert not message.report_deferred(NOW - timedelta(seconds=1), NOW)
    assert message.status is Status.ACCEPTED


def test_a_delay_behind_the_relay_shows_as_deferred_and_is_not_sent_again() -> None:
    message = a_message(Status.SENDING)
    message.accept(NOW)
    assert message.report_deferred(NOW + timedelta(hours=4), NOW)
    assert message.status is Status.DEFERRED
    assert not message.waits_for_sender


def test_g7_an_uncertain_message_does_not_wait_for_the_sender() -> None:
    message = a_message()
    message.next_attempt_at = NOW
    message.begin_attempt()
    assert message.doubt()
    assert message.status is Status.UNCERTAIN
    assert not message.waits_for_sender


@pytest.mark.parametrize("resolve", ["delivered", "bounced", "deferred"])
def test_g7_a_report_resolves_an_uncertain_message(resolve: str) -> None:
    message = a_message(Status.UNCERTAIN)
    assert {
        "delivered": lambda: message.report_delivered(NOW),
        "bounced": lambda: message.report_bounced(UNKNOWN),
        "deferred": lambda: message.report_deferred(NOW, NOW),
    }[resolve]()
    assert message.status.value == resolve


def test_g7_our_own_deferral_of_before_says_nothing_of_an_uncertain_attempt() -> None:
    message = a_message(Status.UNCERTAIN)
    assert not message.report_deferred(NOW - timedelta(minutes=1), NOW)
    assert message.status is Status.UNCERTAIN


def test_a_report_that_overtakes_the_relays_answer_wins() -> None:
    message = a_message(Status.SENDING)
    message.report_bounced(UNKNOWN)
    assert not message.accept(NOW)
    assert message.status is Status.BOUNCED
    assert message.sent_at == NOW


def test_an_undone_attempt_leaves_the_message_as_it_was() -> None:
    message = a_message()
    message.next_attempt_at = NOW
    message.begin_attempt()
    message.undo_attempt(NOW)
    assert (message.status, message.attempts, message.next_attempt_at) == (Status.QUEUED, 0, NOW)


@pytest.mark.parametrize(
    ("recipient", "confirmed", "reason"),
    [
        (Recipient(uuid4(), RecipientStatus.ACTIVE, email="a@example.org"), False, None),
        (
            Recipient(uuid4(), RecipientStatus.BLOCKED, email="a@example.org"),
            False,
            SuppressedReason.BLOCKED,
        ),
        (Recipient(uuid4(), RecipientStatus.BLOCKED, email="a@example.org"), True, None),
        (
            Recipient(uuid4(), RecipientStatus.ACTIVE, email="a@example.org", email_is_placeholder=True),
            True,
            SuppressedReason.PLACEHOLDER,
        ),
        (Recipient(uuid4(), RecipientStatus.ACTIVE), True, SuppressedReason.NO_ADDRESS),
        (Recipient(uuid4(), RecipientStatus.MERGED), True, SuppressedReason.OBSOLETE),
    ],
)
def test_m4_who_may_be_written_to(
    recipient: Recipient, confirmed: bool, reason: SuppressedReason | None
) -> None:
    assert reason_to_suppress(recipient, Kind.SYSTEM, Channel.EMAIL, confirm_blocked=confirmed) is reason

"""When an address is not mailed any more, and what takes that back (M4, M5)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from messaging.domain.bounce import Bounce, BounceClass, BounceReason
from messaging.domain.errors import NeedsConfirmation, SuppressionDoesNotExist
from messaging.domain.message import Channel, Kind
from messaging.domain.reach import reason_to_suppress
from messaging.domain.recipient import Recipient, RecipientStatus, SuppressedReason
from messaging.domain.suppression import Scope, Standing, Suppression, SuppressionReason

NOON = datetime(2026, 11, 2, 11, tzinfo=UTC)
DAY = timedelta(days=1)
AT_ONCE = (BounceReason.ADDRESS_UNKNOWN, BounceReason.HOST_UNKNOWN)
SILENT = tuple(set(BounceReason) - {*AT_ONCE, BounceReason.MAILBOX_FULL})


def standing() -> Standing:
    return Standing(uuid4(), 1, "jana@example.net")


def bounce(of: Standing, reason: BounceReason, at: datetime = NOON, version: int = 1) -> Suppression | None:
    return of.bounced(uuid4(), Bounce.of(reason), version, at, uuid4())


@pytest.mark.parametrize("reason", AT_ONCE)
def test_m4_an_address_that_is_unknown_is_suppressed_at_once_and_once(reason: BounceReason) -> None:
    of = standing()
    found = bounce(of, reason)
    assert found is not None
    assert (found.scope, found.reason, found.address) == (
        Scope.MAIL,
        SuppressionReason(reason.value),
        "jana@example.net",
    )
    assert bounce(of, reason, NOON + DAY) is None
    assert len(of.suppressions) == 1


@pytest.mark.parametrize("reason", sorted(SILENT))
def test_m4_all_else_says_nothing_of_the_address(reason: BounceReason) -> None:
    of = standing()
    assert [bounce(of, reason, NOON + n * DAY) for n in range(9)] == [None] * 9
    assert not of.mail_suppressed


def test_m4_a_domain_that_takes_no_mail_is_suppressed_at_once_like_one_that_does_not_exist() -> None:
    of = standing()
    null_mx = Bounce(BounceClass.HARD, BounceReason.REJECTED, "5.1.10")
    found = of.bounced(uuid4(), null_mx, 1, NOON, uuid4())
    assert found is not None
    assert (found.scope, found.reason) == (Scope.MAIL, SuppressionReason.HOST_UNKNOWN)
    passing = Bounce(BounceClass.SOFT, BounceReason.REJECTED, "4.1.10")
    assert standing().bounced(uuid4(), passing, 1, NOON, uuid4()) is None


def test_m4_a_full_mailbox_counts_days_as_the_desk_counts_them() -> None:
    of = standing()
    late = datetime(2026, 11, 2, 22, 59, tzinfo=UTC)
    assert bounce(of, BounceReason.MAILBOX_FULL, late) is None
    assert bounce(of, BounceReason.MAILBOX_FULL, late - timedelta(hours=3)) is None
    assert bounce(of, BounceReason.MAILBOX_FULL, late + timedelta(minutes=2)) is None
    found = bounce(of, BounceReason.MAILBOX_FULL, late + 2 * DAY)
    assert found is not None
    assert found.reason is SuppressionReason.MAILBOX_FULL


def test_m4_a_mail_that_arrives_starts_the_days_anew() -> None:
    of = standing()
    for n in range(2):
        bounce(of, BounceReason.MAILBOX_FULL, NOON + n * DAY)
    of.delivered(7)
    assert len(of.full_on) == 2
    of.delivered(1)
    assert bounce(of, BounceReason.MAILBOX_FULL, NOON + 2 * DAY) is None


def test_m5_an_unsubscribe_is_taken_back_by_its_customer_alone() -> None:
    of = standing()
    found = of.unsubscribed(uuid4(), NOON, uuid4())
    assert found is not None
    assert of.unsubscribed(uuid4(), NOON, uuid4()) is None
    with pytest.raises(NeedsConfirmation):
        of.lift(found.id, uuid4(), NOON)
    assert of.confirmed(NOON + DAY) == [found]
    assert not of.newsletter_suppressed


def test_nothing_is_lifted_that_is_not_there() -> None:
    with pytest.raises(SuppressionDoesNotExist):
        standing().lift(uuid4(), uuid4(), NOON)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("channel", Channel)
def test_m4_a_suppressed_address_gets_no_mail_of_any_kind_but_messages_in_the_portal(
    kind: Kind, channel: Channel
) -> None:
    recipient = Recipient(
        uuid4(),
        RecipientStatus.ACTIVE,
        email="jana@example.net",
        newsletter_state="confirmed",
        mail_suppressed=True,
    )
    expected = SuppressedReason.SUPPRESSED if channel is Channel.EMAIL else None
    assert reason_to_suppress(recipient, kind, channel, confirm_blocked=True) is expected


@pytest.mark.parametrize("kind", Kind)
def test_m5_an_unsubscribe_concerns_newsletters_whatever_the_copy_says(kind: Kind) -> None:
    recipient = Recipient(
        uuid4(),
        RecipientStatus.ACTIVE,
        email="jana@example.net",
        newsletter_state="confirmed",
        newsletter_suppressed=True,
    )
    expected = SuppressedReason.NO_CONSENT if kind is Kind.NEWSLETTER else None
    assert reason_to_suppress(recipient, kind, Channel.EMAIL, confirm_blocked=False) is expected


class Life(RuleBasedStateMachine):
    """Whatever happens to an address in whatever order, beside a model that remembers what must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.of = standing()
        self.now = NOON
        self.told: list[tuple[BounceReason, int, datetime]] = []
        self.unsubscribed = False

    def _tick(self) -> datetime:
        self.now += timedelta(hours=7)
        return self.now

    @rule(reason=st.sampled_from(list(BounceReason)), behind=st.integers(0, 1))
    def bounces(self, reason: BounceReason, behind: int) -> None:
        version, at = max(1, self.of.email_version - behind), self._tick()
        before = self.of.mail_suppressed
        found = bounce(self.of, reason, at, version)
        self.told.append((reason, version, at))
        if found is not None:
            assert not before
            assert version == self.of.email_version
            assert reason not in SILENT
        if reason in AT_ONCE and version == self.of.email_version:
            assert self.of.mail_suppressed

    @rule()
    def everything_is_told_again(self) -> None:
        """A replay from offset 0: what is in force stays, and what was lifted stays lifted (G2)."""
        before = [(found.id, found.lifted_at) for found in self.of.suppressions]
        days = len(self.of.full_on)
        for reason, version, at in self.told:
            bounce(self.of, reason, at, version)
        assert [(found.id, found.lifted_at) for found in self.of.suppressions] == before
        assert len(self.of.full_on) >= days

    @precondition(lambda self: self.of.active(Scope.MAIL))
    @rule()
    def a_clerk_lifts(self) -> None:
        at = self._tick()
        for found in self.of.active(Scope.MAIL):
            self.of.lift(found.id, UUID(int=1), at)
        assert not self.of.mail_suppressed
        assert not self.of.full_on

    @rule(scope=st.sampled_from(list(Scope)))
    def a_clerk_stops(self, scope: Scope) -> None:
        found = self.of.stopped(uuid4(), scope, UUID(int=1), self._tick())
        assert self.of.stopped(uuid4(), scope, UUID(int=2), self._tick()) is found

    @rule()
    def the_address_changes(self) -> None:
        """As the adapter does: the days of the former address go with it."""
        said_by_a_clerk = [f for f in self.of.active(Scope.MAIL) if f.reason is SuppressionReason.MANUAL]
        self.of.email_version += 1
        self.of.address = f"{self.of.email_version}@example.net"
        self.of.full_on.clear()
        self.of.address_changed(self._tick())
        assert self.of.active(Scope.MAIL) == said_by_a_clerk

    @rule()
    def a_mail_arrives(self) -> None:
        self.of.delivered(self.of.email_version)
        self.told = [told for told in self.told if told[0] is not BounceReason.MAILBOX_FULL]

    @rule()
    def the_customer_unsubscribes(self) -> None:
        self.of.unsubscribed(uuid4(), self._tick(), uuid4())
        self.unsubscribed = True

    @rule()
    def the_customer_complains(self) -> None:
        self.of.complained(uuid4(), self._tick(), uuid4())

    @rule()
    def the_customer_confirms(self) -> None:
        self.of.confirmed(self._tick())
        self.unsubscribed = False
        assert not self.of.newsletter_suppressed

    @invariant()
    def an_unsubscribe_holds_until_the_customer_confirms(self) -> None:
        if self.unsubscribed:
            assert self.of.newsletter_suppressed

    @invariant()
    def of_each_reason_one_is_in_force_at_most(self) -> None:
        active = [(found.scope, found.reason) for found in self.of.suppressions if found.is_active]
        assert len(active) == len(set(active))


TestLife = Life.TestCase

"""What speaks against mailing a customer: an address that does not work, a newsletter that is not wanted (M4, M5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from messaging.domain.bounce import Bounce, BounceClass, BounceReason
from messaging.domain.days import day_of
from messaging.domain.errors import NeedsConfirmation, SuppressionDoesNotExist

FULL_ON_DAYS = 3
"""On so many different days a mailbox is found full before it is written to no more."""


class Scope(StrEnum):
    """What is not sent: no mail at all, or no newsletter."""

    MAIL = "mail"
    NEWSLETTER = "newsletter"


class SuppressionReason(StrEnum):
    """Why nothing is sent."""

    ADDRESS_UNKNOWN = "address_unknown"
    HOST_UNKNOWN = "host_unknown"
    MOVED = "moved"
    MAILBOX_FULL = "mailbox_full"
    COMPLAINT = "complaint"
    UNSUBSCRIBED = "unsubscribed"
    MANUAL = "manual"


_SAID_BY_PEOPLE = frozenset(
    {SuppressionReason.COMPLAINT, SuppressionReason.UNSUBSCRIBED, SuppressionReason.MANUAL}
)
FOLLOWS_A_MERGE = _SAID_BY_PEOPLE - {SuppressionReason.UNSUBSCRIBED}
"""What counts for the survivor of a merge, whatever the address. Of an unsubscribe the snapshots tell."""
# By name: what is said of the recipient's address, not of the sender, the mail or the network between.
_AT_ONCE = {
    reason.value: reason
    for reason in (
        SuppressionReason.ADDRESS_UNKNOWN,
        SuppressionReason.HOST_UNKNOWN,
        SuppressionReason.MOVED,
    )
}


def may_suppress(bounce: Bounce) -> bool:
    """Whether that final failure says something about the address itself."""
    return _at_once(bounce) is not None or bounce.reason is BounceReason.MAILBOX_FULL


def _at_once(bounce: Bounce) -> SuppressionReason | None:
    """Why the first such failure suppresses. A domain that takes no mail at all (RFC 7505) is as good as none."""
    if bounce.reason is BounceReason.REJECTED and bounce.bounce_class is BounceClass.HARD:
        return SuppressionReason.HOST_UNKNOWN
    return _AT_ONCE.get(bounce.reason.value)


@dataclass
class Suppression:
    """One reason, in force until it is lifted. `email_version` says of which of the customer's addresses."""

    id: UUID
    customer_id: UUID
    scope: Scope
    reason: SuppressionReason
    address: str | None
    email_version: int
    created_at: datetime
    created_by: UUID | None = None
    message_id: UUID | None = None
    lifted_at: datetime | None = None
    lifted_by: UUID | None = None

    @property
    def is_active(self) -> bool:
        """Whether it is in force."""
        return self.lifted_at is None

    @property
    def version(self) -> int:
        """1 while it is in force, 2 afterwards."""
        return 1 if self.is_active else 2

    def end(self, at: datetime, by: UUID | None = None) -> None:
        """It is in force no more; `by` is the clerk who said so."""
        self.lifted_at = at
        self.lifted_by = by


@dataclass
class Standing:
    """All that speaks, or spoke, against mailing one customer. It belongs to the row of the recipient."""

    customer_id: UUID
    email_version: int
    address: str | None
    suppressions: list[Suppression] = field(default_factory=list)
    full_on: set[date] = field(default_factory=set)
    """The days on which the mailbox of the present address was found full."""

    def active(self, scope: Scope) -> list[Suppression]:
        """What is in force."""
        return [found for found in self.suppressions if found.is_active and found.scope is scope]

    @property
    def mail_suppressed(self) -> bool:
        """Whether nothing is mailed."""
        return bool(self.active(Scope.MAIL))

    @property
    def newsletter_suppressed(self) -> bool:
        """Whether no newsletter is sent, whatever a snapshot says of consent."""
        return bool(self.active(Scope.NEWSLETTER))

    def bounced(
        self, id: UUID, bounce: Bounce, email_version: int, at: datetime, message_id: UUID | None
    ) -> Suppression | None:
        """A mail failed for good; what that suppresses now.

        What is said of a former address says nothing of this one, and what a clerk has lifted stays lifted,
        however often the failures of before are told again.
        """
        if email_version != self.email_version or not may_suppress(bounce) or at <= self._lifted_last():
            return None
        why = _at_once(bounce)
        if why is None:
            self.full_on.add(day_of(at))
            if len(self.full_on) < FULL_ON_DAYS:
                return None
            why = SuppressionReason.MAILBOX_FULL
        if self.mail_suppressed:
            return None
        return self._add(id, Scope.MAIL, why, at, message_id=message_id)

    def delivered(self, email_version: int) -> None:
        """A mail arrived: the mailbox is not full."""
        if email_version == self.email_version:
            self.full_on.clear()

    def complained(self, id: UUID, at: datetime, message_id: UUID) -> Suppression | None:
        """The customer told their provider that a mail is unwanted."""
        return self._add_once(id, Scope.NEWSLETTER, SuppressionReason.COMPLAINT, at, message_id=message_id)

    def unsubscribed(self, id: UUID, at: datetime, message_id: UUID) -> Suppression | None:
        """The customer wants no newsletter any more; None when that was known."""
        return self._add_once(id, Scope.NEWSLETTER, SuppressionReason.UNSUBSCRIBED, at, message_id=message_id)

    def confirmed(self, at: datetime) -> list[Suppression]:
        """The customer said by mail that they want the newsletter: nothing of before stands against it."""
        lifted = self.active(Scope.NEWSLETTER)
        for found in lifted:
            found.end(at)
        return lifted

    def stopped(self, id: UUID, scope: Scope, by: UUID, at: datetime) -> Suppression:
        """A clerk says that nothing is to be sent; the one that says so already, where there is one."""
        known = [found for found in self.active(scope) if found.reason is SuppressionReason.MANUAL]
        return known[0] if known else self._add(id, scope, SuppressionReason.MANUAL, at, created_by=by)

    def find(self, suppression_id: UUID) -> Suppression:
        """Raises SuppressionDoesNotExist."""
        for found in self.suppressions:
            if found.id == suppression_id:
                return found
        raise SuppressionDoesNotExist(suppression_id)

    def lift(self, suppression_id: UUID, by: UUID, at: datetime) -> Suppression:
        """A clerk lifts it; one that is lifted already stays as it is.

        Raises SuppressionDoesNotExist, and NeedsConfirmation where only the customer can take it back (M5).
        """
        found = self.find(suppression_id)
        if not found.is_active:
            return found
        if found.reason is SuppressionReason.UNSUBSCRIBED:
            raise NeedsConfirmation(suppression_id)
        found.end(at, by)
        if found.scope is Scope.MAIL:
            self.full_on.clear()
        return found

    def address_changed(self, at: datetime) -> list[Suppression]:
        """What was said of a former address is over. What a person said is about the person, and stays."""
        over = [
            found
            for found in self.active(Scope.MAIL)
            if found.email_version < self.email_version and found.reason not in _SAID_BY_PEOPLE
        ]
        for found in over:
            found.end(at)
        return over

    def take_over(self, of_merged: Iterable[Suppression], new_id: Callable[[], UUID]) -> None:
        """What stands against mailing a customer who was merged into this one counts here, too (C11).

        What a clerk or a provider's complaint said is about the person, the rest about an address that may be the
        same. It keeps its time, by which one that was lifted here since is known, and is not taken over again. An
        unsubscribe is none of these: the snapshots tell of it.
        """
        for found in of_merged:
            if found.is_active and self._is_news(found):
                own = replace(
                    found,
                    id=new_id(),
                    customer_id=self.customer_id,
                    address=self.address,
                    email_version=self.email_version,
                )
                self.suppressions.append(own)

    def _is_news(self, found: Suppression) -> bool:
        """Whether what is known of a merged customer applies to this one and was not known."""
        if any(
            (one.reason, one.created_at) == (found.reason, found.created_at)
            and (found.reason in _SAID_BY_PEOPLE or one.email_version == self.email_version)
            for one in self.suppressions
            if one.scope is found.scope
        ):
            return False
        if found.reason in _SAID_BY_PEOPLE:
            known = {one.reason for one in self.active(found.scope)}
            return found.reason in FOLLOWS_A_MERGE and found.reason not in known
        same = found.address is not None and found.address.casefold() == (self.address or "").casefold()
        return same and all(one.reason in _SAID_BY_PEOPLE for one in self.active(Scope.MAIL))

    def _lifted_last(self) -> datetime:
        """When a suppression of the present address ended last, or a clerk lifted one of a former address."""
        return max(
            (
                found.lifted_at
                for found in self.suppressions
                if found.scope is Scope.MAIL
                and found.lifted_at
                and (found.lifted_by or found.email_version == self.email_version)
            ),
            default=datetime.min.replace(tzinfo=UTC),
        )

    def _add_once(
        self, id: UUID, scope: Scope, reason: SuppressionReason, at: datetime, *, message_id: UUID
    ) -> Suppression | None:
        if any(found.reason is reason for found in self.active(scope)):
            return None
        return self._add(id, scope, reason, at, message_id=message_id)

    def _add(
        self,
        id: UUID,
        scope: Scope,
        reason: SuppressionReason,
        at: datetime,
        *,
        message_id: UUID | None = None,
        created_by: UUID | None = None,
    ) -> Suppression:
        added = Suppression(
            id,
            self.customer_id,
            scope,
            reason,
            self.address,
            self.email_version,
            at,
            created_by,
            message_id,
        )
        self.suppressions.append(added)
        return added

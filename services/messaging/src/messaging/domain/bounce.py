"""What a final failure of a mail is called (DESIGN: bounce class, bounce reason)."""

from dataclasses import dataclass
from enum import StrEnum


class BounceClass(StrEnum):
    """hard: the address will never work. soft: it may later. block: the sender or the mail was refused."""

    HARD = "hard"
    SOFT = "soft"
    BLOCK = "block"


class BounceReason(StrEnum):
    """Why, in words a clerk can act on."""

    ADDRESS_UNKNOWN = "address_unknown"
    HOST_UNKNOWN = "host_unknown"
    MAILBOX_FULL = "mailbox_full"
    REJECTED = "rejected"
    SPAM = "spam"
    POLICY = "policy"
    TOO_LARGE = "too_large"
    EXPIRED = "expired"
    NETWORK = "network"
    OTHER = "other"


_CLASS_OF_REASON = {
    BounceReason.ADDRESS_UNKNOWN: BounceClass.HARD,
    BounceReason.HOST_UNKNOWN: BounceClass.HARD,
    BounceReason.MAILBOX_FULL: BounceClass.SOFT,
    BounceReason.REJECTED: BounceClass.BLOCK,
    BounceReason.SPAM: BounceClass.BLOCK,
    BounceReason.POLICY: BounceClass.BLOCK,
    BounceReason.TOO_LARGE: BounceClass.SOFT,
    BounceReason.EXPIRED: BounceClass.SOFT,
    BounceReason.NETWORK: BounceClass.SOFT,
    BounceReason.OTHER: BounceClass.SOFT,
}


OPERATORS_CONCERN = frozenset({BounceReason.SPAM, BounceReason.POLICY, BounceReason.NETWORK})
"""Said of us, our mail or the way there (spam, policy and authentication, network), never of an address."""


@dataclass(frozen=True)
class Bounce:
    """A final failure: class, reason, and the enhanced status of RFC 3463 where one was given."""

    bounce_class: BounceClass
    reason: BounceReason
    status: str | None = None

    @classmethod
    def of(cls, reason: BounceReason, status: str | None = None) -> "Bounce":
        """The bounce of that reason with the class that belongs to it."""
        return cls(_CLASS_OF_REASON[reason], reason, status)

    @property
    def as_final(self) -> "Bounce":
        """What it means once nobody tries any more.

        Who was refused for now (4.x.x) until the mail was too old, as greylisting does to the end, met no
        policy: the mail expired.
        """
        for_now = self.status is not None and self.status.startswith("4.")
        if for_now and self.bounce_class is BounceClass.BLOCK:
            return Bounce.of(BounceReason.EXPIRED, self.status)
        return self

"""What a mail server can mean, and what follows from it for the address."""

from enum import Enum

from messaging.domain.bounce import Bounce, BounceClass, BounceReason


class Meaning(Enum):
    """What was said, in the order in which it is looked for: the first that is found counts.

    Who complains about the sender speaks of no address, whatever other words fall; a full mailbox is often called
    unavailable, a disabled one unknown; and a bare refusal is what is left when nothing else was said.
    """

    TAKES_NO_MAIL = "the domain takes no mail at all (null MX, RFC 7505; 521 and 556, RFC 7504)"
    SENDER = "something about the sender, its host or its right to send through here"
    FULL = "the mailbox is full"
    TOO_LARGE = "the mail is too large"
    MOVED = "the recipient has another address now"
    DISABLED = "the mailbox is there, but shut: disabled, suspended, not in use"
    PASSING = "the name server was silent or failed: no statement about the domain"
    HOST_UNKNOWN = "there is no such domain or host"
    UNKNOWN = "there is no such address"
    SPAM = "the content or the sender looks like spam, or carries a virus"
    POLICY = "authentication, reputation, rates, form or rules of the house"
    UNAVAILABLE = "words that most servers use for an address they do not know, without saying so"
    EXPIRED = "tried too long"
    NETWORK = "connections, loops, TLS, name service"
    SYSTEM = "the receiving system is broken or out of resources"
    REFUSED = "refused, without saying why"

    @property
    def reason(self) -> BounceReason:
        """The reason that a clerk is told."""
        return _REASONS[self]

    def bounce(self, status: str | None) -> Bounce:
        """The bounce that follows.

        Hard is what will never work: an unknown address or domain, and a domain that says it takes no mail; the
        latter not while the status calls it passing (4.x.x), as then it is an answer of the name server today.
        """
        if self is Meaning.TAKES_NO_MAIL:
            passing = status is not None and status.startswith("4")
            return Bounce(BounceClass.SOFT if passing else BounceClass.HARD, self.reason, status)
        return Bounce.of(self.reason, status)


_REASONS = {
    Meaning.TAKES_NO_MAIL: BounceReason.REJECTED,
    Meaning.SENDER: BounceReason.POLICY,
    Meaning.FULL: BounceReason.MAILBOX_FULL,
    Meaning.TOO_LARGE: BounceReason.TOO_LARGE,
    Meaning.MOVED: BounceReason.ADDRESS_UNKNOWN,
    Meaning.DISABLED: BounceReason.REJECTED,
    Meaning.UNKNOWN: BounceReason.ADDRESS_UNKNOWN,
    Meaning.SPAM: BounceReason.SPAM,
    Meaning.POLICY: BounceReason.POLICY,
    Meaning.PASSING: BounceReason.NETWORK,
    Meaning.HOST_UNKNOWN: BounceReason.HOST_UNKNOWN,
    Meaning.UNAVAILABLE: BounceReason.ADDRESS_UNKNOWN,
    Meaning.EXPIRED: BounceReason.EXPIRED,
    Meaning.NETWORK: BounceReason.NETWORK,
    Meaning.SYSTEM: BounceReason.OTHER,
    Meaning.REFUSED: BounceReason.REJECTED,
}
